"""The newsletter's own page with our script in it, on another origin than ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from toy_episode import BRIEFING, FERRY
from toy_pages import USUAL
from toy_site import serving
from until import until

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLAYER = "document.querySelector('nexus-audio')"


def post(site: str, *, link: bool = True, canonical: str = "", hash: str = "") -> str:
    """An issue as the newsletter shows it."""
    told = f"<a href='{site}episodes/{USUAL.episode.slug}/index.html{hash}'>Anhören</a>"
    blocks = "".join(
        f"<h3>{section.emoji} {section.heading}</h3>"
        + "".join(f"<p>{block.text}</p>" for block in section.blocks)
        for section in BRIEFING.sections
        if section.heading
    )
    return (
        "<!doctype html><html lang=de><meta charset=utf-8><title>Deichpost 17</title>"
        f"<link rel=canonical href='{canonical or 'https://deichpost.example/17/'}'>"
        f"<article><h1>Deichpost</h1><p>{told if link else ''}</p>{blocks}</article>"
        f"<script async src='{site}embed.js'></script>"
    )


@pytest.fixture
def newsletter(site: str) -> Iterator[str]:
    """The address of another server with the newsletter's pages."""
    files = {
        "index.html": post(site),
        "place.html": post(site, hash="#t=80"),
        "plain.html": post(site, link=False, canonical="https://deichpost.example/17?ref=mail"),
        "other.html": post(site, link=False, canonical="https://deichpost.example/99/"),
    }
    with serving({name: text.encode() for name, text in files.items()}, {}) as address:
        yield address


@pytest.mark.parametrize("path", ["index.html", "plain.html"])
def test_each_heading_gets_its_button(page: Page, newsletter: str, path: str) -> None:
    page.goto(newsletter + path)
    page.wait_for_selector("nexus-audio-from button")
    labels = [
        button.get_attribute("aria-label")
        for button in page.locator("nexus-audio-from button").all()
    ]
    assert labels == [
        "Ab hier hören (00:10)",
        "Ab hier hören (01:00)",
        "Ab hier hören (01:00)",
        "Ab hier hören (1:01:40)",
    ]


def test_the_reader_listens_and_follows_there(page: Page, newsletter: str, site: str) -> None:
    page.goto(newsletter)
    page.locator("h3", has_text=FERRY.heading).locator("button").click()
    until(page, f"{PLAYER}.shadowRoot.querySelector('.bar').checkVisibility()")
    until(page, "CSS.highlights.get('nexus-audio')?.size")
    marked = page.evaluate("[...CSS.highlights.get('nexus-audio')].map(String).join()")
    assert "Fähre" in marked or "Südwind" in marked
    read = page.locator("nexus-audio a").get_attribute("href") or ""
    assert read.startswith(f"{site}episodes/{USUAL.episode.slug}/index.html#t=6")
    page.get_by_role("button", name="Schließen").click()
    assert page.locator("nexus-audio .bar:visible").count() == 0


def test_a_browser_that_forgets_where_to_start_is_told_again(page: Page, newsletter: str) -> None:
    page.add_init_script(
        "const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype,"
        " 'currentTime');"
        "Object.defineProperty(HTMLMediaElement.prototype, 'currentTime', { get, set(time) {"
        " if (this.readyState) set.call(this, time); } });"
    )
    page.goto(newsletter)
    page.locator("h3", has_text=FERRY.heading).locator("button").click()
    page.get_by_text(re.compile("^01:0")).wait_for()


def test_the_link_plays_here_but_stays_a_link(page: Page, newsletter: str, site: str) -> None:
    page.goto(newsletter)
    page.wait_for_selector("nexus-audio-from button")
    page.get_by_role("link", name="Anhören").click()
    assert page.url == newsletter
    assert page.locator("nexus-audio .bar:visible").count() == 1


def test_the_button_is_seen_on_every_ground(page: Page, newsletter: str) -> None:
    page.goto(newsletter)
    page.add_style_tag(content="body { background: #111; } h3 { color: rgb(238, 238, 238); }")
    page.wait_for_selector("nexus-audio-from button")
    told = page.evaluate(
        "getComputedStyle(document.querySelector('nexus-audio-from').shadowRoot"
        ".querySelector('button')).color"
    )
    assert told == "rgb(238, 238, 238)"


def test_a_link_to_a_place_leads_there(page: Page, newsletter: str, site: str) -> None:
    page.goto(f"{newsletter}place.html")
    page.wait_for_selector("nexus-audio-from button")
    page.get_by_role("link", name="Anhören").click()
    page.wait_for_url(f"{site}episodes/**#t=80")


def test_a_recording_that_is_gone_is_told(page: Page, newsletter: str) -> None:
    page.route("**/media/*", lambda route: route.fulfill(status=404, body=""))
    page.goto(newsletter)
    page.locator("nexus-audio-from button").first.click()
    page.get_by_text("Die Aufnahme lässt sich nicht laden").wait_for()


def test_whatever_fails_the_link_is_a_link(page: Page, newsletter: str, site: str) -> None:
    page.route("**/passages.json", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto(newsletter)
    assert page.locator("nexus-audio").count() == 0
    page.get_by_role("link", name="Anhören").click()
    page.wait_for_url(f"{site}episodes/**")


def test_a_page_of_no_episode_is_left_alone(page: Page, newsletter: str) -> None:
    with page.expect_event("requestfinished", lambda asked: asked.url.endswith("/episodes.json")):
        page.goto(f"{newsletter}other.html")
    page.wait_for_load_state("networkidle")
    assert page.locator("nexus-audio, nexus-audio-from").count() == 0
