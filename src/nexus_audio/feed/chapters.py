"""Chapters from the author's own headings: one list, of which every form is written.

The rules, in the order in which they apply:

- Every section that was spoken and kept may be one (`marks`), and so may a long ad-lib, when
  the host wants it (`adlibs`).
- `chapters.toml` wins: a section that it names is a chapter (even a subtopic), keeps the
  start it was given, and is not merged away unless it is too short for any player (a second).
  `drop` takes it out. An entry that names no section is a chapter of the host's own.
- Categories or topics, as the host sets it; by itself, whichever of the two is nearer to 5
  to 15 chapters an hour.
- The first chapter starts at 0, whatever is said before: Spotify wants it so.
- A chapter that is too short is merged. A category that is followed at once by its first
  topic gives that topic its start and its emoji, and the topic's title stays, because it
  says more. Any other short chapter goes to the next of its category, else to the one before.
- A chapter links to its section of the newsletter; to the section's first source where nobody
  said where the newsletter can be read. Its image is the first picture of the section.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from nexus_audio import codec, config
from nexus_audio.errors import StoreError
from nexus_audio.feed.adlibs import with_adlibs
from nexus_audio.feed.links import image, links, newsletter
from nexus_audio.feed.marks import BELOW_CATEGORY, Mark, find_marks
from nexus_audio.feed.overrides import SECOND, read_overrides
from nexus_audio.models import (
    Alignment,
    Briefing,
    Chapter,
    EditList,
    Episode,
    Milliseconds,
    Section,
    SectionKind,
)

FILE = "chapter-list.json"

HOUR = 3_600_000
PER_HOUR = (5, 15)
"""The fewest and the most chapters that `auto` makes where it can: one in 4 to 12 minutes."""
FEWEST = 3
"""Spotify and Apple show chapters from three on."""


def make_chapters(
    briefing: Briefing,
    alignment: Alignment,
    edits: EditList,
    episode: Episode,
    settings: config.Chapters,
    overrides: Sequence[Mapping[str, Any]] = (),
) -> tuple[Chapter, ...]:
    """The chapters of an episode, on its own clock, without gaps from 0 to its end.

    `overrides` are the entries of chapters.toml, their times on the recording's clock.
    Raises ConfigError for one that names no section or no moment of the episode.
    """
    named = read_overrides(overrides, (section.id for section in briefing.sections))
    marks = sorted(find_marks(briefing, alignment, edits, named), key=lambda mark: mark.start)
    shortest = max(settings.shortest * 1000, SECOND)

    def listed(*finer: SectionKind) -> list[Mark]:
        found = with_adlibs(
            _of_kinds(marks, finer), alignment.adlibs, edits, settings, briefing.language
        )
        return _merged(_from_zero(_giving_way(found)), shortest, edits.duration)

    chosen = _choose(listed(), listed(SectionKind.TOPIC), settings, edits.duration)
    return tuple(_chapters(chosen, briefing, episode, edits.duration))


def write_chapters(chapters: Sequence[Chapter], folder: Path) -> Path:
    """Write the list that all forms are made of, as a JSON array."""
    path = folder / FILE
    path.write_text(codec.dump_json([codec.to_plain(each) for each in chapters]), encoding="utf-8")
    return path


def read_chapters(folder: Path) -> tuple[Chapter, ...]:
    """Read the list back; raises StoreError when the file is missing or damaged."""
    try:
        plain = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return tuple(codec.from_plain(Chapter, each) for each in plain)
    except (OSError, ValueError) as error:
        raise StoreError(
            f"not a readable list of chapters: {error}",
            subject=str(folder / FILE),
            hint="Delete .nexus and build again; nothing that you wrote is lost.",
        ) from error


def _of_kinds(marks: Sequence[Mark], finer: Sequence[SectionKind]) -> list[Mark]:
    return [
        mark
        for mark in marks
        if mark.named or mark.kind in finer or mark.kind not in BELOW_CATEGORY
    ]


def _giving_way(marks: list[Mark]) -> list[Mark]:
    """The marks without those that were found at the very moment where the host wants another."""
    wanted = [mark.start for mark in marks if mark.named]
    return [
        mark
        for mark in marks
        if mark.named or all(abs(mark.start - start) >= SECOND for start in wanted)
    ]


def _from_zero(marks: list[Mark]) -> list[Mark]:
    return [replace(mark, start=0) for mark in marks[:1]] + marks[1:]


def _merged(marks: list[Mark], shortest: Milliseconds, end: Milliseconds) -> list[Mark]:
    while len(marks) > 1:
        bounds = [*(mark.start for mark in marks), end]
        lengths = [following - start for start, following in pairwise(bounds)]
        short = [
            index
            for index, length in enumerate(lengths)
            if length < (SECOND if marks[index].named else shortest)
        ]
        if not short:
            break
        marks = _absorbed(marks, min(short, key=lengths.__getitem__))
    return marks


def _absorbed(marks: list[Mark], index: int) -> list[Mark]:
    """The marks without one, whose time went to its neighbour."""
    before, mark, after = marks[:index], marks[index], marks[index + 1 :]
    related = bool(after) and after[0].category == mark.category
    if after and (not before or (related and not after[0].named)):
        emoji = after[0].emoji or (mark.emoji if related else "")
        after = [replace(after[0], start=mark.start, emoji=emoji), *after[1:]]
    return before + after


def _choose(
    coarse: list[Mark], fine: list[Mark], settings: config.Chapters, duration: Milliseconds
) -> list[Mark]:
    if settings.from_ != "auto":
        return coarse if settings.from_ == "categories" else fine
    nearer = _distance(fine, duration) <= _distance(coarse, duration)
    return fine if nearer or len(coarse) < FEWEST else coarse


def _distance(marks: Sequence[Mark], duration: Milliseconds) -> float:
    """By which factor there are too many or too few; at most 1 when neither."""
    hours = duration / HOUR
    fewest, most = PER_HOUR
    return max(fewest * hours / len(marks), len(marks) / (most * hours), 1) if marks else 0


def _chapters(
    marks: Sequence[Mark], briefing: Briefing, episode: Episode, duration: Milliseconds
) -> Iterator[Chapter]:
    sections = {section.id: section for section in briefing.sections}
    ends = [*(mark.start for mark in marks), duration][1:]
    for mark, end in zip(marks, ends, strict=True):
        section = sections.get(mark.section)
        yield Chapter(
            start=mark.start,
            end=end,
            title=mark.title,
            emoji=mark.emoji,
            section=mark.section,
            link=_link(briefing, episode, section),
            image=image(section) if section else "",
        )


def _link(briefing: Briefing, episode: Episode, section: Section | None) -> str:
    if section is None:
        return newsletter(briefing, episode)
    written = newsletter(briefing, episode, section.id)
    return written or next((link.url for link in links(section)), "")
