"""A good feed, and every mistake that its own rules should find: file pairs in data/feeds/broken.

The expected rules are all that are broken, so that no fault is found where there is none.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nexus_audio.feed.check import check_tree
from nexus_audio.feed.rules import RULES
from toy_feeds import chapters_in_tag, png
from toy_media import SECOND, counted, m4a, opus

BROKEN = Path(__file__).parents[1] / "data" / "feeds" / "broken"
NAMES = sorted(path.stem for path in BROKEN.glob("*.xml"))
NOW = datetime(2026, 11, 1, tzinfo=UTC)
FILES = {
    "ebbe.mp3": b"ID3",
    "dauer.mp3": counted(3829) + SECOND,
    "dauer.m4a": m4a(100_000, (0, "Anfang"), (59_000, "Watt")),
    "dauer.opus": opus(100_000, "CHAPTER001=00:00:00.000", "CHAPTER001NAME=Anfang"),
    "kurz.opus": opus(90_000),
    "kapitel.mp3": chapters_in_tag((0, "Anfang"), (60_000, "Watt")),
    "ebbe.srt": b"1\n00:00:00,000 --> 00:00:02,000\nMoin\n",
    "ebbe.opus": b"OggS",
    "flut.mp3": b"ID3\4",
    "ebbe.vtt": b"WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nMoin\n",
    "lang.vtt": b"WEBVTT\n\n00:00:00.000 --> 00:20:00.000\nMoin\n",
    "cover.png": png(1400, 1400),
    "cover.jpg": png(1400, 1400),
}


def expected(name: str) -> list[str]:
    rules: list[str] = json.loads((BROKEN / f"{name}.expected.json").read_text(encoding="utf-8"))
    return rules


@pytest.mark.parametrize("name", NAMES)
def test_exactly_the_mistakes_of_a_feed_are_found(tmp_path: Path, name: str) -> None:
    for file, content in FILES.items():
        (tmp_path / file).write_bytes(content)
    (tmp_path / "feed.xml").write_bytes((BROKEN / f"{name}.xml").read_bytes())
    findings = check_tree(tmp_path, "https://pod.example/", now=NOW)
    assert {finding.rule for finding in findings} == set(expected(name))
    messages = [finding.message for finding in findings]
    assert len(set(messages)) == len(messages)
    assert all(finding.message and finding.fix and finding.requirer for finding in findings)


def test_there_are_many_mistakes() -> None:
    assert len(NAMES) > 90


IN_CHECK = {"reads-back", "feed-small", "chapters-agree", "guids-kept", "show-guid-kept"}
"""What needs more than a feed to be broken is broken in test_check."""
IN_WEB = {"media-ranged", "heads-answered", "versions-told", "feed-typed", "documents-shared"}
"""What only a server can do wrong is done in test_media_rules."""


def test_every_rule_has_a_mistake_that_it_finds() -> None:
    seen = {rule for name in NAMES for rule in expected(name)}
    elsewhere = IN_CHECK | IN_WEB | {"episodes-kept"}
    assert seen - {"feed-parses"} == {rule.name for rule in RULES} - elsewhere


def test_every_rule_has_its_own_name() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
