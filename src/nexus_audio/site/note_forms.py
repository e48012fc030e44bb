"""The notes in the forms that podcast apps, editors and people read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import accumulate
from pathlib import Path

import nh3

from nexus_audio.errors import ConfigError
from nexus_audio.site.notes import Notes
from nexus_audio.site.templates import render

DESCRIPTION_BYTES = 4000
"""Apple's limit for a description, in bytes of UTF-8 and with its tags."""
SUMMARY_BYTES = 1000
"""A longer summary is clipped in the short form, so that it leaves room for chapters and links."""
TAGS = {"p", "ol", "ul", "li", "a", "strong", "em", "br"}
"""Apple shows the first five; PSP-1 adds the rest."""


def html(notes: Notes, templates: Path | None = None) -> str:
    """The notes as HTML of the few tags that podcast apps show."""
    rendered = render("notes.html", notes.language, templates, notes=notes)
    return (
        nh3.clean(
            rendered,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https"},
            link_rel=None,
        ).strip()
        + "\n"
    )


def markdown(notes: Notes, templates: Path | None = None) -> str:
    """The notes as CommonMark."""
    return render("notes.md", notes.language, templates, notes=notes).strip() + "\n"


def plain(notes: Notes, templates: Path | None = None) -> str:
    """The notes as plain text, to paste anywhere."""
    return render("notes.txt", notes.language, templates, notes=notes).strip() + "\n"


def description(notes: Notes, templates: Path | None = None) -> str:
    """The notes as HTML of at most 4000 bytes: whole paragraphs and list items.

    A long summary is clipped, and entries are left out from the last one on. Where that is
    not enough the closing lines go, and then the chapters, all of them, because half a list
    would mislead. Raises ConfigError when the host's template leaves no room at all.
    """
    short = replace(notes, summary=_clipped(notes.summary))
    counts = range(sum(len(group.entries) for group in notes.groups) + 1)
    for base in (
        short,
        replace(short, closing=()),
        replace(short, chapters=()),
        replace(short, chapters=(), closing=()),
    ):
        forms = _Forms(base, templates)
        fitting = bisect_right(counts, DESCRIPTION_BYTES, key=forms.size)
        if fitting:
            return forms.html(counts[fitting - 1])
    raise ConfigError(
        f"it makes more than {DESCRIPTION_BYTES} bytes even of notes that say nothing",
        subject="feed/templates/notes.html",
        hint="Podcast apps cut a longer description anywhere; shorten what it says always.",
    )


@dataclass(frozen=True, slots=True)
class _Forms:
    """The HTML of notes by how many of their entries it has."""

    notes: Notes
    templates: Path | None

    def html(self, count: int) -> str:
        return html(self.notes.shortened(count), self.templates)

    def size(self, count: int) -> int:
        return len(self.html(count).encode())


def _clipped(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """What takes at most `SUMMARY_BYTES`: the first paragraphs, else sentences, else words."""
    whole = _fitting(paragraphs, "<p></p>\n")
    if whole or not paragraphs:
        return whole
    sentences, words = re.split(r"(?<=[.!?]) ", paragraphs[0]), paragraphs[0].split()
    clipped = " ".join(_fitting(sentences, " ") or _fitting(words, " "))
    return (f"{clipped} …",) if clipped else ()


def _fitting(pieces: Sequence[str], around: str) -> tuple[str, ...]:
    sizes = accumulate(len((escape(piece) + around).encode()) for piece in pieces)
    return tuple(piece for piece, size in zip(pieces, sizes, strict=True) if size <= SUMMARY_BYTES)
