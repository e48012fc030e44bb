from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import etree, html

from nexus_audio.models import EditList, Span
from nexus_audio.stages.page import page
from toy_episode import CHAPTERS, job


def test_the_page_and_its_data_are_written(tmp_path: Path) -> None:
    made = job("page", tmp_path)
    page(made)
    assert {path.name for path in made.out.iterdir()} == {
        "index.html",
        "passages.json",
        "words.txt",
        "chapters.json",
        "chapters.psc.xml",
        "chapters.txt",
        "alignment.json",
        "waveform.json",
    }
    root: Any = html.document_fromstring((made.out / "index.html").read_bytes())
    starts = [float(start) for start in root.xpath("//nav[@id='chapters']//a/@data-start")]
    listed = json.loads((made.out / "chapters.json").read_text(encoding="utf-8"))["chapters"]
    simple = etree.parse(made.out / "chapters.psc.xml").getroot()
    assert starts == [chapter["startTime"] for chapter in listed]
    assert [each["title"] for each in listed] == [each.get("title") for each in simple]
    assert len(simple) == len(CHAPTERS)
    assert "http://127.0.0.1:8000/episodes/17-faehren/index.html" in root.xpath("//@href")


def test_times_are_those_of_the_episode(tmp_path: Path) -> None:
    edits = EditList(kept=(Span(start=60_000, end=3_720_000),))
    made = job("page", tmp_path, edits=edits)
    page(made)
    root: Any = html.document_fromstring((made.out / "index.html").read_bytes())
    assert root.xpath("//section[@data-start]/@id")[:1] == ["verkehr"]
    assert root.xpath("//*[@id='t=3']")[0].text_content() == "Die Reederei Südwind stellt um."
    aligned = json.loads((made.out / "alignment.json").read_text(encoding="utf-8"))
    assert aligned["sections"][0]["start"] is None
    drawn = json.loads((made.out / "waveform.json").read_text(encoding="utf-8"))
    assert len(drawn["peaks"]) == 3_660


def test_the_hosts_templates_are_used(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text("{{ episode.title }} für dich", encoding="utf-8")
    made = job("page", tmp_path, templates=templates)
    page(made)
    written = (made.out / "index.html").read_text(encoding="utf-8")
    assert written == "Fähren ohne Ruß, Möwen im Büro für dich"
