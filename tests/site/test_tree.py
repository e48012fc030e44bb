from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from nexus_audio.models import Block, BlockKind, Briefing, Section, SectionKind
from nexus_audio.site.tree import ancestors, sections_spoken, skipped
from toy_episode import FERRY, SAYING, said


def section(name: str) -> Section:
    """A section from its name: `-` for each level below the first, `*` members only, `!` empty."""
    level = 1 + name.count("-")
    return Section(
        id=name.strip("-*!"),
        kind=SectionKind.TOPIC,
        level=level,
        heading=name.strip("-*!").upper(),
        blocks=() if "!" in name else (Block(kind=BlockKind.PARAGRAPH, text="Text."),),
        members_only="*" in name,
    )


def test_levels_tell_what_lies_above() -> None:
    sections = [section(name) for name in ("a", "-b", "--c", "-d", "e", "--f")]
    above = {name: [each.id for each in path] for name, path in ancestors(sections).items()}
    assert above == {"a": [], "b": ["a"], "c": ["a", "b"], "d": ["a"], "e": [], "f": ["e"]}


@pytest.mark.parametrize(
    ("names", "spoken", "beside"),
    [
        (["a", "b"], ["a", "b"], []),
        (["a", "b"], ["b"], ["a"]),
        (["a", "-b", "--c"], [], ["a"]),
        (["a!", "-b", "--c", "-d"], [], ["b", "d"]),
        (["a", "-b", "-c"], ["b"], ["c"]),
        (["a", "-b", "-c"], ["a"], ["b", "c"]),
        (["a", "*b"], [], ["a"]),
        (["a!", "-*b", "--c", "-d"], [], ["d"]),
    ],
)
def test_what_was_skipped(names: Sequence[str], spoken: list[str], beside: list[str]) -> None:
    briefing = Briefing(title="", sections=tuple(section(name) for name in names))
    assert [each.id for each in skipped(briefing, spoken)] == beside


def test_a_list_of_previous_issues_is_no_topic_of_the_newsletter() -> None:
    earlier = replace(section("b"), kind=SectionKind.PREVIOUS_ISSUES)
    briefing = Briefing(title="", sections=(section("a"), earlier, section("c")))
    assert [each.id for each in skipped(briefing, [])] == ["a", "c"]


def test_an_adlib_belongs_to_no_section() -> None:
    utterances = [said("Eins.", 0, SAYING), said("Zwei.", 1, None), said("Drei.", 2, FERRY)]
    assert sections_spoken(utterances) == {SAYING.id, FERRY.id}
