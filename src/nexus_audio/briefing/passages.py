"""Plain text cut into passages: what stands between blank lines, and each list item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nexus_audio.briefing.dates import MONTH
from nexus_audio.briefing.headings import split_emoji
from nexus_audio.briefing.quotes import PERSON, source

_ITEM = re.compile(
    rf"\s*(?:[•◦▪‣·*-]|[a-z]\)|(?P<ordinal>\d{{1,3}})(?:\)|\.(?!\s*(?:{MONTH})\b)))\s+(?P<text>\S.*)",
    re.I,
)
_DASHED = re.compile(r"\s*[–—]\s+\S")
_QUOTED = re.compile(r"\s*>\s?(?=[^\W\d]|[\"„“»])")
_RULE = re.compile(r"\s*(?:[~*_=–—-]\s*)+")
_SITE = re.compile(
    r"Inhaltsverzeichnis$|Table of Contents$"
    r"|(?:Großartig!|Willkommen zurück!|Great!|Welcome back!) (?:Du hast|You['’]ve) "
    r"|Du hast .+ erfolgreich abonniert|You['’]ve successfully subscribed"
    r"|(?:Dein Link ist|Your link has) (?:abgelaufen|expired)"
    r"|(?:Erfolg!|Success!) (?:Suche|Deine|Check|Your)\b"
    r"|(?:Deine Abrechnung|Your billing) (?:wurde|was)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, a heading or a list item, its lines joined."""

    text: str
    line: int
    """Where it begins, counted from 1."""
    is_item: bool = False
    ordinal: int | None = None
    is_quote: bool = False
    """Whether each of its lines begins with `>`, as in mails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An issue as it stands on the site, without what the site itself says."""

    passages: tuple[Passage, ...]
    sign_off: tuple[str, ...]
    """The lines after the last `~`, or after another rule when they begin with a name."""


def cut(text: str) -> Page:
    """The passages of a text and the lines of its sign-off."""
    lines = _with_bullets(text.split("\n"))
    tail = _tail(lines)
    end = next((i for i in range(tail, len(lines)) if _SITE.match(lines[i].strip())), len(lines))
    signed = tail if lines[tail].strip() == "~" else _signed(lines[:end], tail)
    return Page(
        passages=tuple(_passages(lines[:signed])),
        sign_off=tuple(line.strip() for line in lines[signed:end] if not _is_blank(line)),
    )


def _with_bullets(lines: Sequence[str]) -> Sequence[str]:
    """The lines, with dashes that lead several in a row as bullets; a single one signs a quote."""
    written = [index for index, line in enumerate(lines) if line.strip()]
    dashed = {index for index in written if _DASHED.match(lines[index])}
    items = {each for pair in pairwise(written) if dashed.issuperset(pair) for each in pair}
    return [
        re.sub("[–—]", "•", line, count=1) if index in items else line
        for index, line in enumerate(lines)
    ]


def _tail(lines: Sequence[str]) -> int:
    """The index of the last `~` or emoji heading, behind which the site may speak."""
    marks = (i for i, line in enumerate(lines) if line.strip() == "~" or split_emoji(line)[0])
    return max(marks, default=0)


def _signed(lines: Sequence[str], tail: int) -> int:
    """The index of the rule that a sign-off follows; the end where there is none."""
    rules = [index for index in range(tail, len(lines)) if _RULE.fullmatch(lines[index])]
    last = (index for index in reversed(rules[-3:]) if _is_sign_off(lines[index:]))
    return next(last, len(lines))


def _is_sign_off(lines: Sequence[str]) -> bool:
    """Whether lines begin with a name and hold no sentence, as a section would."""
    said = [line.strip() for line in lines if not _is_blank(line)]
    is_signed = bool(said) and PERSON.fullmatch(said[0]) is not None
    return is_signed and not any(line.endswith((".", "!", "?", ":")) for line in said)


def _passages(lines: Sequence[str]) -> Iterator[Passage]:
    gathered: list[str] = []
    first = 0
    for number, line in enumerate([*lines, ""], start=1):
        if gathered and (_is_blank(line) or _begins(line) or _turns(gathered[-1], line)):
            yield _passage(gathered, first)
            gathered = []
        if not _is_blank(line):
            first = first if gathered else number
            gathered.append(line)


def _begins(line: str) -> bool:
    """Whether a line stands for itself: an item, an emoji's heading, or who signs a quote."""
    signs = line.lstrip().startswith(("—", "–", "―")) and source(line.strip()) is not None
    return bool(_ITEM.match(line) or split_emoji(line)[0]) or signs


def _turns(before: str, line: str) -> bool:
    """Whether a quote that is marked with `>` begins or ends between two lines."""
    return bool(_QUOTED.match(before)) != bool(_QUOTED.match(line))


def _passage(lines: Sequence[str], number: int) -> Passage:
    is_quote = _QUOTED.match(lines[0]) is not None
    text = " ".join(" ".join(_QUOTED.sub("", line, count=1) for line in lines).split())
    item = _ITEM.match(text)
    if item is None or is_quote:
        return Passage(text=text, line=number, is_quote=is_quote)
    ordinal = int(item["ordinal"]) if item["ordinal"] else None
    return Passage(text=item["text"], line=number, is_item=True, ordinal=ordinal)


def _is_blank(line: str) -> bool:
    return line.strip() in ("", ">") or _RULE.fullmatch(line) is not None
