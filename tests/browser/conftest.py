"""A real Chromium for the tests of this folder, closed to everything but this machine.

`make test-browser` sets up what they need beside the program itself. Where
that is missing the tests skip and say so; under CI they fail instead.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from toy_pages import ISSUES
from toy_site import serving, tree

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 120_000
"""Milliseconds in which a page does what it is waited for, on a machine that is busy."""
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --autoplay-policy=no-user-gesture-required "
    "--use-fake-device-for-media-stream"
)


def _missing() -> str:
    """What keeps these tests from running, with the way out; empty when nothing does."""
    if not _program():
        return "no Chromium on this machine: install it, or name it in CHROMIUM"
    if not importlib.util.find_spec("playwright") or not AXE.is_file():
        return "playwright or axe-core is missing: make test-browser"
    return ""


def _program() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    if reason := _missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_program(), args=FLAGS.split())
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile; a request to any other machine fails the test."""
    foreign: list[str] = []
    made = browser.new_context()
    made.set_default_timeout(PATIENCE)
    made.on(
        "request",
        lambda request: (
            foreign.append(request.url)
            if urlsplit(request.url).hostname not in {"127.0.0.1", "localhost", None}
            else None
        ),
    )
    yield made
    made.close()
    assert foreign == []


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty page; an error in its scripts or its console fails the test.

    What a server refuses is told in the console as well, but is the server's matter; and
    what axe-core is refused has no address.
    """
    errors: list[str] = []

    def note(said: ConsoleMessage) -> None:
        own = said.location["url"] and not said.text.startswith("Failed to load resource")
        if said.type == "error" and own:
            errors.append(said.text)

    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", note)
    yield opened
    assert errors == []


@pytest.fixture(scope="session")
def violations() -> Callable[[Page], list[str]]:
    """Gives what axe-core finds wrong on a page by WCAG 2.2 AA, one line each.

    The scripts run beside the page's own rules, so a strict CSP does not stop them.
    """

    def found(page: Page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result: dict[str, Any] = page.evaluate(
            "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', "
            "'wcag22aa', 'best-practice']})"
        )
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in result["violations"]
            for node in one["nodes"]
        ]

    return found


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a whole public tree, served on this machine."""
    lengths = {issue.enclosure.name: issue.duration / 1000 for issue in ISSUES}
    with serving(tree(ISSUES), lengths) as address:
        yield address
