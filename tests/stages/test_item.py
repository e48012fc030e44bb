from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from nexus_audio import codec
from nexus_audio.errors import StoreError
from nexus_audio.feed.chapters import write_chapters
from nexus_audio.feed.item import Item
from nexus_audio.pipeline import Job
from nexus_audio.stages.item import item

DATA = Path(__file__).parents[1] / "data" / "feeds"


def job(folder: Path, number: int) -> Job:
    """The job of one episode of a case, with its artifacts as their stages leave them."""
    case = json.loads((DATA / "wochenschau.in.json").read_text(encoding="utf-8"))
    facts = codec.from_plain(Item, case["items"][number])
    inputs = {name: folder / name for name in ("render", "chapter", "notes")}
    for path in (*inputs.values(), folder / "out"):
        path.mkdir()
    codec.write(facts.enclosure, inputs["render"])
    write_chapters(facts.chapters, inputs["chapter"])
    (inputs["notes"] / "description.html").write_text(facts.description, encoding="utf-8")
    (inputs["notes"] / "notes.html").write_text(facts.notes, encoding="utf-8")
    values = {
        "facts": case["items"][number]["episode"],
        "show": case["show"],
        "storage": {"public_url": case["public_url"]},
    }
    return Job(stage="item", episode="", inputs=inputs, values=values, out=folder / "out")


@pytest.mark.parametrize("number", [0, 1])
def test_an_item_is_written_from_the_artifacts_of_its_episode(tmp_path: Path, number: int) -> None:
    item(job(tmp_path, number))
    written = (tmp_path / "out" / "item.xml").read_bytes()
    assert written in (DATA / "wochenschau.expected.xml").read_bytes()


def test_a_missing_artifact_is_told(tmp_path: Path) -> None:
    unready = job(tmp_path, 0)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(StoreError, match="Enclosure"):
        item(replace(unready, inputs={**unready.inputs, "render": empty}))
