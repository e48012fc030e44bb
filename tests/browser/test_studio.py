"""The whole path in a real browser: from an empty studio to a verified publication."""

from __future__ import annotations

import hashlib
import json
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

import s3_servers
import toy_engine
import toy_studio
import toy_workspace
from nexus_audio.build import build
from nexus_audio.events import ignore
from nexus_audio.workspace import Workspace
from sounds import speech, write_wav
from toy_studio import Studio
from until import until

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Request, Route

SLOW = 300_000  # ms: a build on a busy machine
LIVE = "It is live, and was read back"
DRAWN = "!document.querySelector('#zoom').disabled"  # the waveform is there


def hears_choosers(page: Page) -> None:
    """Have Playwright catch file choosers, which takes it a moment from the first listener on."""
    page.on("filechooser", lambda _: None)


def done(page: Page) -> None:
    """Wait until the episode on the page is built; a build that failed says why at once."""
    page.locator(".state-ready, .state-needs-review, #job .wrong").wait_for(timeout=SLOW)
    assert page.locator("#job .wrong").all_text_contents() == []


def seek(page: Page, seconds: float) -> None:
    """Set the playhead, as soon as the sound can be played."""
    until(page, "document.querySelector('#audio').readyState > 0")
    page.evaluate(f"document.querySelector('#audio').currentTime = {seconds}")


def built_anew(page: Page) -> None:
    """Build from the review. Its page tells a state, too, so first it has to be left."""
    page.get_by_role("button", name="Build now").click()
    page.wait_for_url("**/episodes/*")
    done(page)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = toy_workspace.make(tmp_path / "Meine Schau äöü")
    file = made.root / "nexus.toml"
    file.write_text(file.read_text() + "\n[chapters]\nshortest = 0\n")
    return made


@pytest.fixture
def start(workspace: Workspace, tmp_path: Path) -> Iterator[Callable[..., Studio]]:
    """Starts a studio; what still runs at the end is ended."""
    running: list[Studio] = []

    def begin(port: int = 0, **environ: str) -> Studio:
        running.append(
            Studio(workspace.root, toy_studio.environment(tmp_path / "toy", **environ), port)
        )
        return running[-1]

    yield begin
    for studio in running:
        studio.close()


@pytest.fixture
def studio(start: Callable[..., Studio]) -> Studio:
    return start()


@pytest.fixture
def hold(tmp_path: Path) -> Path:
    """As long as this is there, the engine `slow` hears nothing."""
    made = tmp_path / "hold"
    made.touch()
    return made


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return write_wav(tmp_path / "Meine Aufnahme.wav", speech(6, seed=3))


@pytest.fixture
def built(
    page: Page,
    start: Callable[..., Studio],
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The address of an episode that is built; the page shows the list that it stands in."""
    toy_engine.install(monkeypatch)
    folder = toy_workspace.add(workspace, "aehren")
    build(workspace, toy_workspace.SETTINGS, [folder], ignore)
    studio = start()
    page.goto(studio.address)
    return f"{studio.origin}/episodes/aehren"


def test_from_a_text_to_a_verified_publication_by_mouse(
    page: Page, studio: Studio, workspace: Workspace, recording: Path
) -> None:
    hears_choosers(page)
    page.goto(studio.address)
    page.get_by_role("link", name="Make the first episode").click()
    page.get_by_label("The issue as you copied it").fill(toy_workspace.BRIEFING)
    page.get_by_role("button", name="Show how it is understood").click()
    page.get_by_text("Felder").wait_for()
    page.get_by_role("button", name="Make the episode").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Choose the recording").click()
    chooser.value.set_files(recording)
    done(page)
    page.get_by_role("link", name="Review").first.click()
    page.locator("#title-0").fill("Anfang")
    page.get_by_role("button", name="Save", exact=True).click()
    built_anew(page)
    written = (workspace.root / "episodes/aehren/chapters.toml").read_text(encoding="utf-8")
    assert 'title = "Anfang"' in written
    page.get_by_role("link", name="Preview").click()
    page.get_by_text("Anfang").first.wait_for()
    page.get_by_role("link", name="On to publishing").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text(LIVE).wait_for(timeout=SLOW)
    feed = (workspace.root / "published" / "feed.xml").read_text(encoding="utf-8")
    assert "Anfang" in feed


def test_a_publication_on_an_object_storage(
    page: Page,
    start: Callable[..., Studio],
    workspace: Workspace,
    seaweed: s3_servers.Server,
    keys_of_the_tests: None,
) -> None:
    to = s3_servers.settings(seaweed, "studio")
    file = workspace.root / "nexus.toml"
    said = to.model_dump(mode="json", exclude_defaults=True)
    lines = [f"{key} = {json.dumps(value)}" for key, value in said.items()]
    file.write_text("\n".join([file.read_text(), "[storage]", *lines, ""]))
    toy_workspace.add(workspace, "aehren")
    studio = start()
    page.goto(studio.address)
    page.get_by_role("button", name="Build").click()
    done(page)
    page.goto(f"{studio.origin}/publish")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text(LIVE).wait_for(timeout=SLOW)
    assert page.get_by_role("link", name="feed.xml").get_attribute("href") == (
        f"{to.public_url}feed.xml"
    )


def tab_to(page: Page, name: str, tag: str = "") -> None:
    """Press Tab until what has the focus is called so, and is of that kind."""
    for _ in range(250):
        page.keyboard.press("Tab")
        called, kind = page.evaluate(
            "() => { const e = document.activeElement; return e === document.body ? ['', 'body'] :"
            " [e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent || '',"
            " e.localName]; }"
        )
        if name in called and tag in ("", kind):
            return
    pytest.fail(f"the keyboard does not reach {name!r}")


def test_the_same_path_by_keyboard_alone(
    page: Page, studio: Studio, workspace: Workspace, recording: Path
) -> None:
    def follow(name: str, place: str, tag: str = "") -> None:
        tab_to(page, name, tag)
        page.keyboard.press("Enter")
        page.wait_for_url(place)

    hears_choosers(page)
    page.goto(studio.address)
    follow("Make the first episode", "**/new")
    tab_to(page, "The issue as you copied it")
    page.keyboard.insert_text(toy_workspace.BRIEFING)
    follow("Show how it is understood", "**/new/*")
    follow("Make the episode", "**/episodes/aehren")
    tab_to(page, "Choose the recording")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(recording)
    done(page)
    follow("Review", "**/review", "a")
    page.locator("#title-0").wait_for()
    page.keyboard.press("n")  # the first thing to look at
    assert page.evaluate("document.activeElement.className").startswith("doubt look")
    page.keyboard.press("a")
    page.locator(".doubt.settled").first.wait_for()
    tab_to(page, "Title of chapter 1")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("Tastatur")
    page.keyboard.press("Control+s")
    until(page, "document.querySelector('#save').disabled")
    follow("Build now", "**/episodes/aehren", "button")
    done(page)
    written = (workspace.root / "episodes/aehren/chapters.toml").read_text(encoding="utf-8")
    assert 'title = "Tastatur"' in written
    assert "right = " in written
    follow("Publish", "**/publish", "a")
    tab_to(page, "Publish", "button")
    page.keyboard.press("Enter")
    page.get_by_text(LIVE).wait_for(timeout=SLOW)
    assert "Tastatur" in (workspace.root / "published/feed.xml").read_text(encoding="utf-8")


TEXT = """\
# Häfen

## Brücken

Brücken rosten heimlich nachts im Nebel. Der Hafenmeister streicht sie jeden Sommer blau.

## Gletscher

Gletscher kalben donnernd ins warme Meer.
"""
SPOKEN = (
    "Brücken Brücken rosten heimlich nachts äh Brücken rosten heimlich nachts im Nebel. "
    "Der Hafenmeister streicht sie jeden Sommer blau. "
    "Gletscher Gletscher kalben donnernd ins warme Meer."
)


def test_a_retake_is_heard_and_decided_on(
    page: Page, start: Callable[..., Studio], workspace: Workspace
) -> None:
    seconds = len(SPOKEN.split()) // 2  # the engine `told` needs less for a word
    folder = toy_workspace.add(workspace, "haefen", seconds=seconds)
    (folder.path / "briefing.md").write_text(TEXT, encoding="utf-8")
    studio = start(NEXUS_SPEECH_ENGINE="told", TOY_SAYS=SPOKEN)
    page.goto(studio.address)
    page.get_by_role("button", name="Build").click()
    done(page)
    page.goto(f"{studio.origin}/episodes/haefen/review")
    page.locator("#title-0").wait_for()
    retake = page.locator("[data-retake]")
    with page.expect_response("**/join/1") as heard:
        retake.get_by_role("button", name="Hear the join").click()
    assert heard.value.headers["content-type"] == "audio/wav"
    for answer, told in (("No, keep both", "Both stay."), ("Yes, cut it", "It will be cut.")):
        retake.get_by_role("button", name=answer).click()
        retake.get_by_text(told).wait_for()
        page.reload()
        page.locator("#title-0").wait_for()
        retake.get_by_text(told).wait_for()
    assert len(folder.episode.cut) == 1
    built_anew(page)
    report = json.loads((workspace.root / "feed/public/episodes/haefen/report.json").read_bytes())
    assert report["result"]["duration"] < (seconds - 1.5) * 1000


def test_an_earlier_feed_is_made_live_again(page: Page, built: str, workspace: Workspace) -> None:
    origin, feed = built.removesuffix("/episodes/aehren"), workspace.root / "published/feed.xml"
    facts = workspace.root / "episodes/aehren/episode.toml"

    def publish() -> str:
        page.goto(f"{origin}/publish")
        for allowed in page.get_by_role("checkbox").all():
            allowed.check()
        with page.expect_navigation():  # it may have been live before
            page.get_by_role("button", name="Publish", exact=True).click()
        page.get_by_text(LIVE).wait_for(timeout=SLOW)
        return feed.read_text(encoding="utf-8")

    assert "Ähren 7" in publish()
    facts.write_text(facts.read_text().replace("Ähren 7", "Weizen"), encoding="utf-8")
    page.goto(built)
    page.get_by_role("button", name="Build").click()
    done(page)
    page.goto(f"{origin}/publish")
    page.get_by_label("Yes, listeners are to get the new sound").wait_for()  # its tags are new
    assert "Weizen" in publish()
    with page.expect_navigation():
        page.get_by_role("button", name="Go back to this").first.click()
    page.get_by_text(LIVE).wait_for(timeout=SLOW)
    assert "Ähren 7" in feed.read_text(encoding="utf-8")


def test_a_dropped_file_is_taken(
    page: Page, studio: Studio, workspace: Workspace, recording: Path
) -> None:
    toy_workspace.add(workspace, "aehren", seconds=0)
    page.goto(studio.address)
    page.get_by_role("link", name="Add the recording").click()
    data = page.evaluate_handle(
        "bytes => { const d = new DataTransfer(); d.items.add(new File([new Uint8Array(bytes)],"
        " 'Größe & Maß.wav', {type: 'audio/wav'})); return d; }",
        list(recording.read_bytes()),
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": data})
    done(page)
    stored = workspace.root / "episodes/aehren/recording.wav"
    assert stored.read_bytes() == recording.read_bytes()


def test_the_microphone_is_recorded(
    page: Page, context: BrowserContext, studio: Studio, workspace: Workspace
) -> None:
    toy_workspace.add(workspace, "aehren", seconds=0)
    page.goto(studio.address)
    context.grant_permissions(["microphone"], origin=studio.origin)
    page.get_by_role("link", name="Add the recording").click()
    page.get_by_role("button", name="Record with the microphone").click()
    until(page, "document.querySelector('#mic-level').value > 0")  # it beeps
    until(page, "document.querySelector('#mic-time').textContent >= '0:05'")
    page.get_by_role("button", name="Finish the recording").click()
    done(page)
    (stored,) = (workspace.root / "episodes/aehren").glob("recording.*")
    assert stored.suffix == ".webm"


def large(path: Path) -> Path:
    """300 MB of sound: three minutes of the finest form."""
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 4, 192_000, 0, "NONE", ""))
        for second in range(196):
            file.writeframes(hashlib.sha256(bytes([second])).digest() * 48_000)
    return path


@pytest.mark.slow
def test_an_upload_that_was_killed_goes_on_where_it_was(
    page: Page, start: Callable[..., Studio], workspace: Workspace, tmp_path: Path
) -> None:
    toy_workspace.add(workspace, "aehren", seconds=0)
    file = large(tmp_path / "lang.wav")
    studio = start()
    page.goto(studio.address)
    page.goto(f"{studio.origin}/episodes/aehren")
    killed: list[int] = []

    def kill_at_40_percent(route: Route) -> None:
        at = int(route.request.headers["upload-offset"])
        if at >= 0.4 * file.stat().st_size and not killed:
            studio.kill()
            killed.append(at)
        route.continue_()

    page.route("**/uploads/*", kill_at_40_percent)
    page.set_input_files("#sound", file)
    page.get_by_text("The line is broken.").wait_for(timeout=SLOW)
    page.unroute_all(behavior="ignoreErrors")
    (part,) = (workspace.root / ".nexus/uploads").glob("*/data")
    kept = part.stat().st_size
    assert kept == killed[0]
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")  # or it would go on by itself, before it is asked to
    studio = start(port=studio.port)
    offsets: list[int] = []

    def note(request: Request) -> None:
        if request.method == "PATCH":
            offsets.append(int(request.headers["upload-offset"]))

    page.on("request", note)
    page.goto(f"{studio.origin}/episodes/aehren")
    page.get_by_text("Choose the same file again").wait_for()
    page.set_input_files("#sound", file)
    page.locator("#job progress").wait_for(timeout=SLOW)
    page.get_by_role("button", name="Cancel").click()
    assert offsets[0] == kept
    with (workspace.root / "episodes/aehren/recording.wav").open("rb") as stored:
        found = hashlib.file_digest(stored, "sha256").hexdigest()
    with file.open("rb") as sent:
        assert hashlib.file_digest(sent, "sha256").hexdigest() == found


def test_a_studio_that_was_killed_goes_on_with_its_build(
    page: Page, start: Callable[..., Studio], workspace: Workspace, hold: Path
) -> None:
    folder = toy_workspace.add(workspace, "aehren")
    slow = {"NEXUS_SPEECH_ENGINE": "slow", "TOY_HOLD": str(hold)}
    studio = start(**slow)
    page.goto(studio.address)
    page.get_by_role("button", name="Build").click()
    page.locator(".stages .running", has_text="Listening to every word").wait_for(timeout=SLOW)
    assert page.locator("[data-left]").text_content()
    studio.kill()
    finished = len(workspace.store.keys())
    assert finished >= 3
    hold.unlink()
    studio = start(port=studio.port, **slow)
    done(page)
    log = sorted((workspace.root / ".nexus/studio").glob("*.jsonl"))[-1].read_text()
    told = [json.loads(line) for line in log.splitlines()]
    assert all(line.get("stage") != "condition" for line in told if line.get("kind") == "started")
    assert folder.slug in log


def test_a_build_is_cancelled_and_taken_up_again(
    page: Page, start: Callable[..., Studio], workspace: Workspace, hold: Path
) -> None:
    toy_workspace.add(workspace, "aehren")
    studio = start(NEXUS_SPEECH_ENGINE="slow", TOY_HOLD=str(hold))
    page.goto(studio.address)
    page.get_by_role("button", name="Build").click()
    page.locator(".stages .running", has_text="Listening to every word").wait_for(timeout=SLOW)
    page.locator("#job").get_by_text("What happened in detail").click()
    page.get_by_text('"stage": "ingest"').wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Building: cancelled").wait_for(timeout=SLOW)
    hold.unlink()
    page.get_by_role("button", name="Go on").click()
    done(page)


def test_a_stale_save_is_refused_with_the_difference(
    page: Page, context: BrowserContext, built: str, workspace: Workspace
) -> None:
    page.goto(f"{built}/review")
    other = context.new_page()
    other.goto(f"{built}/review")
    for tab, title in ((other, "Anderswo"), (page, "Hier")):
        tab.locator("#title-0").fill(title)
        tab.get_by_role("button", name="Save", exact=True).click()
        if tab is other:
            other.get_by_text("Saved.", exact=True).wait_for()
    stale = page.locator("#stale")
    stale.get_by_text("changed somewhere else meanwhile").wait_for()
    assert stale.locator("ins").all_text_contents() == ["0:00.0 Anderswo", "0:00.0 Hier"]
    file = workspace.root / "episodes/aehren/chapters.toml"
    assert "Hier" not in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace("Anderswo", "Von Hand"))
    page.get_by_role("button", name="Save mine over it").click()  # it is stale once more
    stale.get_by_text("Von Hand").wait_for()
    page.get_by_role("button", name="Save mine over it").click()
    page.get_by_text("Saved.", exact=True).wait_for()
    assert "Hier" in file.read_text(encoding="utf-8")


def held(page: Page, address: str) -> list[Route]:
    """What the page asks for there; it comes when one of them goes on."""
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    page.route(address, hold)
    return asked


def test_what_can_be_seen_works_before_the_waveform_is_here(page: Page, built: str) -> None:
    asked = held(page, "**/waveform")
    page.goto(f"{built}/review")
    page.get_by_role("button", name="New chapter at the playhead").click()
    assert page.locator("[id^=title-]").count() == 2
    page.locator(".word").first.click()
    page.locator(".fix").press("Escape")
    page.get_by_role("button", name="Undo").click()
    assert page.locator("[id^=title-]").count() == 1
    assert page.locator("#zoom").is_disabled()
    seek(page, 1.5)
    asked[0].continue_()
    until(page, DRAWN)
    assert page.evaluate("document.querySelector('#audio').currentTime") == 1.5
    page.get_by_role("button", name="New chapter at the playhead").click()
    assert page.locator(".chapter-mark").count() == 2


@pytest.mark.parametrize(
    ("path", "script", "button"),
    [
        ("review", "review.js", "New chapter at the playhead"),
        ("", "episode.js", "Record with the microphone"),
    ],
)
def test_nothing_can_be_pressed_before_its_script_is_here(
    page: Page, built: str, path: str, script: str, button: str
) -> None:
    asked = held(page, f"**/{script}")
    page.goto(f"{built}/{path}".rstrip("/"), wait_until="commit")
    page.get_by_text(button, exact=True).wait_for()
    until(page, "document.querySelector('main').lastElementChild")
    hit = f"[...document.querySelectorAll('button')].find((b) => b.textContent === '{button}')"
    hit += ".closest('[inert]')"
    assert page.evaluate(f"Boolean({hit})")
    asked[0].continue_()
    until(page, f"!{hit}")


def test_saves_that_follow_each_other_at_once_are_all_kept(
    page: Page, built: str, workspace: Workspace
) -> None:
    page.goto(f"{built}/review")
    page.locator("#title-0").fill("Erster")
    page.evaluate("document.querySelector('#save').click()")
    page.locator("#title-0").fill("Zweiter")
    page.evaluate("document.querySelector('#save').click()")
    page.locator("#title-0").press_sequentially("!")
    until(page, "document.querySelector('#told').textContent")
    assert page.locator("#stale").is_hidden()
    assert page.evaluate("document.activeElement.id") == "title-0"  # still there to write
    page.keyboard.press("Control+s")
    until(page, "document.querySelector('#save').disabled")
    file = workspace.root / "episodes/aehren/chapters.toml"
    assert 'title = "Zweiter!"' in file.read_text(encoding="utf-8")


def test_what_can_be_pressed_stays_while_a_build_tells_how_far_it_is(
    page: Page, start: Callable[..., Studio], workspace: Workspace, hold: Path
) -> None:
    toy_workspace.add(workspace, "aehren")
    studio = start(NEXUS_SPEECH_ENGINE="slow", TOY_HOLD=str(hold))
    page.goto(studio.address)
    page.get_by_role("button", name="Build").click()
    page.locator("#job").get_by_role("button", name="Cancel").focus()
    page.evaluate("window.cancel = document.activeElement")
    page.locator(".stages .running", has_text="Listening to every word").wait_for(timeout=SLOW)
    assert page.evaluate("document.activeElement === cancel && cancel.isConnected")
    page.goto(f"{studio.origin}/")
    page.locator("#queue").get_by_role("button", name="Cancel").click()
    page.get_by_text("Building: cancelled").wait_for(timeout=SLOW)


def test_the_list_follows_a_build_that_began_elsewhere(
    page: Page,
    context: BrowserContext,
    start: Callable[..., Studio],
    workspace: Workspace,
    hold: Path,
) -> None:
    toy_workspace.add(workspace, "aehren")
    studio = start(NEXUS_SPEECH_ENGINE="slow", TOY_HOLD=str(hold))
    page.goto(studio.address)
    row = page.locator("[data-episode=aehren]")
    row.get_by_text("Not built").wait_for()
    other = context.new_page()
    other.goto(f"{studio.origin}/episodes/aehren")
    other.get_by_role("button", name="Build").click()
    row.get_by_text("Being built").wait_for()
    assert row.get_by_role("button", name="Build").count() == 0
    row.get_by_role("link", name="See the progress").click()
    page.locator("#job").get_by_role("button", name="Cancel").wait_for()
    page.go_back()
    row.get_by_text("Being built").wait_for()
    page.locator("#queue").get_by_role("button", name="Cancel").click()
    page.locator(".notice").get_by_role("button", name="Build").wait_for()
    other.locator(".notice").get_by_role("button", name="Build").wait_for()


def test_the_way_back_shows_what_is_true_now(page: Page, built: str) -> None:
    page.locator("[data-episode=aehren]").wait_for()
    with page.expect_navigation():  # as a browser that kept the page tells it
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")


def test_chapters_are_changed_in_every_way(page: Page, built: str, workspace: Workspace) -> None:
    page.goto(f"{built}/review")
    seek(page, 2.5)
    page.get_by_role("button", name="New chapter at the playhead").click()
    page.keyboard.insert_text("Verlosung")
    page.locator("#time-1").focus()
    page.keyboard.press("Alt+ArrowUp")
    assert page.locator("#time-1").input_value() == "0:02.6"
    page.get_by_role("button", name="Undo").click()
    assert page.locator("#time-1").input_value() == "0:02.5"
    page.keyboard.press("Control+s")
    page.get_by_text("Saved.", exact=True).wait_for()
    file = workspace.root / "episodes/aehren/chapters.toml"
    assert 'start = "0:02.500"\ntitle = "Verlosung"' in file.read_text(encoding="utf-8")
    page.get_by_role("button", name="Delete: Verlosung").click()
    page.get_by_role("button", name="Save", exact=True).click()
    until(page, "document.querySelector('#save').disabled")
    assert "Verlosung" not in file.read_text(encoding="utf-8")


def test_a_word_is_put_right_where_it_stands(page: Page, built: str, workspace: Workspace) -> None:
    page.goto(f"{built}/review")
    page.locator(".word").first.click()
    page.locator(".fix").fill("Grüße")
    page.keyboard.press("Enter")
    page.get_by_text("Saved.", exact=True).wait_for()
    written = (workspace.root / "episodes/aehren/corrections.toml").read_text(encoding="utf-8")
    assert 'write = "Grüße"' in written
    built_anew(page)
    page.goto(f"{built}/review")
    assert page.locator(".word.fixed").first.text_content() == "Grüße"


PAGES = ("/", "/new", "/episodes/aehren", "/episodes/aehren/review", "/episodes/aehren/preview")


@pytest.mark.parametrize(("language", "scheme"), [("Deutsch", "light"), ("English", "dark")])
def test_every_page_is_accessible(
    page: Page,
    built: str,
    violations: Callable[[Page], list[str]],
    language: str,
    scheme: Literal["light", "dark"],
) -> None:
    origin = built.removesuffix("/episodes/aehren")
    page.emulate_media(color_scheme=scheme)
    with page.expect_navigation():
        page.get_by_role("button", name=language).click()
    page.locator(f"button[aria-current]:has-text('{language}')").wait_for()
    for path in (*PAGES, "/publish", "/show", "/settings", "/nowhere"):
        page.goto(origin + path)
        if path.endswith("/review"):
            until(page, DRAWN)
        assert violations(page) == [], path


@pytest.mark.parametrize("width", [390, 320])
def test_no_page_is_wider_than_a_phone(page: Page, built: str, width: int) -> None:
    origin = built.removesuffix("/episodes/aehren")
    page.set_viewport_size({"width": width, "height": 800})
    for path in (*PAGES, "/publish", "/show", "/settings"):
        page.goto(origin + path)
        if path.endswith("/review"):
            until(page, DRAWN)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path
