from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping

import pytest

from nexus_audio.site.assets import NAMES, assets, url

BUDGET = {"css": 4096, "js": 6144}
"""Bytes after gzip, so that a page stays quick on a phone."""
READABLE = 4.5
"""The contrast that WCAG 2.2 asks of text (1.4.3)."""


@pytest.mark.parametrize("name", NAMES)
def test_a_name_changes_with_what_it_names(name: str) -> None:
    public = url(name).removeprefix("assets/")
    digest = hashlib.sha256(assets()[public]).hexdigest()
    stem, kind = name.split(".")
    assert public == f"{stem}-{digest[:12]}.{kind}"


def test_there_is_one_style_sheet_and_one_script() -> None:
    assert sorted(name.rpartition(".")[2] for name in assets()) == ["css", "js"]


@pytest.mark.parametrize("name", NAMES)
def test_assets_are_small_and_need_nothing_else(name: str) -> None:
    content = assets()[url(name).removeprefix("assets/")]
    assert len(gzip.compress(content)) <= BUDGET[name.rpartition(".")[2]]
    assert not re.search(rb"https?:|//[a-z]|@import|url\(|import ", content)


def colours() -> list[Mapping[str, str]]:
    """The colours of the light page and of the dark one."""
    css = assets()[url("reader.css").removeprefix("assets/")].decode()
    themes = re.findall(r":root \{(.*?)\}", css, re.S)
    return [dict(re.findall(r"--(\w+): #([0-9a-f]{6});", theme)) for theme in themes]


def luminance(colour: str) -> float:
    channels = (int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "quiet", "accent"])
@pytest.mark.parametrize("ground", ["paper", "mark"])
def test_text_stands_out_from_its_ground(theme: int, text: str, ground: str) -> None:
    palette = colours()[theme]
    lights = sorted((luminance(palette[text]), luminance(palette[ground])))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= READABLE
