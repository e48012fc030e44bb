from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from nexus_audio import codec
from nexus_audio.errors import StoreError
from nexus_audio.feed.item import Item, item_xml
from nexus_audio.models import Enclosure, Show
from nexus_audio.pipeline import Job
from nexus_audio.stages.feed import feed

DATA = Path(__file__).parents[1] / "data" / "feeds"


def job(folder: Path, name: str) -> Job:
    """The feed's job with the artifacts of a case's episodes, as their stages leave them."""
    case: dict[str, Any] = json.loads((DATA / f"{name}.in.json").read_text(encoding="utf-8"))
    inputs = {}
    for number, item in enumerate(case["items"]):
        slug = item["episode"]["slug"]
        for stage in ("render", "page", "item"):
            inputs[f"{slug}/{stage}"] = folder / f"{number}-{stage}"
            inputs[f"{slug}/{stage}"].mkdir()
        codec.write(codec.from_plain(Enclosure, item["enclosure"]), inputs[f"{slug}/render"])
        passages = json.dumps({"chapters": [{"id": "ki", "title": "K", "emoji": "", "start": 0}]})
        (inputs[f"{slug}/page"] / "passages.json").write_text(passages)
        (inputs[f"{slug}/page"] / "words.txt").write_text(f"fähre\nfolge{number}")
        show = codec.from_plain(Show, case["show"])
        written = item_xml(codec.from_plain(Item, item), show, case["public_url"])
        (inputs[f"{slug}/item"] / "item.xml").write_bytes(written)
    (folder / "out").mkdir()
    return Job(
        stage="feed",
        episode="",
        inputs=inputs,
        values={
            "show": case["show"],
            "episodes": [item["episode"] for item in case["items"]],
            "storage": {"public_url": case["public_url"]},
            "cover_url": case["cover_url"],
            "feed": {"items": 500},
        },
        out=folder / "out",
    )


@pytest.mark.parametrize("name", ["wochenschau", "leer"])
def test_the_feed_is_written_from_the_artifacts_of_its_episodes(tmp_path: Path, name: str) -> None:
    feed(job(tmp_path, name))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "feed.xml",
        "index.html",
        "episodes.json",
        "search.json",
        "embed.js",
    }
    written = (tmp_path / "out" / "feed.xml").read_bytes()
    assert written.decode() == (DATA / f"{name}.expected.xml").read_bytes().decode()


def test_the_page_of_the_show_lists_every_episode(tmp_path: Path) -> None:
    done = job(tmp_path, "wochenschau")
    feed(done)
    page = (done.out / "index.html").read_text(encoding="utf-8")
    slugs = [quote(episode["slug"]) for episode in done.values["episodes"]]
    assert slugs
    assert all(f"episodes/{slug}/index.html" in page for slug in slugs)


def test_the_search_knows_the_words_of_every_episode(tmp_path: Path) -> None:
    done = job(tmp_path, "wochenschau")
    feed(done)
    index = json.loads((done.out / "search.json").read_bytes())
    said = dict(zip(index["words"].split(), index["said"], strict=True))
    assert said["fähre"] == list(range(len(index["episodes"])))
    newest = json.loads((done.out / "episodes.json").read_bytes())["episodes"][0]
    assert index["episodes"][0] == newest["slug"]


def test_the_cover_gets_small(tmp_path: Path) -> None:
    made = job(tmp_path, "wochenschau")
    cover = Path(__file__).parents[2] / "feed" / "cover.png"
    feed(replace(made, inputs={**made.inputs, "cover": cover}))
    assert (made.out / "cover.jpg").read_bytes().startswith(b"\xff\xd8")


def test_a_missing_artifact_is_told(tmp_path: Path) -> None:
    unready = job(tmp_path, "wochenschau")
    (tmp_path / "0-render" / "enclosure.json").unlink()
    with pytest.raises(StoreError, match="Enclosure"):
        feed(unready)
