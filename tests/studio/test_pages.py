"""The pages of the studio, as a browser fetches them."""

from __future__ import annotations

import io
import json
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import toy_publishing
import toy_workspace
from nexus_audio.build import build
from nexus_audio.events import ignore
from nexus_audio.studio.desk import Desk
from nexus_audio.studio.job import OPEN, Job
from nexus_audio.studio.texts import translator
from nexus_audio.workspace import EpisodeFolder, Workspace

Build = Callable[[str], EpisodeFolder]
FEED = """<rss><channel>
<item><title>Eins #1</title><link>https://n.example/1</link><guid>a</guid>
<description>&lt;h2&gt;Kopf&lt;/h2&gt;&lt;p&gt;Text&lt;/p&gt;</description></item>
<item><title>Zwei #2</title><link>https://n.example/2</link><guid>b</guid>
<description>&lt;h2&gt;Kopf&lt;/h2&gt;&lt;p&gt;Text&lt;/p&gt;</description></item>
</channel></rss>"""


def test_an_empty_studio_says_how_to_begin(client: TestClient) -> None:
    assert "Make the first episode" in client.get("/").text


def test_an_episode_is_made_of_a_pasted_text(client: TestClient, workspace: Workspace) -> None:
    shown = client.post("/new", data={"text": toy_workspace.BRIEFING})
    assert "Größe" in shown.text
    assert workspace.episodes() == ()  # nothing is made yet
    made = client.post(shown.url.path, data={"slug": "aehren"})
    assert made.url.path == "/episodes/aehren"
    assert "Choose the recording" in made.text
    assert workspace.episode("aehren").briefing.read_text(encoding="utf-8")


@pytest.mark.parametrize("slug", ["", "../x", "Ä", "a b", "a--b", "aehren"])
def test_a_slug_that_cannot_be(client: TestClient, workspace: Workspace, slug: str) -> None:
    toy_workspace.add(workspace, "aehren", seconds=0)
    shown = client.post("/new", data={"text": toy_workspace.BRIEFING})
    assert client.post(shown.url.path, data={"slug": slug}).status_code == 422
    assert len(workspace.episodes()) == 1


@pytest.mark.parametrize("text", [b"", b" \n", b"\x00\x01\x02PDF"])
def test_a_text_that_is_none_is_told(client: TestClient, text: bytes) -> None:
    answer = client.post("/new", files={"file": ("a.txt", text)}, headers={"x-csrf": ""})
    assert answer.status_code == 403
    answer = client.post("/new", files={"file": ("a.txt", text)})
    assert answer.status_code == 422


@pytest.mark.parametrize(("words", "about"), [(5, "a minute"), (600, "4 minutes")])
def test_a_text_is_shown_with_how_long_it_takes(client: TestClient, words: int, about: str) -> None:
    shown = client.post("/new", data={"text": f"# Titel\n\n## Kopf\n\n{'Wort ' * words}."})
    assert f"about {about} to read aloud" in shown.text


def test_an_issue_is_picked_from_a_feed(client: TestClient, workspace: Workspace) -> None:
    shown = client.post("/new", files={"file": ("feed.xml", FEED.encode())})
    assert "Which issue?" in shown.text
    one = client.get(f"{shown.url.path}?issue=b")
    assert "Zwei #2" in one.text
    client.post(shown.url.path, data={"slug": "zwei", "issue": "b"})
    assert "Eins" not in workspace.episode("zwei").briefing.read_text(encoding="utf-8")


def test_home_shows_every_state_with_its_next_step(
    client: TestClient, workspace: Workspace, built: Build
) -> None:
    toy_workspace.add(workspace, "entwurf", seconds=0, number=1)
    toy_workspace.add(workspace, "neu", number=2)
    broken = toy_workspace.add(workspace, "kaputt", number=3)
    (broken.path / "episode.toml").write_text("title = ")
    built("fertig")
    text = client.get("/").text
    for word in ("Draft", "Half built", "Needs repair", "Needs review", "Add the recording"):
        assert word in text


def row(client: TestClient, slug: str) -> str:
    """What the list says of an episode."""
    return client.get("/").text.split(f'data-episode="{slug}"')[1].partition("</li>")[0]


def test_home_offers_no_second_build_while_one_waits_or_runs(
    client: TestClient, workspace: Workspace, desk: Desk
) -> None:
    toy_workspace.add(workspace, "aehren")
    toy_workspace.add(workspace, "felder", number=6)
    job = desk.jobs.build("aehren")
    for state in OPEN:
        desk.jobs._keep(replace(job, state=state))
        assert "Being built" in row(client, "aehren")
        assert '<a class="button" href="/episodes/aehren">See the progress' in row(client, "aehren")
        assert "Build</button>" not in row(client, "aehren")
        assert "Build</button>" in row(client, "felder")
        episode = client.get("/episodes/aehren").text
        assert "Being built" in episode
        assert "Build</button>" not in episode
    desk.jobs.cancel(job.id)
    assert "Not built" in row(client, "aehren")
    assert "Build</button>" in row(client, "aehren")


def test_an_episode_that_was_taken_out_is_shown(
    client: TestClient, workspace: Workspace, built: Build
) -> None:
    folder = built("aehren")
    file = folder.path / "episode.toml"
    file.write_text(file.read_text() + "unpublished = true\n")
    assert "Build</button>" in row(client, "aehren")
    assert "Not in the feed" in row(client, "aehren")
    assert "not built as it stands" not in client.get("/publish").text
    build(workspace, toy_workspace.SETTINGS, [folder], ignore)
    assert "Not in the feed" in row(client, "aehren")
    assert 'href="/episodes/aehren/preview"' in row(client, "aehren")
    for page in ("", "/review", "/preview"):
        assert client.get(f"/episodes/aehren{page}").status_code == 200


def test_what_is_built_and_live_in_an_earlier_form_is_to_be_published(
    client: TestClient, workspace: Workspace, built: Build
) -> None:
    folder = built("aehren")
    toy_publishing.publish(workspace)
    assert "Published" in row(client, "aehren")
    linked = toy_workspace.BRIEFING.replace("Weizen", "[Weizen](https://n.example/weizen/)")
    folder.briefing.write_text(linked, encoding="utf-8")
    assert "Build</button>" in row(client, "aehren")
    build(workspace, toy_workspace.SETTINGS, [folder], ignore)
    for text in (row(client, "aehren"), client.get("/episodes/aehren").text):
        assert "Changed since" in text
        assert 'href="/publish"' in text
        assert "Build</button>" not in text
    assert "not built as it stands" not in client.get("/publish").text


def test_a_build_is_asked_for(client: TestClient, workspace: Workspace, desk: Desk) -> None:
    toy_workspace.add(workspace, "aehren")
    client.post("/episodes/aehren/build")
    (job,) = desk.jobs.all()
    assert (job.verb, job.arguments) == ("build", ("aehren",))
    client.post(f"/jobs/{job.id}/cancel")
    assert desk.jobs.all()[0].state == "cancelled"
    client.post(f"/jobs/{job.id}/retry")
    assert len(desk.jobs.all()) == 2
    assert client.get("/jobs/unknown/log").status_code == 404
    assert client.get(f"/jobs/{job.id}/log").text == ""


def test_what_went_wrong_is_told_in_the_language_of_the_host(
    client: TestClient, workspace: Workspace, desk: Desk
) -> None:
    toy_workspace.add(workspace, "aehren")
    failed = Job(id="1", verb="build", episode="aehren").ended(
        {
            "subject": "a.wav",
            "message": "is a PDF document, not a sound",
            "hint": "Keep one of them.",
        },
        13,
    )
    desk.jobs._keep(failed)
    for language, error in (("de", "ist ein PDF-Dokument, kein Ton"), ("en", "is a PDF document")):
        client.headers["accept-language"] = language
        assert f"a.wav: {error}" in client.get("/episodes/aehren").text
    (told,) = desk.told(translator("de"))
    assert told["hint"] == "Behalten Sie einen davon."


def test_what_is_not_built_has_no_review(client: TestClient, workspace: Workspace) -> None:
    toy_workspace.add(workspace, "aehren")
    assert client.get("/episodes/aehren/review").url.path == "/episodes/aehren"
    assert client.get("/episodes/aehren/preview").url.path == "/episodes/aehren"
    assert client.get("/episodes/aehren/sound").status_code == 422


@pytest.fixture
def folder(built: Build) -> EpisodeFolder:
    return built("aehren")


def test_the_review_shows_the_words_and_plays(client: TestClient, folder: EpisodeFolder) -> None:
    text = client.get("/episodes/aehren/review").text
    assert 'class="word' in text
    drawn = client.get("/episodes/aehren/waveform").json()
    assert drawn["duration"] == pytest.approx(4, abs=0.1)
    assert max(drawn["peaks"]) <= 1
    part = client.get("/episodes/aehren/sound", headers={"range": "bytes=0-9"})
    assert (part.status_code, part.content[:4]) == (206, b"fLaC")
    assert client.get("/episodes/aehren/loudness").text.lstrip().startswith("<svg")
    assert client.get("/episodes/aehren/join/1").status_code == 422


def versions(client: TestClient) -> dict[str, str]:
    import html
    import re

    text = client.get("/episodes/aehren/review").text
    found = re.search(r'data-versions="([^"]*)"', text)
    assert found
    told: dict[str, str] = json.loads(html.unescape(found[1]))
    return told


def table(client: TestClient) -> Any:
    import re

    text = client.get("/episodes/aehren/review").text
    found = re.search(r'id="table">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_chapters_are_saved_and_a_stale_save_is_refused(
    client: TestClient, folder: EpisodeFolder
) -> None:
    rows, seen = table(client)["rows"], versions(client)["chapters.toml"]
    rows[0]["title"] = "Anfang"
    said = {"version": seen, "rows": rows, "dropped": []}
    first = client.post("/episodes/aehren/chapters", json=said)
    assert first.status_code == 200
    assert folder.overrides[0]["title"] == "Anfang"
    assert client.get("/episodes/aehren/review").url.path.endswith("review")  # as before
    again = client.post("/episodes/aehren/chapters", json=said)
    assert again.status_code == 409
    assert again.json()["version"] == first.json()["version"]
    assert again.json()["rows"][0]["title"] == "Anfang"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"version": "", "rows": [{"title": "", "start": 0}]},
        {"version": "", "rows": [{"title": "a", "start": -1}]},
        {"version": "", "rows": [{"title": "a", "start": 0, "section": "unknown"}]},
        {"version": "", "rows": [], "more": 1},
        [],
    ],
)
def test_what_cannot_be_meant_is_not_saved(
    client: TestClient, folder: EpisodeFolder, said: Any
) -> None:
    assert client.post("/episodes/aehren/chapters", json=said).status_code == 422
    assert not (folder.path / "chapters.toml").exists()


def test_words_answers_and_people_are_saved(client: TestClient, folder: EpisodeFolder) -> None:
    seen = versions(client)
    word = {"version": seen["corrections.toml"], "heard": "Größe", "write": "Grüße", "at": 0}
    assert client.post("/episodes/aehren/corrections", json=word).status_code == 200
    assert client.post("/episodes/aehren/corrections", json=word).status_code == 409
    given = {"start": 1000, "written": "50", "spoken": "15", "answer": "note"}
    answer = client.post(
        "/episodes/aehren/deviations", json={"version": seen["episode.toml"], "given": given}
    )
    people = {"version": answer.json()["version"], "people": [{"name": "Änne", "role": "host"}]}
    assert client.post("/episodes/aehren/people", json=people).status_code == 200
    stale = client.post("/episodes/aehren/people", json=people)
    assert stale.status_code == 409
    assert "Änne" in stale.json()["now"]
    assert folder.corrections == [{"heard": "Größe", "write": "Grüße", "at": "0:00.000"}]
    assert folder.episode.people[0].name == "Änne"
    assert folder.episode.deviation[0].answer == "note"


def test_the_preview_shows_page_notes_and_feed_item(
    client: TestClient, folder: EpisodeFolder
) -> None:
    text = client.get("/episodes/aehren/preview").text
    assert "&lt;guid" in text
    assert client.get("/built/episodes/aehren/index.html").status_code == 200


def test_the_checklist_names_what_is_missing(client: TestClient, workspace: Workspace) -> None:
    text = client.get("/publish").text
    assert "Nothing is built yet" in text
    assert "disabled" in text


def test_what_is_to_be_recorded_again_is_told(client: TestClient, folder: EpisodeFolder) -> None:
    facts = folder.path / "episode.toml"
    for start, told in (("0:01", "one place is"), ("0:02", "2 places are")):
        with facts.open("a") as file:
            file.write(f'[[deviation]]\nstart = "{start}"\nwritten = "50"\nspoken = "15"\n')
            file.write('answer = "patch"\n')
        assert f"{told} marked to be recorded again" in client.get("/publish").text


def test_publishing_asks_for_sending_and_reading_back(
    client: TestClient, folder: EpisodeFolder, desk: Desk
) -> None:
    text = client.get("/publish").text
    assert "21 new" in text or "new, 0 changed" in text
    toy_publishing.publish(Workspace(folder.path.parents[1]))
    assert "Everything that is built is live already." in client.get("/publish").text
    assert "unchanged" not in client.get("/publish").text
    client.post("/publish", data={"replace-audio": "1", "anything": "1"})
    assert [(job.verb, job.arguments) for job in desk.jobs.all()] == [
        ("publish", ("--replace-audio",)),
        ("verify", ()),
    ]


@pytest.mark.parametrize("steps", ["", "0", "-1", "x"])
def test_going_back_to_nothing(client: TestClient, desk: Desk, steps: str) -> None:
    assert client.post("/rollback", data={"steps": steps}).status_code == 422
    assert desk.jobs.all() == ()


def test_settings_are_written_with_comments_kept(client: TestClient, workspace: Workspace) -> None:
    file = workspace.root / "nexus.toml"
    file.write_text("# mine\n" + file.read_text())
    shown = client.get("/settings").text
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    (workspace.root / "Eingang").mkdir()
    said = {"seen": seen, "watch": "Eingang", "newsletter": "https://n.example/rss/"}
    assert "Saved." in client.post("/settings", data=said).text
    assert file.read_text().startswith("# mine")
    assert 'watch = "Eingang"' in file.read_text()
    assert client.post("/settings", data=said).status_code == 422  # it is stale now


@pytest.mark.parametrize("said", [{"watch": "nowhere"}, {"newsletter": "javascript:alert(1)"}])
def test_settings_that_cannot_be(client: TestClient, said: dict[str, str]) -> None:
    assert client.post("/settings", data=said).status_code == 422


def test_a_join_is_a_sound(tmp_path: Path) -> None:
    from nexus_audio.audio.decode import decode
    from nexus_audio.audio.measurement import measured
    from nexus_audio.models import Span
    from nexus_audio.studio.joins import hear_join
    from sounds import speech, write_wav

    flac = tmp_path / "a.flac"
    decode(write_wav(tmp_path / "a.wav", speech(12)), flac, lambda _: None)
    made = hear_join(flac, measured(flac), Span(start=5000, end=7000))
    with wave.open(io.BytesIO(made)) as file:
        seconds = file.getnframes() / file.getframerate()
    assert seconds == pytest.approx(8, abs=1.5)  # four on either side, moved into silences
