"""The whole path in a real browser: from an empty studio to a verified publication."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import toy_studio
import toy_workspace
from nexus_audio.workspace import Workspace
from sounds import speech, write_wav
from toy_studio import Studio

if TYPE_CHECKING:
    from playwright.sync_api import Page

SLOW = 30_000  # ms: a build on a busy machine


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return toy_workspace.make(tmp_path / "Meine Schau äöü")


@pytest.fixture
def studio(workspace: Workspace, tmp_path: Path) -> Iterator[Studio]:
    started = Studio(workspace.root, toy_studio.environment(tmp_path / "toy"))
    yield started
    started.close()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return write_wav(tmp_path / "Meine Aufnahme.wav", speech(6, seed=3))


def test_from_a_text_to_a_verified_publication_by_mouse(
    page: Page, studio: Studio, workspace: Workspace, recording: Path
) -> None:
    page.goto(studio.address)
    page.get_by_role("link", name="Make the first episode").click()
    page.get_by_label("The issue as you copied it").fill(toy_workspace.BRIEFING)
    page.get_by_role("button", name="Show how it is understood").click()
    page.get_by_text("Felder").wait_for()
    page.get_by_role("button", name="Make the episode").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Choose the recording").click()
    chooser.value.set_files(recording)
    page.get_by_text("Needs review").wait_for(timeout=SLOW)
    page.get_by_role("link", name="Review").first.click()
    page.locator("#title-0").fill("Anfang")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Build now").click()
    assert 'title = "Anfang"' in (workspace.root / "episodes/aehren/chapters.toml").read_text()
    page.get_by_text("Needs review").wait_for(timeout=SLOW)
    page.get_by_role("link", name="Preview").click()
    page.get_by_text("Anfang").first.wait_for()
    page.get_by_role("link", name="On to publishing").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("It is live, and was read back").wait_for(timeout=SLOW)
    feed = (workspace.root / "published" / "feed.xml").read_text(encoding="utf-8")
    assert "Anfang" in feed


