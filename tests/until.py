"""Waiting for a page without weakening its rules: a strict CSP forbids what drivers do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def until(page: Page, expression: str, seconds: float = 60) -> None:
    """Ask the page again and again until the expression holds; fails when it never does."""
    last = time.monotonic() + seconds
    while not page.evaluate(f"Boolean({expression})"):
        assert time.monotonic() < last, f"it never came to: {expression}"
        page.wait_for_timeout(25)
