"""The plain text of an issue, as it is copied from the newsletter's site.

At its top stand a line with the date and the reading time, the title, what the
site shows of it in lists, and the title once more; what each passage below is,
`rules` decides. After the last `~`, or a name below another rule, the author signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nexus_audio.briefing.dates import find_date
from nexus_audio.briefing.languages import identify
from nexus_audio.briefing.outline import FrontMatter, Heading, compose
from nexus_audio.briefing.passages import Passage, cut
from nexus_audio.briefing.references import issue
from nexus_audio.briefing.rules import Place, Role, begins_section, names_issue, role
from nexus_audio.briefing.source import bounded
from nexus_audio.errors import BriefingError
from nexus_audio.models import Block, BlockKind, Briefing, SectionKind

LONGEST_TITLE = 200
"""Characters; what is longer is a paragraph."""

SUMMARY_PASSAGES = 3
"""How many passages may stand between the title and its repetition."""

LONGEST_DATE = 3
"""Words of a line with no more than a date: day, month and year."""

LONGEST_BYLINE = 8
"""Words beside the reading time: the date, and who wrote it."""

_READING_TIME = re.compile(
    r"Lesezeit:?\s*\d+\s*Min\w*\.?|\d+\s*min(?:\.|ute[ns]?)?\s*(?:read|Lesezeit|Lesedauer)", re.I
)
_WEEKDAY = re.compile(r"(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|\w{3,6}day)\b", re.I)

_HEADINGS = {
    Role.FOCUS: SectionKind.FOCUS,
    Role.QUOTE_OF_THE_DAY: SectionKind.QUOTE,
    Role.PREVIOUS_ISSUES: SectionKind.PREVIOUS_ISSUES,
    Role.CATEGORY: SectionKind.CATEGORY,
    Role.TOPIC: SectionKind.TOPIC,
    Role.SUBTOPIC: SectionKind.SUBTOPIC,
}
_BLOCKS = {
    Role.ITEM: BlockKind.LIST_ITEM,
    Role.ISSUE: BlockKind.LIST_ITEM,
    Role.QUOTE: BlockKind.QUOTE,
    Role.CAPTION: BlockKind.CAPTION,
}


def read_plain(text: str, name: str) -> Briefing:
    """The briefing in a plain text; `name` is what errors call it.

    Raises BriefingError for a text without a title or with nothing below it,
    and for a date that no calendar has.
    """
    page = cut(bounded(text, name))
    date, rest = _date(page.passages, name)
    title = _title(rest, name)
    excerpt, body = _excerpt(rest[1:], title)
    if not body and not page.sign_off:
        raise BriefingError(
            "there is nothing below the title",
            subject=f"{name}:{rest[0].line}",
            hint="Paste the whole issue: its title, and below it what it says.",
        )
    summary = " ".join(passage.text for passage in excerpt)
    outline = [
        Heading(kind=SectionKind.OPENING),
        *(_paragraph(passage.text) for passage in excerpt),
        *_outline(body, title, summary),
        *_closing(page.sign_off),
    ]
    return compose(FrontMatter(title=title, date=date, summary=summary), outline)


def _date(passages: Sequence[Passage], name: str) -> tuple[str, Sequence[Passage]]:
    """The date above the title, and the passages from the title on."""
    written = ""
    for index, passage in enumerate(passages):
        try:
            day = find_date(passage.text)
        except ValueError as error:
            raise BriefingError(
                f"there is no such day: {passage.text}",
                subject=f"{name}:{passage.line}",
                hint="Correct the date, for example to 18. Dez. 2024.",
            ) from error
        if not _is_dateline(passage.text, has_date=day is not None):
            return written, passages[index:]
        written = day.isoformat() if day else written
    return written, ()


def _is_dateline(text: str, *, has_date: bool) -> bool:
    """Whether a line says no more than the day, the reading time, and who wrote it."""
    rest = _READING_TIME.sub("", text)
    is_timed = rest != text
    words = re.findall(r"\w+", _WEEKDAY.sub("", rest))
    return (has_date or is_timed) and len(words) <= (LONGEST_BYLINE if is_timed else LONGEST_DATE)


def _title(passages: Sequence[Passage], name: str) -> str:
    first = passages[0] if passages else Passage(text="", line=1)
    if not first.text or len(first.text) > LONGEST_TITLE or first.is_item or first.text[-1] == ".":
        raise BriefingError(
            "no title was found",
            subject=f"{name}:{first.line}",
            hint="Put the title of the issue on the first line, without a full stop.",
        )
    return first.text


def _excerpt(
    passages: Sequence[Passage], title: str
) -> tuple[Sequence[Passage], Sequence[Passage]]:
    """What stands between the title and its repetition, and the passages after both."""
    for index, passage in enumerate(passages[: SUMMARY_PASSAGES + 1]):
        if passage.text == title:
            return passages[:index], passages[index + 1 :]
    return (), passages


def _outline(passages: Sequence[Passage], title: str, summary: str) -> Iterator[Heading | Block]:
    language = identify(" ".join(passage.text for passage in passages))
    own = issue(title)
    issues = [own is not None and names_issue(each.text, own.series) for each in passages]
    starts = [
        begins_section(passage.text) and not is_issue
        for passage, is_issue in zip(passages, issues, strict=True)
    ]
    first = starts.index(True) if True in starts else 0
    section, before, role_before = SectionKind.OPENING, "", None
    for index, passage in enumerate(passages):
        place = Place(
            passage=passage,
            language=language,
            section=section,
            role_before=role_before,
            before=before,
            is_issue=issues[index],
            is_announced=passage.text in title or passage.text in summary,
            is_ahead=index < first,
            is_last=index + 1 == len(passages) or starts[index + 1],
        )
        role_before, before = role(place), passage.text
        section = _HEADINGS.get(role_before, section)
        yield _piece(role_before, passage)


def _piece(found: Role, passage: Passage) -> Heading | Block:
    if found in _HEADINGS:
        return Heading(kind=_HEADINGS[found], text=passage.text)
    kind = _BLOCKS.get(found, BlockKind.PARAGRAPH)
    return Block(kind=kind, text=passage.text, ordinal=passage.ordinal)


def _closing(lines: Sequence[str]) -> Iterator[Heading | Block]:
    if lines:
        yield Heading(kind=SectionKind.CLOSING)
        yield from (_paragraph(line) for line in lines)


def _paragraph(text: str) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text)
