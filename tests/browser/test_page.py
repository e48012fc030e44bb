"""The page of an episode as its reader uses it: by pointer, by keyboard, without its script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from nexus_audio.site.anchors import anchor
from toy_episode import FERRY, HARBOUR
from toy_pages import HOSTILE, USUAL
from toy_site import silence, tree
from until import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = f"episodes/{USUAL.episode.slug}/index.html"
CHARGING = anchor(FERRY.blocks[1].text)
PHONE: Any = {"width": 390, "height": 844}
DESK: Any = {"width": 1280, "height": 900}


def now(page: Page) -> float:
    """Where the recording is, in seconds."""
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def playing(page: Page) -> bool:
    return not page.evaluate("document.querySelector('audio').paused")


def opened(page: Page, site: str, hash: str = "") -> Page:
    page.goto("about:blank")
    page.add_init_script(
        "window.started = [];"
        "addEventListener('play', ({ target }) => started.push(target.currentTime), true);"
    )
    page.goto(f"{site}{PAGE}{hash}")
    until(page, "document.querySelector('audio').readyState > 0")
    return page


def started(page: Page) -> float:
    """Where it began to play, however long ago that is."""
    until(page, "started.length")
    return float(page.evaluate("started.shift()"))


def still(page: Page) -> float:
    """Where the page is as soon as it no longer scrolls."""
    return float(
        page.evaluate(
            "new Promise((done) => { let [last, same] = [-1, 0]; const look = () => {"
            " same = scrollY === last ? same + 1 : 0; last = scrollY;"
            " same > 20 ? done(last) : requestAnimationFrame(look); }; look(); })"
        )
    )


def copied(page: Page, text: str) -> None:
    """Wait until the clipboard holds this."""
    page.evaluate(
        "async (text) => { while ((await navigator.clipboard.readText()) !== text)"
        " await new Promise(requestAnimationFrame); }",
        text,
    )


def heard(page: Page) -> str:
    """The word that is painted."""
    found: str = page.evaluate("[...(CSS.highlights.get('heard') ?? [])].map(String).join('')")
    return found


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [PAGE, "index.html"], ids=["episode", "show"])
def test_nothing_is_in_anybodys_way(
    page: Page,
    site: str,
    violations: Callable[[Page], list[str]],
    path: str,
    scheme: Any,
    size: Any,
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    page.goto(site + path)
    assert violations(page) == []


def test_the_parts_that_open_are_in_nobodys_way_either(
    page: Page, site: str, violations: Callable[[Page], list[str]]
) -> None:
    opened(page, site, "#t=63")
    page.fill(".find input", "möwen")
    page.click("details.skipped summary")
    page.click(".play")
    until(page, "CSS.highlights.get('heard')?.size")
    assert violations(page) == []
    page.click("[data-do=keys]")
    assert violations(page) == []


@pytest.mark.parametrize(
    ("hash", "time"),
    [
        ("#t=80", 80),
        ("#t=1:20", 80),
        ("#t=0:01:20.5", 80.5),
        ("#t=npt:80", 80),
        ("#t=754", 754),
        ("#t=12:34", 754),
        (f"#{FERRY.id}", 60.4),
        (f"#{CHARGING}", 80),
        ("#Die_Fähre-fährt-mit-Strom", 60.4),
        ("#t=99999999", 3720),
    ],
)
def test_an_address_leads_to_its_second(page: Page, site: str, hash: str, time: float) -> None:
    opened(page, site, hash)
    assert now(page) == pytest.approx(time, abs=0.3)
    assert not playing(page)


@pytest.mark.parametrize("hash", ["#", "#nichts", "#%E0%A4%A", "#t=", "#t=,", "#chapters"])
def test_an_address_that_says_nothing_changes_nothing(page: Page, site: str, hash: str) -> None:
    opened(page, site, hash)
    assert now(page) == 0


def test_a_stretch_ends_where_it_says(page: Page, site: str) -> None:
    opened(page, site, "#t=754,755")
    page.click(".play")
    until(page, "document.querySelector('audio').paused")
    assert 755 <= now(page) < 757


def test_an_address_that_changes_is_followed(page: Page, site: str) -> None:
    opened(page, site)
    page.evaluate("location.hash = 't=85'")
    until(page, "document.querySelector('audio').currentTime > 84")
    assert page.locator("[aria-current].said").inner_text().startswith("Die Fahrt ist leiser.")


def test_a_sentence_plays_when_it_is_clicked(page: Page, site: str) -> None:
    opened(page, site)
    page.get_by_text("Laden dauert zwölf Minuten.").click()
    assert started(page) == pytest.approx(80, abs=0.1)


def test_whoever_selects_words_hears_nothing(page: Page, site: str) -> None:
    opened(page, site)
    box = page.get_by_text("Laden dauert zwölf Minuten.").bounding_box()
    assert box
    page.mouse.move(box["x"] + 3, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 8)
    page.mouse.up()
    assert page.evaluate("String(getSelection())")
    assert not playing(page)


def test_a_time_changes_the_address_and_plays(page: Page, site: str) -> None:
    opened(page, site)
    page.locator(f"#{CHARGING} a.time").click()
    until(page, "!document.querySelector('audio').paused")
    assert page.url.endswith(f"#{CHARGING}")


def test_words_are_marked_as_they_are_heard_and_nothing_moves(page: Page, site: str) -> None:
    opened(page, site, "#t=63")
    before = page.evaluate("document.body.innerHTML.length && document.body.scrollHeight")
    boxes = "JSON.stringify([...document.querySelectorAll('.said')].map((p) => p.offsetHeight))"
    heights = page.evaluate(boxes)
    for place, word in enumerate(("Die", "Reederei", "Südwind", "stellt", "um.")):
        page.evaluate(f"document.querySelector('audio').currentTime = {63.1 + 0.3 * place}")
        until(page, f"[...CSS.highlights.get('heard')].join('') === '{word}'")
    assert page.locator("p[aria-current]").count() == 1
    page.evaluate("document.querySelector('audio').currentTime = 69.9")
    page.click(".play")
    until(page, "/bin|selbst|damit/.test([...CSS.highlights.get('heard')].join(''))")
    assert page.evaluate(boxes) == heights
    assert page.evaluate("document.body.scrollHeight") == before


def test_without_the_highlight_api_the_sentence_is_marked(page: Page, site: str) -> None:
    page.add_init_script("delete window.Highlight; delete CSS.highlights;")
    opened(page, site, "#t=63")
    page.click(".play")
    page.wait_for_selector(".marks-sentences .said > .heard")
    page.fill(".find input", "möwen")
    page.press(".find input", "Enter")
    assert page.locator(".hit").count() == 1


def test_the_chapter_is_marked_in_list_title_and_bar(page: Page, site: str) -> None:
    opened(page, site)
    assert page.locator("[aria-current]").count() == 0
    page.locator(".contents a").nth(2).click()
    until(page, "!document.querySelector('audio').paused")
    assert page.locator(".contents [aria-current]").inner_text().startswith("⛴️")
    assert page.title().startswith("Die Fähre fährt mit Strom – ")
    assert "Die Fähre fährt mit Strom" in page.inner_text(".bar .now")
    assert page.url.endswith(f"#{FERRY.id}")


def test_a_long_list_shows_the_chapter_that_is_heard(page: Page, site: str) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{site}episodes/lang/index.html#t=9000")
    current = page.locator(".contents [aria-current]")
    current.wait_for()
    box = current.bounding_box()
    bar = page.locator(".player").bounding_box()
    assert box
    assert bar
    assert 0 < box["y"] < bar["y"] - box["height"]


def test_a_phones_lock_screen_shows_the_chapter(page: Page, site: str) -> None:
    page.add_init_script(
        "window.acts = {};"
        "navigator.mediaSession.setActionHandler = (name, act) => acts[name] = act;"
    )
    opened(page, site, f"#{FERRY.id}")
    page.click(".play")
    told = "(() => { const {title, artist, album, artwork} = navigator.mediaSession.metadata;"
    told += "return {title, artist, album, artwork: artwork[0].src}; })()"
    until(page, "navigator.mediaSession.metadata?.title.startsWith('Die Fähre')")
    metadata = page.evaluate(told)
    assert metadata["artist"] == "Änne Grünwald"
    assert metadata["album"] == f"Deichpost: {USUAL.episode.title}"
    assert metadata["artwork"].endswith("/cover.jpg")
    page.evaluate("acts.nexttrack()")
    until(page, "navigator.mediaSession.metadata.title === 'Möwen im Büro?'")
    page.evaluate("acts.pause()")
    there = now(page)
    assert 3700 <= there < 3720
    page.evaluate("acts.seekbackward({})")
    assert now(page) == pytest.approx(there - 15, abs=0.1)


def test_following_pauses_when_the_reader_scrolls_and_comes_back(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    opened(page, site, "#t=63")
    page.click(".play")
    until(page, "CSS.highlights.get('heard')?.size")
    button = page.locator("[data-do=follow]")
    assert button.get_attribute("aria-pressed") == "true"
    page.mouse.wheel(0, 900)
    until(page, "document.querySelector('[data-do=follow]').ariaPressed === 'false'")
    below, later = still(page), now(page) + 1
    until(page, f"document.querySelector('audio').currentTime > {later}")  # words later
    assert page.evaluate("scrollY") == below
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    box = page.locator("p[aria-current]").bounding_box()
    assert box
    assert 0 < box["y"] < 450


def test_the_text_follows_what_is_heard(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto(f"{site}episodes/lang/index.html")
    until(page, "document.querySelector('audio').readyState > 0")
    page.select_option(".speed select", "2")
    page.click(".play")
    until(page, "document.querySelector('audio').currentTime > 1")
    page.evaluate("document.querySelector('audio').currentTime = 280")
    until(page, "scrollY > 3000")
    box = "[...CSS.highlights.get('heard')][0].getBoundingClientRect()"
    until(page, f"{box}.top > 0 && {box}.bottom < document.querySelector('.player').offsetTop")


def test_the_place_is_remembered_and_can_be_forgotten(page: Page, site: str) -> None:
    opened(page, site)
    page.evaluate("document.querySelector('audio').currentTime = 90")
    opened(page, site, "#t=90")
    page.select_option(".speed select", "1.5")
    page.click(".play")
    until(page, "document.querySelector('audio').currentTime > 90.2")
    page.click(".play")
    left = now(page)
    opened(page, site)
    page.wait_for_selector(".resume:visible")
    assert "01:3" in page.inner_text(".resume")
    assert now(page) == pytest.approx(left, abs=0.2)
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5
    page.click(".resume button")
    assert now(page) == 0
    opened(page, site)
    assert page.locator(".resume:visible").count() == 0
    page.click("[data-do=keys]")
    page.click("[data-do=forget]")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_an_address_is_stronger_than_memory(page: Page, site: str) -> None:
    opened(page, site, "#t=90")
    page.click(".play")
    until(page, "document.querySelector('audio').currentTime > 90.2")
    page.click(".play")
    opened(page, site, "#t=754")
    assert now(page) == 754
    assert page.locator(".resume:visible").count() == 0


def test_whoever_only_looks_at_an_address_keeps_the_place(page: Page, site: str) -> None:
    opened(page, site, "#t=90")
    page.click(".play")
    until(page, "document.querySelector('audio').currentTime > 90.2")
    page.click(".play")
    left = now(page)
    opened(page, site, "#t=754")
    opened(page, site)
    page.wait_for_selector(".resume:visible")
    assert now(page) == pytest.approx(left, abs=0.2)


def test_a_chapter_that_is_not_there_leads_to_its_episode(page: Page, site: str) -> None:
    opened(page, site, "#ein-anderes-kapitel")
    assert page.evaluate("scrollY") == 0
    assert page.locator("h1").is_visible()


def test_a_chapter_that_was_skipped_leads_to_where_it_is_named(page: Page, site: str) -> None:
    opened(page, site, f"#{HARBOUR.id}")
    link = page.locator(f"[id='{HARBOUR.id}'] a")
    assert link.is_visible()
    box = link.bounding_box()
    assert box
    assert 0 < box["y"] < page.viewport_size["height"]  # type: ignore[index]


def test_a_link_to_here_is_copied(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    opened(page, site)
    page.locator(f"#{CHARGING}").hover()
    page.locator(f"#{CHARGING} .copy").click()
    until(page, "document.querySelector('.status').textContent === 'Link kopiert'")
    copied(page, f"{site}{PAGE}#{CHARGING}")
    page.locator(".contents .copy").nth(2).click()
    copied(page, f"{site}{PAGE}#{FERRY.id}")
    assert not playing(page)
    page.get_by_role("button", name="Feed-Adresse kopieren").click()
    copied(page, "https://pod.example/feed.xml")
    context.close()


def test_without_a_clipboard_the_link_stands_in_the_address(page: Page, site: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined});")
    opened(page, site)
    page.locator(f"#{CHARGING}").hover()
    page.locator(f"#{CHARGING} .copy").click()
    assert page.url.endswith(f"#{CHARGING}")
    until(page, "document.querySelector('.status').textContent.includes('Adresszeile')")


@pytest.mark.parametrize(
    ("query", "count", "first"),
    [
        ("möwen", 3, "Möwen"),
        ("moewen", 3, "Möwen"),
        ("MOWEN", 3, "Möwen"),
        ("Südwind stellt", 1, "Südwind stellt"),
        ("suedwind", 1, "Südwind"),
        ("strom. Die", 0, ""),
        ("harbor", 0, ""),
        ("?", 1, "?"),
        (".*", 0, ""),
        ("   ", 0, ""),
    ],
)
def test_a_search_counts_and_forgives(
    page: Page, site: str, query: str, count: int, first: str
) -> None:
    opened(page, site)
    page.fill(".find input", query)
    said = page.inner_text(".find output") if query.strip() else ""
    assert said == (f"1 von {count}" if count else "Nichts gefunden" if query.strip() else "")
    assert page.evaluate("[...CSS.highlights.get('hit')].map(String)") == ([first] if first else [])


def test_a_sharp_s_is_found_however_it_is_written(page: Page, site: str) -> None:
    page.goto(f"{site}episodes/16-watt/index.html")
    for query in ("strasse", "Straße", "STRASSE", "stras", "oeltanker", "oltanker"):
        page.fill(".find input", query)
        assert page.inner_text(".find output") == "1 von 1", query


def test_hits_are_walked_by_keyboard(page: Page, site: str) -> None:
    opened(page, site)
    page.keyboard.press("/")
    page.keyboard.type("möwen")
    counts = []
    for key in ("Enter", "Enter", "Enter", "Enter", "Enter", "Shift+Enter"):
        page.keyboard.press(key)
        counts.append(page.inner_text(".find output"))
    assert counts == [f"{place} von 3" for place in (1, 2, 3, 1, 2, 1)]
    page.keyboard.press("Escape")
    assert page.evaluate("CSS.highlights.get('hits').size") == 0
    assert page.evaluate("document.activeElement.textContent").startswith("Im Leuchtturm") or (
        "Möwen" in page.evaluate("document.activeElement.textContent")
    )


def test_all_of_it_by_keyboard(page: Page, site: str) -> None:
    """From the top with Tab alone: every control is reached, seen, and does what it says."""
    opened(page, site)
    seen: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(() => { const e = document.activeElement; const style = getComputedStyle(e);"
            " const { x, y, width, height } = e.getBoundingClientRect();"
            " const under = document.elementFromPoint(x + width / 2, y + height / 2);"
            " return [e.ariaLabel || e.textContent.trim().split('\\n')[0] || e.type,"
            " style.outlineStyle !== 'none', e.contains(under) || under?.contains(e)]; })()"
        )
        if told[0] in seen[:1]:
            break
        assert told[1], f"{told[0]} shows no focus"
        assert told[2], f"{told[0]} is hidden by something"
        seen.append(told[0])
    assert seen[0] == "Zum Text springen"
    wanted = ("Abspielen", "15 Sekunden vor", "Mitlesen", "Stelle in der Folge", "search")
    assert [name for name in wanted if name not in seen] == []
    assert any(name.startswith("Moin, schön") for name in seen)
    assert any("Vorige Ausgabe" in name for name in seen)
    assert sum(name == "Link hierher kopieren" for name in seen) == 1


def test_sentences_are_walked_and_played_by_keyboard(page: Page, site: str) -> None:
    opened(page, site)
    page.locator(".said > span[tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == (
        "A harbour is a promise made of stone."
    )
    page.keyboard.press("Enter")
    assert started(page) == pytest.approx(12, abs=0.1)
    assert page.locator(".said > [role=button]").count() == 1
    page.keyboard.press("k")
    page.keyboard.press("Space")
    assert started(page) == pytest.approx(12, abs=0.1)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "copy"


def test_single_keys_can_be_turned_off(page: Page, site: str) -> None:
    opened(page, site)
    page.keyboard.press("k")
    assert started(page) == pytest.approx(0, abs=0.1)
    page.keyboard.press("k")
    first = now(page)
    page.keyboard.press("l")
    assert now(page) == pytest.approx(first + 15, abs=0.1)
    page.keyboard.press("j")
    page.keyboard.press("n")
    assert started(page) == pytest.approx(10, abs=0.1)
    page.keyboard.press("k")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("k")
    assert not playing(page)
    page.get_by_label("Tastenkürzel benutzen").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    assert not playing(page)
    opened(page, site)
    there = now(page)
    page.keyboard.press("l")
    assert now(page) == there


def test_without_its_script_the_page_is_whole(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(site + PAGE)
    assert page.locator("audio[controls]:visible").count() == 1
    assert page.locator(".bar:visible, .find:visible, .copy-feed:visible").count() == 0
    for link in page.locator(".contents a, a.time").all():
        hash = link.get_attribute("href") or ""
        link.click()
        assert page.url.endswith(hash.replace("ö", "%C3%B6"))
        target = page.locator(f"[id='{hash[1:]}']").bounding_box()
        assert target
        assert target["y"] < 844
        assert target["y"] + target["height"] > 0
    page.goto(f"{site}{PAGE}#t=85")
    target = page.locator("[id='t=85']").bounding_box()
    assert target
    assert 0 < target["y"] < 844
    page.goto(f"{site}{PAGE}#{HARBOUR.id}")
    assert page.locator(f"[id='{HARBOUR.id}']").is_visible()
    context.close()


def test_a_hostile_briefing_breaks_nothing(
    page: Page, site: str, violations: Callable[[Page], list[str]]
) -> None:
    dialogs: list[str] = []

    def refuse(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.set_viewport_size(PHONE)
    page.goto(f"{site}episodes/{HOSTILE.episode.slug}/index.html")
    until(page, "document.querySelector('audio').readyState > 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click(".play")
    until(page, "document.querySelector('audio').currentTime > 1.5")
    assert heard(page)
    page.fill(".find input", "<script>alert('x')</script>")
    assert re.fullmatch(r"1 von \d", page.inner_text(".find output"))
    assert dialogs == []
    assert violations(page) == []
    page.goto(f"{site}index.html")
    page.fill(".find input", "<img src=x onerror=y> script")
    page.wait_for_selector(".found mark")
    assert page.locator(".found img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert dialogs == []


@pytest.mark.parametrize("width", [320, 640])
def test_at_twice_its_size_nothing_is_cut_off(page: Page, site: str, width: int) -> None:
    """1280 pixels at 200 % are 640 for the page; WCAG 1.4.10 asks for 320."""
    page.set_viewport_size({"width": width, "height": 450})
    for path in (PAGE, "index.html"):
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("width", "height", "stays"),
    [
        (844, 390, True),
        (640, 360, True),
        (320, 568, True),
        (320, 256, False),
        (195, 422, False),
    ],
    ids=["phone on its side", "desk at 200 %", "small phone", "desk at 400 %", "phone at 200 %"],
)
def test_the_bar_stays_at_hand_where_it_leaves_room_for_the_text(
    page: Page, site: str, width: int, height: int, *, stays: bool
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, site, "#t=63")
    player = page.locator(".player")
    assert player.evaluate("(bar) => getComputedStyle(bar).position") == (
        "fixed" if stays else "static"
    )
    assert not stays or player.evaluate("(bar) => bar.offsetHeight") < height / 4
    page.click(".play")
    page.fill(".find input", "möwen")
    for control in page.locator(".player, .find").locator("button, select, input, a").all():
        box = control.bounding_box()
        assert not box or (box["x"] >= 0 and box["x"] + box["width"] <= width), control


def test_on_paper_there_is_the_text_alone(page: Page, site: str) -> None:
    opened(page, site, "#t=63")
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".player", ".find", ".skip", ".ways", ".neighbours", ".copy"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.locator("article p:visible").count() > 3
    assert page.locator(".contents a:visible").count() == 4
    ink = page.evaluate("getComputedStyle(document.body).color")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


def test_with_forced_colours_the_mark_is_still_seen(page: Page, site: str) -> None:
    page.emulate_media(forced_colors="active")
    opened(page, site, "#t=63")
    assert page.evaluate(
        "getComputedStyle(document.querySelector('p[aria-current]'), '::before').backgroundColor"
    ) not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")


def test_whoever_wants_calm_sees_no_motion(page: Page, site: str) -> None:
    page.add_init_script(
        "window.moves = []; const to = window.scrollTo;"
        "window.scrollTo = (to_) => { moves.push(to_.behavior); to(to_); };"
    )
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto(f"{site}episodes/lang/index.html")
    page.click(".play")
    page.evaluate("document.querySelector('audio').currentTime = 290")
    until(page, "moves.length > 0")
    assert set(page.evaluate("moves")) == {"instant"}


def test_the_slider_brings_the_text_along(page: Page, site: str) -> None:
    page.goto(f"{site}episodes/lang/index.html")
    until(page, "document.querySelector('audio').readyState > 0")
    page.locator(".seek").focus()
    page.keyboard.press("PageUp")
    until(page, "document.querySelector('audio').currentTime > 900")
    until(page, "scrollY > 3000")
    assert "1080" in page.locator(".seek").input_value() or now(page) == pytest.approx(1080, abs=2)
    assert "18:00 von 3:00:00" in (page.locator(".seek").get_attribute("aria-valuetext") or "")


def test_no_script_runs_that_somebody_wrote_into_the_page(page: Page, site: str) -> None:
    opened(page, site)
    page.evaluate(
        "(() => { const evil = document.createElement('script');"
        " evil.textContent = 'window.evil = true'; document.head.append(evil); })()"
    )
    page.evaluate("document.body.setAttribute('onclick', 'window.evil = true')")
    page.click("h1")
    assert page.evaluate("window.evil") is None


def test_a_page_opened_from_the_disk_reads_along(page: Page, tmp_path: Path) -> None:
    for name, data in tree([USUAL]).items():
        path = tmp_path / "Öffentlich" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    media = tmp_path / "Öffentlich" / "media" / USUAL.enclosure.name
    media.parent.mkdir()
    media.write_bytes(silence(100, 0, 10**9))
    page.goto(f"{(tmp_path / 'Öffentlich' / PAGE).as_uri()}#{CHARGING}")
    page.click(".play")
    until(
        page,
        "CSS.highlights.get('heard')?.size && document.querySelector('audio').currentTime > 80",
    )
    page.fill(".find input", "möwen")
    assert page.inner_text(".find output") == "1 von 3"
    page.goto((tmp_path / "Öffentlich" / "index.html").as_uri())
    assert page.locator(".find:visible").count() == 0


def test_quotes_tell_their_language(page: Page, site: str) -> None:
    opened(page, site)
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("blockquote p").first.get_attribute("lang") == "en"


def test_a_recording_that_is_gone_is_told(page: Page, site: str) -> None:
    page.route("**/media/*", lambda route: route.fulfill(status=404, body=""))
    page.goto(site + PAGE)
    until(
        page, "document.querySelector('.now').textContent === 'Die Aufnahme lässt sich nicht laden'"
    )
