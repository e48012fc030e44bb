"""The show's page: the search in all episodes, from a static index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toy_episode import FERRY
from toy_pages import USUAL
from until import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def searched(page: Page, site: str, query: str) -> Page:
    page.goto(f"{site}index.html")
    page.fill(".find input", query)
    until(page, "!['', 'Suche läuft'].includes(document.querySelector('.find output').textContent)")
    return page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("Leuchtturm", "Treffer: 2 · Folgen: 2"),
        ("strasse", "Treffer: 1 · Folgen: 1"),
        ("oltanker", "Treffer: 1 · Folgen: 1"),
        ("tanker", "Treffer: 1 · Folgen: 1"),
        ("faehre strom", "Treffer: 2 · Folgen: 2"),
        ("leuchtturm straße", "Nichts gefunden"),
        ("Xylophonquartett", "Nichts gefunden"),
    ],
)
def test_all_episodes_are_searched(page: Page, site: str, query: str, told: str) -> None:
    assert searched(page, site, query).inner_text(".find output") == told


def test_a_hit_leads_to_its_section_and_second(page: Page, site: str) -> None:
    searched(page, site, "zwölf Minuten")
    hit = page.locator(".found li li a").first
    assert hit.locator(".where").first.inner_text() == FERRY.heading
    assert hit.locator(".time").inner_text() == "01:20"
    assert hit.locator("mark").all_inner_texts() == ["zwölf", "Minuten"]
    hit.click()
    until(page, "document.querySelector('audio')?.readyState > 0")
    assert page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(
        80, abs=0.1
    )
    assert USUAL.episode.slug in page.url


def test_newer_episodes_come_first(page: Page, site: str) -> None:
    searched(page, site, "Leuchtturm")
    titles = page.locator(".found h2").all_inner_texts()
    assert [title.split(" ")[0] for title in titles] == ["17", "16"]


def test_by_keyboard_and_back(page: Page, site: str) -> None:
    page.goto(f"{site}index.html")
    page.keyboard.press("/")
    page.keyboard.type("leuchtturm")
    page.wait_for_selector(".found li li a")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.found a')")
    page.focus(".find input")
    page.keyboard.press("Escape")
    page.wait_for_selector(".found", state="hidden")


def test_results_are_in_nobodys_way(page: Page, site: str, violations: object) -> None:
    searched(page, site, "Leuchtturm")
    assert callable(violations)
    assert violations(page) == []


def test_an_index_that_is_gone_is_told(page: Page, site: str) -> None:
    page.route("**/search.json", lambda route: route.fulfill(status=404, body=""))
    told = searched(page, site, "leuchtturm").inner_text(".find output")
    assert told == "Die Suche lässt sich nicht laden"


def test_what_could_not_be_loaded_is_asked_for_again(page: Page, site: str) -> None:
    page.route("**/passages.json", lambda route: route.abort())
    told = searched(page, site, "leuchtturm").inner_text(".find output")
    assert told == "Die Suche lässt sich nicht laden"
    page.unroute("**/passages.json")
    page.click("[data-do=more]")
    until(page, "document.querySelector('.find output').textContent === 'Treffer: 2 · Folgen: 2'")
    assert page.locator("[data-do=more]:visible").count() == 0


def test_without_its_script_all_episodes_are_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}index.html")
    assert page.locator(".find:visible").count() == 0
    page.locator(".episodes summary").first.click()
    page.locator(".episodes .chapters a").nth(1).click()
    assert "#" in page.url
    context.close()
