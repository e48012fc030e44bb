from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from nexus_audio.site import assets as module
from nexus_audio.site.assets import EMBED, PARTS, assets, content, cover_name, own_url, url

BUDGET = {"css": 8_000, "js": 12_000}
"""Bytes after gzip, so that a page stays quick on a phone."""
STATIC = Path(module.__file__).parent / "static"
READABLE = 4.5
"""The contrast that WCAG 2.2 asks of text (1.4.3)."""


@pytest.mark.parametrize("name", [name for name in PARTS if name != EMBED])
def test_a_name_changes_with_what_it_names(name: str) -> None:
    public = url(name).removeprefix("assets/")
    digest = hashlib.sha256(assets()[public]).hexdigest()
    stem, kind = name.split(".")
    assert public == f"{stem}-{digest[:12]}.{kind}"


def test_every_file_is_a_part_of_something() -> None:
    used = {part for parts in PARTS.values() for part in parts}
    assert {path.name for path in STATIC.iterdir()} == used


@pytest.mark.parametrize("name", PARTS)
def test_assets_are_small_and_need_nothing_else(name: str) -> None:
    data = content(name)
    assert len(gzip.compress(data)) <= BUDGET[name.rpartition(".")[2]]
    assert not re.search(rb"https?:|//[a-z]|@import|url\(|import |innerHTML|eval\(", data)


def test_a_script_keeps_its_names_to_itself() -> None:
    for name in PARTS:
        if name.endswith(".js"):
            assert content(name).startswith(b'"use strict";\n{\n')
            assert content(name).endswith(b"\n}\n")


def test_the_hosts_style_sheet_comes_along(tmp_path: Path) -> None:
    assert own_url(tmp_path) == own_url(None) == ""
    (tmp_path / "site.css").write_text(":root { --accent: #123456; }")
    first = own_url(tmp_path)
    assert assets(tmp_path)[first.removeprefix("assets/")].startswith(b":root")
    (tmp_path / "site.css").write_text(":root { --accent: #654321; }")
    assert own_url(tmp_path) != first


def test_the_name_of_a_cover_follows_its_bytes(tmp_path: Path) -> None:
    cover = tmp_path / "cover.PNG"
    cover.write_bytes(b"one")
    first = cover_name(cover)
    cover.write_bytes(b"two")
    assert cover_name(cover) != first
    assert first.startswith("assets/cover-")
    assert first.endswith(".png")
    assert cover_name(None) == ""


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


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_word_that_is_heard_stands_out_from_its_ground(theme: int) -> None:
    palette = colours()[theme]
    lights = sorted((luminance(palette["ink"]), luminance(palette["heard"])))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= READABLE
