"""The table is what the host means, and chapters.toml says only where that differs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_audio.config import Settings
from nexus_audio.errors import ConfigError
from nexus_audio.feed.overrides import SECOND
from nexus_audio.models import (
    Alignment,
    Briefing,
    EditList,
    Episode,
    Section,
    SectionKind,
    Span,
)
from nexus_audio.studio.chapters import Row, Spoken, write_chapters
from toy_episode import aligned

NAMES = ("eins", "zwei", "drei")
MINUTE = 60_000


def spoken() -> Spoken:
    kind = SectionKind.CATEGORY
    sections = [Section(id=name, kind=kind, level=1, heading=name.title()) for name in NAMES]
    return Spoken(
        briefing=Briefing(title="T", sections=tuple(sections)),
        alignment=Alignment(
            sections=tuple(
                aligned(section, place * MINUTE, (place + 1) * MINUTE)
                for place, section in enumerate(sections)
            ),
            adlibs=(),
            retakes=(),
            deviations=(),
            utterances=(),
        ),
        edits=EditList(kept=(Span(start=0, end=3 * MINUTE),)),
        episode=Episode(slug="s", title="T", date="2026-01-01", guid="g"),
        settings=Settings(),
    )


def written(
    table: Sequence[Row], before: str = "", kept: Sequence[str] = (), right: Sequence[str] = ()
) -> str:
    document = tomlkit.parse(before)
    write_chapters(document, spoken(), table, kept, right)
    return tomlkit.dumps(document)


def overrides(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomlkit.parse(text).unwrap().get("chapter", [])
    return found


def test_what_is_as_computed_is_not_written() -> None:
    assert written(spoken().table(())) == ""


def change(index: int, **values: object) -> list[Row]:
    table = spoken().table(())
    table[index] = table[index].model_copy(update=values)
    return table


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (change(1, title="Neu"), [{"section": "zwei", "title": "Neu"}]),
        (change(1, start=61_500), [{"section": "zwei", "start": "1:01.500"}]),
        (spoken().table(())[:2], [{"section": "drei", "drop": True}]),
        (
            [*spoken().table(()), Row(title="🎁 Verlosung:", start=90_000)],
            [{"start": "1:30.000", "title": "Verlosung"}],
        ),
    ],
)
def test_what_differs_is_written(table: list[Row], expected: list[dict[str, Any]]) -> None:
    assert overrides(written(table)) == expected


def test_undoing_takes_the_entry_out() -> None:
    text = written(change(1, title="Neu"))
    assert overrides(written(spoken().table(()), text)) == []


def test_comments_and_other_entries_stay() -> None:
    before = '# mine\n[[chapter]]\nsection = "drei"  # why\ntitle = "Ende"\n'
    table = spoken().table(overrides(before))
    table[1] = table[1].model_copy(update={"title": "Neu"})
    text = written(table, before)
    assert "# mine" in text
    assert "# why" in text
    assert len(overrides(text)) == 2


def test_a_chapter_that_was_dropped_stays_so_until_it_is_brought_back() -> None:
    text = written(spoken().table(())[:2])
    table = spoken().table(overrides(text))
    assert overrides(written(table, text, kept=["drei"])) == overrides(text)
    assert overrides(written(table, text)) == []


def test_what_was_found_right_is_noted_and_changes_no_chapter() -> None:
    text = written(spoken().table(()), right=["zwei"])
    assert overrides(text) == [{"section": "zwei", "right": "1:00.000"}]
    assert spoken().table(overrides(text)) == spoken().table(())
    assert overrides(written(spoken().table(()), text)) == overrides(text)


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(NAMES), unique=True, min_size=1),
    st.lists(st.tuples(st.integers(1_000, 170_000), st.text("abcä ", min_size=1)), max_size=3),
    st.dictionaries(st.sampled_from(NAMES), st.text("xyzß", min_size=1, max_size=5)),
)
def test_the_table_comes_back_as_it_was_saved(
    sections: list[str], own: list[tuple[int, str]], titles: dict[str, str]
) -> None:
    computed = {row.section: row for row in spoken().table(())}
    table = [
        computed[name].model_copy(update={"title": titles.get(name, computed[name].title)})
        for name in sections
    ]
    table += [Row(title=title.strip(), start=start) for start, title in own if title.strip()]
    starts = sorted(row.start for row in table if not row.section)
    near = any(other - one < SECOND for one, other in pairwise(starts))
    if near:
        with pytest.raises(ConfigError, match="two entries start at"):
            written(table)
        return
    once = written(table)
    again = spoken().table(overrides(once))
    kept = [name for name in NAMES if name not in sections]
    assert spoken().table(overrides(written(again, once, kept=kept))) == again
    shown = {row.section: row.title for row in again if row.section}
    assert {name: shown[name] for name in shown} == {
        row.section: row.title for row in table if row.section and row.section in shown
    }
