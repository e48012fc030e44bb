"""Take the pictures of the sample's pages for the documents, in a real Chromium.

    python tests/sample/make_pictures.py

Needs what `make test-browser` needs, the sample as `make demo` builds it, and fonts with emoji.
Writes `docs/images/page*.png` and `docs/images/show.png`.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from toy_site import serving  # noqa: E402
from until import until  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

PUBLIC = ROOT / "feed" / "public"
PAGE = "episodes/301-beispiel/index.html"
PHONE: Any = {"width": 390, "height": 844}
DESK: Any = {"width": 1280, "height": 860}
PLAYS = "document.querySelector('audio').currentTime > {}"


def listening(page: Page, at: float) -> None:
    """The page while it is read along."""
    page.click(".play")
    until(page, PLAYS.format(at))
    page.click(".play")
    page.mouse.move(0, 0)
    page.wait_for_timeout(1500)


def pictures(address: str, page: Page, folder: Path) -> None:
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}{PAGE}#t=60")
    listening(page, 64.2)
    page.screenshot(path=folder / "page-dark.png")
    page.emulate_media(color_scheme="light")
    page.goto("about:blank")
    page.goto(f"{address}{PAGE}")
    page.wait_for_selector(".resume:visible")
    page.click(".resume button")
    page.wait_for_timeout(300)
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=folder / "page.png")
    page.goto(f"{address}index.html")
    page.fill(".find input", "roboter")
    page.wait_for_timeout(800)
    page.screenshot(path=folder / "show.png")
    page.set_viewport_size(PHONE)
    page.goto("about:blank")
    page.goto(f"{address}{PAGE}#t=60")
    listening(page, 64.2)
    page.screenshot(path=folder / "page-phone.png")


def main() -> None:
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "images"
    files = {
        path.relative_to(PUBLIC).as_posix(): path.read_bytes()
        for path in PUBLIC.rglob("*")
        if path.is_file()
    }
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with serving(files, {}) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        pictures(address, browser.new_page(), folder)
        browser.close()


if __name__ == "__main__":
    main()
