"""Who is quoted: told by the line that introduces a quote, or by the line after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nexus_audio.briefing.languages import QUOTATION
from nexus_audio.models import Block, BlockKind, Link, SectionKind

LONGEST_LINE = 160
"""Characters of a line that names somebody, and of what is looked at of a longer one."""

_SMALL = r"(?:(?:von|van|de|di|da|zu|bin|al)\s+)*"
_PART = r"[^\W\d_a-zäöüß][^\W\d_]*[a-zäöüß][\w'’-]*|[^\W\d_a-zäöüß]\."
PERSON = re.compile(rf"(?:{_PART})(?:\s+{_SMALL}(?:{_PART})){{1,3}}")
"""A person's name: two to four parts with a capital, with small words between them."""

_NOBODY = (
    r"(?:Das|Dem|Den|Der|Die|Dies\w*|Er|Es|Ich|Man|Sie|So|Wir|He|I|It|She|That|They|This|We"
    r"|Da|Damals|Dann|Dort|Gestern|Heute|Hier|Jetzt|Jüngst|Kürzlich|Neulich|Nun|Später|Zuletzt"
    r"|Here|Later|Now|Then|Today|Yesterday)\b"
)
_CAPITALISED = r"[^\W\d_a-zäöüß][\w.&'’-]*"
_NAME = rf"(?!{_NOBODY}){_CAPITALISED}(?:\s+{_SMALL}{_CAPITALISED}){{0,3}}"
_SAYING = r"schreibt|schrieb|sagt|sagte|meint|meinte|berichtet|berichtete|erklärt|erklärte"
_SAYS = (
    rf"(?:{_SAYING}|(?:kommentier|argumentier|formulier|fass)te?"
    r"|writes|wrote|says|said|argues|argued|tells|told)"
)
_ROLE = (
    r"(?i:[\w-]{0,30}(?:analyst|autor|chef|entwickler|forscher|gründer|investor|journalist"
    r"|kolumnist|minister|ökonom|professor|präsident|sprecher|unternehmer)(?:in)?"
    r"|author|economist|founder|minister|researcher|spokes(?:man|person|woman)"
    r"|(?:[\w-]{1,30}-)?C[EFT]O|kolleg(?:e|in))"
)
_BEFORE_NAME = rf"(?:(?:(?i:d(?:er|ie|as|em)|the|dazu|so|wie|laut|auch)|{_ROLE})\s+)*"
_INTRODUCED_BY = (
    re.compile(rf"(?:.*[.!?] )?{_BEFORE_NAME}(?P<who>{_NAME}):$"),
    re.compile(rf"In (?P<who>{_NAME} \d+)\b.*:$"),
    re.compile(rf"(?:.*[.!?] )?{_BEFORE_NAME}(?P<who>{_NAME})(?:, [^,:]{{1,60}},)? {_SAYS}\b.*:$"),
    re.compile(rf".*\b{_SAYS} (?:es |dazu |hier )?{_BEFORE_NAME}(?P<who>{_NAME})\b.*:$"),
    re.compile(rf".*\b(?:bei|von|nach|by|from) {_BEFORE_NAME}(?P<who>{_NAME}):$"),
    re.compile(
        rf"(?:.*[.!?] )?{_BEFORE_NAME}(?P<who>{PERSON.pattern})"
        r"(?: (?:i[nm]|bei|auf|on|at) |, )[^:]{1,60}:$"
    ),
)
_SAID_BY = re.compile(
    rf"[,.]?\s+(?:{_SAYS}|so)\s+(?:(?:es|dazu|gestern|hier|jüngst|kürzlich)\s+)?{_BEFORE_NAME}"
    rf"(?P<who>{PERSON.pattern})"
)
_SAID_AFTER = re.compile(
    rf"[,.]?\s+{_BEFORE_NAME}(?P<who>{PERSON.pattern})(?:, [^,:]{{1,60}},)?\s+{_SAYS}\b"
)
_SAYING_BEFORE = re.compile(rf"\b{_SAYS}\b[^:]*:$")
_BARE_SOURCE = re.compile(rf"[A-ZÄÖÜ]{{2,}}:$|(?=\S+ \S){_NAME}:$")
_INTRODUCES = re.compile(
    rf"\b(?:{_SAYING}|f(?:and|inde) ich|heißt es|zitat|zitier\w*|auszug|zusammenfassung|wörtlich"
    r"|hier)\b",
    re.I,
)
_DASH = re.compile(r"^[—–―-]{1,2}\s*(?=\w)")
_IN_BRACKETS = re.compile(r"\((?P<who>[^()]{1,60})\)")
_WHO = re.compile(rf"{PERSON.pattern}(?:(?:, | in ).{{1,60}})?(?<![.!?:;,…])")
_ENDED = re.compile(r"[.!?…][“”\"»«']?\s*$")
_SIGNED = re.compile(
    rf"(?P<words>.*[.!?…][“”\"»«']?)\s+[—–―-]{{1,2}}\s*(?P<who>{_WHO.pattern})", re.S
)
_LINE = re.compile(r".*[^.!?:;,…]")


def introduces(text: str) -> bool:
    """Whether a line says that a quote follows, so that its own language may follow as one.

    `FT:` and `Treffend fand ich das hier:` do, `Fazit:` and `Dafür spricht:` do not.
    """
    return text.endswith(":") and bool(_BARE_SOURCE.match(text) or _INTRODUCES.search(text))


def introducer(text: str) -> str:
    """Who is quoted after a line: FT after `FT:`, the issue after `In Nexus 77 schrieb ich:`.

    Empty when it names nobody.
    """
    if not text.endswith(":"):
        return ""
    found = (form.match(text[-LONGEST_LINE:]) for form in _INTRODUCED_BY)
    return next((match["who"] for match in found if match), "")


def speakers(text: str) -> Iterator[str]:
    """Who says what a text quotes inside its sentences: `„…“, sagte Ada Quill`."""
    for quotation in QUOTATION.finditer(text):
        start, end = quotation.span()
        before = text[max(0, start - LONGEST_LINE) : start].rstrip()
        after = text[end : end + LONGEST_LINE]
        found = _SAID_BY.match(after) or _SAID_AFTER.match(after)
        if found:
            yield found["who"]
        elif before.endswith(":") and _SAYING_BEFORE.search(before):
            yield introducer(before)


def source(text: str, *, of_the_day: bool = False) -> str | None:
    """Who is quoted by the line after a quote, `— Ada Lovelace` or `(FT)`; else none.

    After the quote of the day the line needs no mark: `Ada Lovelace in einem Brief`.
    """
    bracketed = _IN_BRACKETS.fullmatch(text)
    if bracketed:
        return bracketed["who"]
    if len(text) > LONGEST_LINE:
        return None
    name = _DASH.sub("", text)
    is_marked = of_the_day or name != text
    return name if is_marked and _LINE.fullmatch(name) and len(name.split()) <= 8 else None


def signed(text: str) -> tuple[str, str]:
    """The words of a quote and the line that signs it, where it is signed inside.

    The signature is its last line, or what follows a dash after its last
    sentence; it comes back as `source` takes it, and is empty where there is none.
    """
    words, _, last = text.rpartition("\n")
    line = last.strip()
    if words and source(line) is not None:
        return words, line
    if words and len(line) <= LONGEST_LINE and _ENDED.search(words) and _WHO.fullmatch(line):
        return words, f"— {line}"
    before, end = text[:-LONGEST_LINE], text[-LONGEST_LINE:]
    match = _SIGNED.fullmatch(end)
    return (before + match["words"], f"— {match['who']}") if match else (text, "")


def attribute(blocks: Sequence[Block], kind: SectionKind) -> tuple[Block, ...]:
    """The blocks of a section with each quote attributed; a source line goes into its quote."""
    told: list[Block] = []
    quotes: list[Block] = []
    for block in blocks:
        quoted = block.kind is BlockKind.QUOTE
        of_the_day = kind is SectionKind.QUOTE and not quoted
        who = source(block.text, of_the_day=of_the_day) if quotes else None
        if quoted and who is None:
            quotes.append(block)
            continue
        told += _attributed(quotes, who, block.links, told[-1:])
        quotes = []
        if who is None:
            told.append(block)
    return (*told, *_attributed(quotes, None, (), told[-1:]))


def _attributed(
    quotes: Sequence[Block], who: str | None, links: tuple[Link, ...], before: Sequence[Block]
) -> list[Block]:
    """A run of quotes with its source, or else with whom the block before introduces."""
    name = who or (introducer(before[0].text) if before else "")
    named = [replace(quote, attribution=name) for quote in quotes]
    if who is not None:
        named[-1] = replace(named[-1], links=named[-1].links + links)
    return named
