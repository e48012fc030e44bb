"""The chapter table of the review, and `chapters.toml` as it follows from it.

The table is what the host sees and means; the file says only where that differs from what is
computed, so that a later correction of the text still reaches all the other chapters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from pydantic import BaseModel, ConfigDict, Field

from nexus_audio.config import Settings
from nexus_audio.feed.chapters import make_chapters
from nexus_audio.feed.clock import parse
from nexus_audio.feed.overrides import read_overrides
from nexus_audio.feed.titles import plain_title
from nexus_audio.models import (
    Alignment,
    Briefing,
    Chapter,
    EditList,
    Episode,
    Milliseconds,
)
from nexus_audio.report import SKIPPED
from nexus_audio.studio.rendering import clock
from nexus_audio.studio.saving import rows


class Row(BaseModel):
    """One chapter of the table; times are the recording's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: str = ""
    title: str = Field(min_length=1, max_length=500)
    start: Milliseconds = Field(ge=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What the chapters of an episode are made of."""

    briefing: Briefing
    alignment: Alignment
    edits: EditList
    episode: Episode
    settings: Settings

    def chapters(self, overrides: Sequence[Mapping[str, Any]] = ()) -> tuple[Chapter, ...]:
        """The chapters with these corrections, on the episode's clock."""
        return make_chapters(
            self.briefing,
            self.alignment,
            self.edits,
            self.episode,
            self.settings.chapters,
            overrides,
        )

    def table(self, overrides: Sequence[Mapping[str, Any]]) -> list[Row]:
        """The chapters as rows of the table."""
        return [self._row(chapter) for chapter in self.chapters(overrides)]

    def dropped(self, overrides: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
        """The sections that the host wants no chapter for: id and heading."""
        headings = {one.id: one.heading or one.id for one in self.briefing.sections}
        read = read_overrides(overrides, headings)
        return [(one.section, headings[one.section]) for one in read if one.drop]

    def _row(self, chapter: Chapter) -> Row:
        return Row(
            section=chapter.section,
            title=chapter.title,
            start=self.edits.to_recording(chapter.start) if chapter.start else 0,
        )


def write_chapters(
    document: tomlkit.TOMLDocument,
    spoken: Spoken,
    table: Sequence[Row],
    kept: Sequence[str] = (),
    confirmed: Sequence[str] = (),
) -> None:
    """Bring the tables `[[chapter]]` to what the rows of the table mean.

    Raises ConfigError for what a build would refuse, as two starts within a second.
    `kept` are the sections that stay dropped; `confirmed` are those whose start, or whose
    absence, the host found right; their entries say so.
    """
    written = rows(document, "chapter")
    shown = spoken.table([one.unwrap() for one in written])
    bare = spoken.table(())
    computed = {row.section: row for row in bare if row.section}
    wanted = {row.section: row for row in table if row.section}
    own = _own(table, bare, shown, written)
    _forget(written, {*wanted, *kept}, own)
    named = {str(entry["section"]): entry for entry in written if entry.get("section")}
    for section, row in wanted.items():
        before = next((one for one in shown if one.section == section), None)
        _correct(written, named.get(section), row, before or computed.get(section), computed)
    gone = {row.section for row in shown if row.section} - set(wanted) - set(kept)
    for section in (*(one for one in kept if one not in named), *sorted(gone & set(computed))):
        written.append(_table(section=section, drop=True))
    _confirm(written, spoken, confirmed)
    for start, title in own:
        written.append(_table(start=clock(start, 3), title=title))
    sections = (section.id for section in spoken.briefing.sections)
    read_overrides([one.unwrap() for one in written], sections)
    if not written:
        del document["chapter"]


Own = tuple[Milliseconds, str]


def _own(
    table: Sequence[Row], bare: Sequence[Row], shown: Sequence[Row], written: Any
) -> list[Own]:
    """Start and title of the host's own chapters, as they stand in the file where they do.

    The table shows some elsewhere: what starts the episode starts at 0.
    """
    entries = [_entry(one) for one in written if not one.get("section")]
    found = []
    for row in table:
        mine = row.start, plain_title(row.title)
        if row.section or any((one.start, one.title) == mine for one in bare):
            continue
        if any((one.start, one.title) == mine for one in shown if not one.section):
            mine = next((one for one in entries if one[1] == mine[1]), mine)
        found.append(mine)
    return found


def _entry(entry: Any) -> Own:
    return parse(str(entry.get("start", 0))), plain_title(str(entry.get("title", "")))


def _confirm(written: Any, spoken: Spoken, confirmed: Sequence[str]) -> None:
    starts = {one.id: one.start for one in spoken.alignment.sections}
    named = {str(entry["section"]): entry for entry in written if entry.get("section")}
    for section in confirmed:
        entry = named.get(section)
        start = starts.get(section)
        if entry is None:
            entry = _table(section=section)
            written.append(entry)
            entry = written[-1]
        entry["right"] = SKIPPED if start is None else clock(start, 3)


def _forget(written: Any, known: set[str], own: list[Own]) -> None:
    """Take out what is wanted no more; of the host's own chapters, leave in `own` the new ones."""
    for index in reversed(range(len(written))):
        entry = written[index]
        section = str(entry.get("section", ""))
        if not section and _entry(entry) in own:
            own.remove(_entry(entry))
        elif section not in known and "right" in entry:
            _clear(entry)
        elif section not in known:
            del written[index]


def _clear(entry: Any) -> None:
    """Leave of an entry only that the host found the place right."""
    for key in [key for key in entry if key not in ("section", "right")]:
        del entry[key]


def _correct(
    written: Any,
    entry: Any,
    row: Row,
    before: Row | None,
    computed: Mapping[str, Row],
) -> None:
    """Write down in what a row differs from the chapter that is computed for its section."""
    base = computed.get(row.section)
    moved = before is None or row.start != before.start
    renamed = before is None or row.title != before.title
    if entry is None:
        if not (moved or renamed):
            return
        entry = tomlkit.table()
        entry["section"] = row.section
        written.append(entry)
        entry = written[-1]
    if "drop" in entry:
        del entry["drop"]
    if moved:
        entry["start"] = clock(row.start, 3)
    if renamed:
        entry["title"] = plain_title(row.title)
    if base and entry.get("title") == base.title:
        del entry["title"]
    if list(entry) == ["section"]:
        written.remove(entry)


def _table(**values: object) -> Any:
    table = tomlkit.table()
    for key, value in values.items():
        table[key] = value
    return table
