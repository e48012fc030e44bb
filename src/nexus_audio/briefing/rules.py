"""What a passage of plain text is: nothing is marked up, so rules decide.

The first of these rules that holds is the answer; `RULES` is the same table.

 1. A line that begins with a bullet or a number is a list item, and lines that
    begin with `>` are a quote.
 2. `Im Fokus …`, `Zitat des Tages` and `Themen der vorherigen Ausgabe` begin
    those sections.
 3. `Nexus 241: …` names another issue of the same newsletter, and in the list of
    previous issues one of any.
 4. A short line that is led by an emoji is a category.
 5. After a quote, `— Name` or `(Name)` is its source; after the quote of the
    day any short line is.
 6. What follows `Zitat des Tages` is a quote, or a line with a colon that
    introduces it. So is a paragraph after a line that introduces one (`FT:`,
    `Treffend fand ich das hier:`), or, when it is in another language than the
    issue, after any line that ends in a colon; more paragraphs in that language
    continue it.
 7. `Bild: …`, `Foto: …` and the like are captions.
 8. A short line right below a category is a topic, even as a question; with a
    colon it introduces what follows.
 9. Below a topic, a heading that begins with a definite article and has no
    verb (`Die Grenzen der Abwärme`) is a subtopic: it names a part of what is
    known already.
10. A heading right below a topic's heading is the caption of its picture.
11. Any other heading is a topic, and so is a question that the issue's title or
    excerpt names.
12. All the rest are paragraphs.

A heading is a passage of at most 16 words that ends in no punctuation, nor in
a quoted sentence, and stands before text. Before the first section of rules 2 and 4 there are none:
the lines there greet and sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from nexus_audio.briefing.headings import known_kind, split_emoji
from nexus_audio.briefing.languages import main_language
from nexus_audio.briefing.passages import Passage
from nexus_audio.briefing.quotes import LONGEST_LINE, introduces, source
from nexus_audio.briefing.references import issue
from nexus_audio.models import SectionKind

LONGEST_HEADING = 16
"""Words; the longest of the newsletter's own headings have 11."""


class Role(StrEnum):
    """What a passage is in its issue."""

    ITEM = "item"
    FOCUS = "focus"
    QUOTE_OF_THE_DAY = "quote of the day"
    PREVIOUS_ISSUES = "previous issues"
    ISSUE = "issue"
    CATEGORY = "category"
    SOURCE = "source"
    QUOTE = "quote"
    CAPTION = "caption"
    TOPIC = "topic"
    SUBTOPIC = "subtopic"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A passage, and what the rules may know of its surroundings."""

    passage: Passage
    language: str
    """The language of the issue."""
    section: SectionKind
    """The kind of the section that the passage would continue."""
    role_before: Role | None
    before: str
    """The passage before it, empty for the first."""
    is_issue: bool
    """Whether it is the title of another issue of the same newsletter."""
    is_announced: bool
    """Whether the title or the excerpt of the issue names it word for word."""
    is_ahead: bool
    """Whether it stands before the first section of rules 2 and 4."""
    is_last: bool
    """Whether no text follows before the next of those sections."""

    @property
    def text(self) -> str:
        """The passage's text."""
        return self.passage.text


_GREETING = re.compile(
    r"\w+$|(?:hi|hey|hallo|liebe|guten|moin|servus|viele|beste|herzlich)\b", re.I
)
_CAPTION = re.compile(r"\(?(?:Bild|Foto|Grafik|Abbildung|Screenshot|Quelle):\s+\S")
_SENTENCE_END = re.compile(r"[.!?…](?:\s+[(\[]|[“”\"»«’']$)")
_LINE = re.compile(r"[\w„“”\"'‚»«].*[^.!?…:;,~]|\w")
_DEFINITE = frozenset({"Der", "Die", "Das"})
_JOINING = re.compile(
    r"d(?:er|ie|as|es|em|en)|ein(?:e[srmn]?)?|und|oder|als|wie|am|an|auf|aus|beim?|durch|für|gegen"
    r"|hinter|im|in|mit|nach|ohne|seit|um|unter|über|vom|von|vor|zu|zum|zur|zwischen"
)


def role(place: Place) -> Role:
    """What a passage is, by the first rule that holds."""
    return next(found for found, holds in RULES if holds(place))


def begins_section(text: str) -> bool:
    """Whether a passage begins a section whatever stands around it (rules 2 and 4)."""
    return fixed_kind(text) is not None or _is_category(text)


def names_issue(text: str, series: str) -> bool:
    """Whether a line is the title of an issue of the newsletter of that name."""
    found = issue(text)
    words = split_emoji(text)[1].rstrip(":? ")
    return found is not None and found.series == series and _is_line(words)


def _is_line(text: str) -> bool:
    """Whether a text has the form of a heading, wherever it stands."""
    is_short = len(text.split()) <= LONGEST_HEADING and not _SENTENCE_END.search(text)
    return is_short and _LINE.fullmatch(text) is not None


def fixed_kind(text: str) -> SectionKind | None:
    """The kind of section that a passage of fixed wording begins (rule 2)."""
    words = split_emoji(text)[1].rstrip(": ")
    return known_kind(words) if _is_line(words) else None


def _is_issue(place: Place) -> bool:
    listed = place.section is SectionKind.PREVIOUS_ISSUES and issue(place.text) is not None
    return listed or place.is_issue


def _is_category(text: str) -> bool:
    emoji, words = split_emoji(text)
    return bool(emoji) and _is_line(words)


def _is_source(place: Place) -> bool:
    of_the_day = place.section is SectionKind.QUOTE
    return place.role_before is Role.QUOTE and source(place.text, of_the_day=of_the_day) is not None


def _is_quote(place: Place) -> bool:
    if place.role_before is Role.QUOTE_OF_THE_DAY:
        return place.is_last or not place.text.endswith(":") or len(place.text) > LONGEST_LINE
    if place.role_before is Role.QUOTE:
        return _continues_quote(place)
    if place.before.endswith(":") and (
        place.section is SectionKind.QUOTE
        or main_language(place.text, place.language) != place.language
    ):
        return True
    is_below_heading = place.role_before in (Role.TOPIC, Role.SUBTOPIC, Role.FOCUS, Role.CATEGORY)
    return not is_below_heading and introduces(place.before)


def _continues_quote(place: Place) -> bool:
    language = main_language(place.text, place.language)
    may_continue = place.section is SectionKind.QUOTE or language != place.language
    same = main_language(place.before, place.language) == language
    return may_continue and same and not _is_line(place.text)


def _is_first_topic(place: Place) -> bool:
    return place.role_before is Role.CATEGORY and _is_line(place.text.rstrip("?"))


def _is_heading(place: Place) -> bool:
    greets = place.section is SectionKind.OPENING and _GREETING.match(place.text)
    words = place.text.rstrip("?") if place.is_announced else place.text
    return _is_line(words) and not (place.is_ahead or place.is_last or greets)


def _is_subtopic(place: Place) -> bool:
    below_topic = place.section in (SectionKind.TOPIC, SectionKind.SUBTOPIC)
    return below_topic and _is_heading(place) and _names_a_part(place.text.split())


def _names_a_part(words: Sequence[str]) -> bool:
    """Whether a heading is a definite noun without a verb.

    German writes nouns with a capital, so a small word right after one is
    taken for a verb, unless it is a preposition, an article or a conjunction.
    """
    return words[0] in _DEFINITE and not any(
        noun[0].isupper() and word[0].islower() and not _JOINING.fullmatch(word)
        for noun, word in pairwise(words[1:])
    )


def _is_under_heading(place: Place) -> bool:
    return place.role_before in (Role.TOPIC, Role.SUBTOPIC) and _is_heading(place)


RULES: tuple[tuple[Role, Callable[[Place], bool]], ...] = (
    (Role.ITEM, lambda place: place.passage.is_item),
    (Role.QUOTE, lambda place: place.passage.is_quote),
    (Role.FOCUS, lambda place: fixed_kind(place.text) is SectionKind.FOCUS),
    (Role.QUOTE_OF_THE_DAY, lambda place: fixed_kind(place.text) is SectionKind.QUOTE),
    (Role.PREVIOUS_ISSUES, lambda place: fixed_kind(place.text) is SectionKind.PREVIOUS_ISSUES),
    (Role.ISSUE, _is_issue),
    (Role.CATEGORY, lambda place: _is_category(place.text)),
    (Role.SOURCE, _is_source),
    (Role.QUOTE, _is_quote),
    (Role.CAPTION, lambda place: _CAPTION.match(place.text) is not None),
    (Role.TOPIC, _is_first_topic),
    (Role.SUBTOPIC, _is_subtopic),
    (Role.CAPTION, _is_under_heading),
    (Role.TOPIC, _is_heading),
    (Role.PARAGRAPH, lambda place: True),
)
"""The rules of this module's docstring, in their order."""
