"""Take the pictures of the studio at work for the documents, in a real Chromium.

    python tests/sample/make_studio_pictures.py

Needs what `make test-browser` needs, and no speech model: the engine of the tests holds the
build where it listens. Writes `docs/images/studio-home.png` and `studio-build.png`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from toy_studio import Studio, environment  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAMPLE = "301-beispiel"
OTHERS = {
    "302-gruene-daecher": ("Gärten auf Parkdecks, Wasser vom Dach", 302, "2026-11-27"),
    "303-leise-zuege": ("Leise Züge, helle Bahnhöfe", 303, "2026-12-04"),
}
BUILT = "303-leise-zuege"


def workspace(root: Path) -> None:
    """The sample's show with two more episodes, of which one has a recording."""
    for name in ("nexus.toml", "feed/show.toml", "feed/cover.png"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    sample = root / "episodes" / SAMPLE
    shutil.copytree(ROOT / "episodes" / SAMPLE, sample)
    for slug, (title, number, date) in OTHERS.items():
        folder = root / "episodes" / slug
        folder.mkdir()
        shutil.copy(sample / "briefing.txt", folder)
        (folder / "episode.toml").write_text(
            f'title = "{title}"\nnumber = {number}\ndate = "{date}T06:00:00+01:00"\n'
            f'guid = "{slug}"\n',
            encoding="utf-8",
        )
    recording = next(sample.glob("recording.*"))
    shutil.copy(recording, root / "episodes" / BUILT)


def pictures(studio: Studio, page: Page, folder: Path) -> None:
    page.goto(studio.address)
    page.set_viewport_size({"width": 1280, "height": 640})
    page.goto(f"{studio.origin}/episodes/{BUILT}")
    page.get_by_role("button", name="Build").click()
    listening = page.locator(".stages .running", has_text="Listening to every word")
    listening.wait_for(timeout=300_000)
    page.screenshot(path=folder / "studio-build.png")
    page.set_viewport_size({"width": 1280, "height": 420})
    page.goto(f"{studio.origin}/")
    page.locator("#queue progress").wait_for()
    page.screenshot(path=folder / "studio-home.png")
    page.locator("#queue").get_by_role("button", name="Cancel").click()


def main() -> None:
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "images"
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        root, hold = Path(place) / "show", Path(place) / "hold"
        workspace(root)
        hold.touch()
        held = {"NEXUS_SPEECH_ENGINE": "slow", "TOY_HOLD": str(hold)}
        studio = Studio(root, environment(Path(place) / "toy", **held))
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            pictures(studio, browser.new_page(locale="en-GB"), folder)
        finally:
            browser.close()
            studio.close()


if __name__ == "__main__":
    main()
