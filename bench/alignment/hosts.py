"""Hosts who read a briefing, each in a way of their own, and the truth about what they said.

Everything follows from the seed. A reading is a list of lines, one utterance each, in spoken
order; nothing in it knows of sound or of an engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from nexus_audio.models import Briefing, Section, SectionKind


class Kind(StrEnum):
    """What a line is to the text."""

    HEADING = "heading"
    TEXT = "text"
    ADLIB = "ad-lib"
    SLIP = "slip"
    """Said again in the lines that follow; the later take counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One utterance."""

    text: str
    kind: Kind
    section: str | None = None
    language: str = "de"
    pause: int = 350
    """Milliseconds of quiet before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """How often a host does what; chances between 0 and 1."""

    name: str
    skips: float = 0.0
    """A section is left out, a category with all that is below it."""
    moves: float = 0.0
    """A topic is read elsewhere in its category, or a category elsewhere in the issue."""
    wanders: float = 0.0
    """A topic is read anywhere at all."""
    slips: float = 0.0
    """A sentence is broken off and said again."""
    restarts: float = 0.0
    """A section is begun again from its heading."""
    adlibs: float = 0.0
    """Free speech after a paragraph; four in ten use the section's own words."""
    longest: int = 4
    """Sentences of an ad-lib."""
    aside: float = 0.0
    """Free speech between a heading and its text."""
    retells: float = 0.0
    """A section is told in other words."""
    rewords: float = 0.0
    """A sentence is told in other words."""
    headless: float = 0.0
    """A topic is read without its heading."""
    names_topics: float = 0.0
    """The opening ends by naming what comes."""
    bare: float = 0.0
    """A category is read without its heading."""
    breath: float = 1.0
    """How long the pauses are, as a share of the usual ones."""
    halts: bool = False
    """Pauses at commas and colons as well."""


VERBATIM = Host(name="verbatim")
NORMAL = Host(
    name="normal",
    skips=0.10,
    moves=0.08,
    slips=0.04,
    restarts=0.04,
    adlibs=0.12,
    aside=0.05,
    retells=0.04,
    rewords=0.04,
    headless=0.04,
    names_topics=0.5,
)
HARD = Host(
    name="hard",
    skips=0.20,
    moves=0.25,
    wanders=0.12,
    slips=0.10,
    restarts=0.10,
    adlibs=0.35,
    longest=9,
    aside=0.20,
    retells=0.12,
    rewords=0.20,
    headless=0.12,
    names_topics=1.0,
)
HASTY = replace(HARD, name="hasty", headless=0.2, bare=0.1, breath=0.45)
HALTING = replace(HARD, name="halting", halts=True)

_ADLIBS = (
    "Das wollte ich schon lange einmal erzählen.",
    "Neulich saß ich im Zug und habe genau darüber nachgedacht.",
    "Schreibt mir gern, was ihr davon haltet.",
    "Ich muss kurz einen Schluck trinken.",
    "Meine Nachbarin sagt ja immer, man soll nicht alles glauben.",
    "Da bin ich ehrlich gesagt unsicher.",
    "Übrigens, danke für die vielen Zuschriften zur letzten Folge.",
    "Wer das verpasst hat, kann es im Archiv nachhören.",
    "Mich erinnert das an einen Sommer vor vielen Jahren.",
    "Aber gut, ich schweife ab.",
    "Ihr kennt das sicher auch von zu Hause.",
    "Ich finde das wirklich bemerkenswert, und zwar aus mehreren Gründen.",
    "Moment, hier klingelt gerade das Telefon.",
    "So etwas hätte es früher nicht gegeben.",
    "Dazu gibt es viele Meinungen, meine ist nur eine davon.",
    "Vielleicht sehen wir das in fünf Jahren ganz anders.",
    "Das Video dazu habe ich euch verlinkt.",
    "Lasst uns ehrlich sein, das betrifft uns alle.",
    "Ein Freund von mir arbeitet in dieser Branche und lacht darüber.",
    "Entschuldigt die Geräusche, draußen wird gebaut.",
)
_OWN = (
    "Also {words}, das muss man sich einmal vorstellen.",
    "Und wenn ich höre, {words}, dann werde ich hellhörig.",
    "Bei dem Thema {heading} denke ich sofort an meine Kindheit.",
    "Ihr merkt schon, {words}, das lässt mich nicht los.",
)
_SLIP_WORDS = ("Ach nein.", "Noch einmal.", "Entschuldigung.", "Quatsch.", "Von vorn.")
_FILLERS = ["also", "eigentlich", "sozusagen", "halt", "eben", "durchaus", "irgendwie", "ziemlich"]
_HALTS = re.compile(r"(?<=[,:])\s+")
_SENTENCES = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÄÖÜ„“\"])")


def reading(briefing: Briefing, host: Host, seed: int) -> list[Line]:
    """The lines that a host says for a briefing."""
    chance = Random(f"{host.name} {seed}")
    lines: list[Line] = []
    if chance.random() < host.adlibs:
        lines += _adlib(chance, host, None)
    for section in _order(briefing, host, chance):
        lines += _section(briefing, section, host, chance)
        if section is briefing.sections[0] and chance.random() < host.names_topics:
            lines += _agenda(briefing, chance)
    if host.halts:
        lines = [part for line in lines for part in _halting(line)]
    return [replace(line, pause=round(line.pause * host.breath)) for line in lines]


def _halting(line: Line) -> Iterator[Line]:
    for number, text in enumerate(_HALTS.split(line.text)):
        yield replace(line, text=text, pause=400 if number else line.pause)


def starts_of(lines: list[Line], briefing: Briefing) -> dict[str, int]:
    """The line with which each spoken section starts.

    A category that was read without its heading starts with the first of its sections.
    """
    starts: dict[str, int] = {}
    for number, line in enumerate(lines):
        if line.section is not None and line.kind in (Kind.HEADING, Kind.TEXT):
            starts.setdefault(line.section, number)
    for above, below in _categories(briefing):
        said = [starts[section.id] for section in below if section.id in starts]
        if said:
            starts.setdefault(above.id, min(said))
    return starts


def _categories(briefing: Briefing) -> Iterator[tuple[Section, list[Section]]]:
    """Each heading that has no text of its own, with the sections below it."""
    for above, *below in _groups(briefing):
        if not above.blocks:
            yield above, below


def _groups(briefing: Briefing) -> list[list[Section]]:
    """Each section of the first level with those below it."""
    groups: list[list[Section]] = []
    for section in briefing.sections:
        if section.level == 1 or not groups:
            groups.append([section])
        else:
            groups[-1].append(section)
    return groups


def _order(briefing: Briefing, host: Host, chance: Random) -> list[Section]:
    groups = _groups(briefing)
    kept = [groups[0]]
    for head, *topics in groups[1:]:
        below = [topic for topic in topics if chance.random() >= host.skips]
        if chance.random() < host.moves and len(below) > 1:
            below.append(below.pop(0))
        if (head.blocks and chance.random() >= host.skips) or below:
            kept.append([head, *below])
    if chance.random() < host.moves and len(kept) > 3:
        kept.insert(chance.randrange(1, len(kept) - 1), kept.pop(chance.randrange(2, len(kept))))
    order = [section for group in kept for section in group]
    wanderers = [one for one in order if one.level > 1 and chance.random() < host.wanders]
    for section in wanderers:
        # A category must not lose its only section: it would be a heading over nothing.
        order.remove(section)
        order.insert(chance.randrange(1, len(order)), section)
    return order


def _section(briefing: Briefing, section: Section, host: Host, chance: Random) -> Iterator[Line]:
    heading = section.heading
    if section.kind is SectionKind.OPENING:
        heading = briefing.title
    head = [Line(text=f"{heading}.", kind=Kind.HEADING, section=section.id, pause=1000)]
    if section.blocks and section.level > 1 and chance.random() < host.headless:
        head = []
    if host.bare and not section.blocks and chance.random() < host.bare:
        head = []
    body = _body(section, host, chance)
    if head and body and chance.random() < host.restarts:
        yield from (replace(line, kind=Kind.SLIP) for line in [*head, *body[:1]])
        yield Line(text=chance.choice(_SLIP_WORDS), kind=Kind.ADLIB, pause=500)
    yield from head
    if head and body and chance.random() < host.aside:
        yield from _adlib(chance, host, section)
    yield from body


def _body(section: Section, host: Host, chance: Random) -> list[Line]:
    retold = section.level > 1 and chance.random() < host.retells
    lines: list[Line] = []
    for block in section.blocks:
        first = True
        for sentence in _SENTENCES.split(block.text):
            german = block.language == "de"
            reworded = german and (retold or chance.random() < host.rewords)
            line = Line(
                text=_reworded(sentence, chance) if reworded else sentence,
                kind=Kind.TEXT,
                section=section.id,
                language=block.language,
                pause=650 if first else 300,
            )
            words = line.text.split()
            if german and len(words) > 5 and chance.random() < host.slips:
                broken = " ".join(words[: chance.randint(3, len(words) - 2)])
                lines.append(replace(line, text=broken, kind=Kind.SLIP))
                lines.append(Line(text=chance.choice(_SLIP_WORDS), kind=Kind.ADLIB, pause=400))
                line = replace(line, pause=400)
            lines.append(line)
            first = False
        if block.attribution:
            lines.append(
                Line(text=f"{block.attribution}.", kind=Kind.TEXT, section=section.id, pause=400)
            )
        if chance.random() < host.adlibs:
            lines += _adlib(chance, host, section)
    return lines


def _adlib(chance: Random, host: Host, section: Section | None) -> Iterator[Line]:
    count = chance.randint(1, host.longest)
    texts = chance.sample(_ADLIBS, min(count, len(_ADLIBS)))
    words = " ".join(block.text for block in section.blocks).split() if section else []
    if section and len(words) > 8 and chance.random() < 0.4:
        at = chance.randrange(len(words) - 6)
        own = " ".join(words[at : at + chance.randint(4, 6)]).strip(".,:")
        template = chance.choice(_OWN)
        texts[0] = template.format(words=own, heading=section.heading)
    for number, text in enumerate(texts):
        yield Line(text=text, kind=Kind.ADLIB, pause=300 if number else 800)


def _agenda(briefing: Briefing, chance: Random) -> Iterator[Line]:
    headings = [section.heading for section in briefing.sections[1:] if section.level > 1]
    named = chance.sample(headings, min(3, len(headings)))
    yield Line(text=f"Gleich geht es um {named[0]}.", kind=Kind.ADLIB, pause=600)
    for heading in named[1:]:
        yield Line(text=f"Außerdem sprechen wir über {heading}.", kind=Kind.ADLIB)


def _reworded(sentence: str, chance: Random) -> str:
    """A sentence as it is told freely: words left out, put in, and turned round."""
    words: list[str] = []
    for word in sentence.split():
        roll = chance.random()
        if roll < 0.2:
            continue
        if roll < 0.4:
            words.append(chance.choice(_FILLERS))
        words.append(word)
    if len(words) > 6 and chance.random() < 0.5:
        middle = len(words) // 2
        words = words[middle:] + words[:middle]
    return " ".join(words) or sentence
