"""The modules of the page's script."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from nexus_audio.studio.scripts import needed, texts

STATIC = Path(str(files("nexus_audio.studio"))) / "static"
PAGES = ("jobs", "episode", "review", "text")
"""The modules that pages name; all others are imported by these."""


def test_a_module_is_needed_by_some_page() -> None:
    used = {*PAGES, *(other for page in PAGES for other in needed(page))}
    assert {path.stem for path in STATIC.glob("*.js")} == used


@pytest.mark.parametrize("page", PAGES)
def test_what_is_needed_is_all_that_is_imported(page: str) -> None:
    modules = (page, *needed(page))
    assert len(set(modules)) == len(modules)
    for module in modules:
        text = (STATIC / f"{module}.js").read_text(encoding="utf-8")
        assert text.count(' from "./') == sum(f'from "./{one}.js"' in text for one in modules)


def test_a_page_has_all_of_its_modules_fetched_at_once(client: TestClient) -> None:
    text = client.get("/new").text
    for module in (*needed("jobs"), *needed("text")):
        assert f'<link rel="modulepreload" href="/static/{module}.js">' in text


def test_what_the_scripts_say_is_found() -> None:
    assert {"Saved.", "A chapter needs a title.", "Start of “{}”"} <= set(texts())
