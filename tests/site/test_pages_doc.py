"""The worked example of docs/pages.md works, and the document names what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import html

from nexus_audio.site import templates as module
from toy_episode import SHOW
from toy_site import Issue, tree

DOC = (Path(__file__).parents[2] / "docs" / "pages.md").read_text(encoding="utf-8")
BUILT_IN = Path(module.__file__).parent / "templates"
SHEET = (Path(module.__file__).parent / "static" / "reader.css").read_text(encoding="utf-8")


def example(name: str) -> str:
    (found,) = re.findall(rf"`feed/templates/{name}`:\n\n```\w+\n(.+?)```", DOC, re.DOTALL)
    return str(found)


def test_the_example_changes_what_it_says(tmp_path: Path) -> None:
    for name in ("site.css", "page.html"):
        (tmp_path / name).write_text(example(name), encoding="utf-8")
    files = tree([Issue()], templates=tmp_path)
    root: Any = html.document_fromstring(files["episodes/17-faehren/index.html"])
    links = root.xpath("//header[@class='masthead']/a/text()")
    assert links == [SHOW.title, "Der Newsletter"]
    (own,) = (name for name in files if name.startswith("assets/site-"))
    assert root.xpath("//link[@rel='stylesheet']/@href")[-1] == f"../../{own}"
    assert files[own].decode() == example("site.css")


def test_every_template_and_every_property_is_named() -> None:
    named = {path.name for path in BUILT_IN.iterdir()} - {"loudness.svg"}
    assert [name for name in sorted(named) if f"`{name}`" not in DOC] == []
    properties = set(re.findall(r"^  (--[\w-]+):", SHEET.split("@media")[0], re.M))
    assert [name for name in sorted(properties - {"--bar"}) if name not in DOC] == []


def test_every_block_that_can_be_changed_is_named() -> None:
    texts = [(BUILT_IN / name).read_text(encoding="utf-8") for name in ("base.html", "page.html")]
    blocks = {block for text in texts for block in re.findall(r"{% block (\w+)", text)}
    assert [block for block in sorted(blocks) if f"`{block}`" not in DOC] == []
