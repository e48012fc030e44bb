"""Headings: their emoji, the kinds that a fixed wording gives, and slugs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from nexus_audio.models import SectionKind

LEVELS = {SectionKind.CATEGORY: 1, SectionKind.TOPIC: 2, SectionKind.SUBTOPIC: 3}
"""The level of each kind in the tree; every other kind stands beside the categories."""

SLUG_LENGTH = 60
"""Characters; long enough to be understood in a link, short enough to be read out."""

_PICTURE = r"[\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
# Signs that are emoji only when they are asked to be: ©️ ↗️ ▶️ and the keycaps 1️⃣.
_ASKED = r"[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u25a0-\u25ff\u3030](?=\ufe0f)"
_KEYCAP = r"[0-9#*]\ufe0f?\u20e3"
_TRAIL = r"[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_EMOJI = re.compile(rf"\s*(?P<emoji>(?:(?:{_PICTURE}|{_ASKED}|{_KEYCAP}){_TRAIL})+)\s*")

_END = r"\s*(?:$|:)"
_KNOWN = (
    (
        SectionKind.FOCUS,
        re.compile(
            rf"(?:(?:heute )?im fokus|in focus)(?:{_END}|\s+(?:dieser|der heutigen|heute)\b)"
            rf"|(?:in|themen) (?:dieser|der heutigen) ausgabe{_END}"
            rf"|(?:in|inside) (?:this|today['’]s|this week['’]s) issue{_END}",
            re.I,
        ),
    ),
    (
        SectionKind.QUOTE,
        re.compile(
            r"zitat de[rs] (?:tages|woche|ausgabe)\b|quote of the (?:day|week|issue)\b", re.I
        ),
    ),
    (
        SectionKind.PREVIOUS_ISSUES,
        re.compile(
            r"themen der (?:vorherigen|letzten|vergangenen) ausgaben?\b"
            rf"|(?:vorherige|frühere|letzte|vergangene) ausgaben?{_END}"
            rf"|(?:topics of (?:the )?)?(?:previous|earlier|past|last) issues?{_END}",
            re.I,
        ),
    ),
)
"""The fixed wordings of the newsletters that were seen, in German and English."""

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def split_emoji(heading: str) -> tuple[str, str]:
    """The emoji that a heading begins with, and its words: `🤖 KI` is ("🤖", "KI")."""
    match = _EMOJI.match(heading)
    if match is None:
        return "", heading.strip()
    return match["emoji"], heading[match.end() :].strip()


def known_kind(heading: str) -> SectionKind | None:
    """The kind of a heading whose wording is fixed, such as `Zitat des Tages`."""
    words = split_emoji(heading)[1]
    return next((kind for kind, pattern in _KNOWN if pattern.match(words)), None)


def slug(text: str) -> str:
    """The words of a text as they stand in a link; empty when it has no letters or digits."""
    spelled = unicodedata.normalize("NFC", text).lower().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    whole = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(whole) <= SLUG_LENGTH:
        return whole
    return whole[: SLUG_LENGTH + 1].rpartition("-")[0] or whole[:SLUG_LENGTH]


def section_ids(headings: Iterable[tuple[SectionKind, str]]) -> Iterator[str]:
    """The id of each section: the slug of its heading, with -2, -3 where it repeats."""
    fixed = {SectionKind.OPENING: "opening", SectionKind.CLOSING: "closing"}
    taken = set(fixed.values())
    counts: Counter[str] = Counter()
    for kind, heading in headings:
        if kind in fixed:
            yield fixed[kind]
            continue
        base = slug(heading) or kind.value
        name = base if not counts[base] else f"{base}-{counts[base] + 1}"
        while name in taken:
            counts[base] += 1
            name = f"{base}-{counts[base] + 1}"
        counts[base] += 1
        taken.add(name)
        yield name
