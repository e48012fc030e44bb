"""The browser of these tests sees what is wrong, and stays on this machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

WHOLE = "<html lang=de><title>Seite</title><main><h1>Titel</h1><p>Text</p></main>"


def test_a_page_that_is_right(page: Page, violations: Callable[[Page], list[str]]) -> None:
    page.set_content(WHOLE)
    assert violations(page) == []


def test_what_is_wrong_is_found(page: Page, violations: Callable[[Page], list[str]]) -> None:
    page.set_content(WHOLE + "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")
    assert any(line.startswith("image-alt") for line in violations(page))
