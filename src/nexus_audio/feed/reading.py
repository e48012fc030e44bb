"""The transcript as people read it: paragraphs under the headings of their sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from nexus_audio.feed import clock
from nexus_audio.feed.languages import is_foreign
from nexus_audio.models import Briefing, Milliseconds, Utterance

HEADING = -1
"""The block of an utterance that speaks a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A heading, or what was said of one block."""

    text: str
    start: Milliseconds
    language: str
    heading: bool = False


def paragraphs(
    briefing: Briefing, utterances: Sequence[Utterance], language: str
) -> tuple[Paragraph, ...]:
    """What was said, in order; `utterances` are on the episode's clock.

    A heading that was read aloud stands as it was spoken; the others as they were written,
    in `language`.
    """
    return tuple(_paragraphs(briefing, utterances, language))


def plain(told: Sequence[Paragraph]) -> str:
    """The transcript as plain text."""
    texts = (f"{one.text}\n{'-' * len(one.text)}" if one.heading else one.text for one in told)
    return "\n\n".join(texts) + "\n" if told else ""


def html(told: Sequence[Paragraph], title: str, speaker: str, language: str) -> str:
    """The transcript as a page of its own, in the tags of the podcast namespace.

    Those are `cite` for the speaker, who is named once, `time` and `p`
    (Podcastindex-org, transcripts.md).
    """
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(language)}">',
        f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>',
        "<body>",
        f"<h1>{escape(title)}</h1>",
        *([f"<cite>{escape(speaker)}:</cite>"] if speaker and told else []),
        *(_tagged(one, language) for one in told),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _paragraphs(
    briefing: Briefing, utterances: Sequence[Utterance], language: str
) -> Iterator[Paragraph]:
    headings = {section.id: section.heading for section in briefing.sections}
    current: str | None = None
    places = groupby(utterances, key=lambda each: (each.section, each.block, each.language))
    for (section, block, _), group in places:
        said = list(group)
        first, spoken = said[0], block == HEADING
        entered = section is not None and section != current
        current = section or current
        written = headings.get(current or "", "")
        if entered and written and not spoken:
            yield Paragraph(text=written, start=first.start, language=language, heading=True)
        yield Paragraph(
            text=" ".join(utterance.text for utterance in said),
            start=first.start,
            language=first.language,
            heading=spoken,
        )


def _tagged(one: Paragraph, language: str) -> str:
    foreign = f' lang="{escape(one.language)}"' if is_foreign(one.language, language) else ""
    if one.heading:
        return f"<h2{foreign}>{escape(one.text)}</h2>"
    return f"<time>{clock.full(one.start)[:8]}</time>\n<p{foreign}>{escape(one.text)}</p>"
