"""What the hosts read: briefings in the folder beside this file, and longer ones from a grammar."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random

from nexus_audio.briefing import read_briefing
from nexus_audio.models import Block, BlockKind, Briefing, Section, SectionKind

FOLDERS = (Path(__file__).parent / "briefings", Path(__file__).parents[1] / "speech" / "texts")

_FIRST = """
Hafen Wasser Stadt Wald Kupfer Garten Nacht Schiff Brücken Korn Licht Winter Berg Markt Glas Regen
Salz Stahl Bahn Feld Sonnen Papier Küsten Leder Wolken Kohle Insel Mühlen Sand Uhren
""".split()  # noqa: SIM905
_SECOND = """
turm werk amt lager händlerin schule karte messe bote wache kammer halle leitung straße meister
fabrik sammlung prüfung ordnung gesellschaft pumpe schau redaktion stiftung forscherin zeitung
""".split()  # noqa: SIM905
_NAMES = """
Brandstätter Quellmann Ossowski Tiedemann Vandersloot Corrigan Belmonte Wroblewski Adeyemi Lindqvist
Novetra Helionix Kestrel Tavolo Umbriva Solvenna Pronterra Zephyrik Maltheon Orbisol
""".split()  # noqa: SIM905
_VERBS = """
prüft verkauft erweitert schließt verleiht sammelt verschiebt begrüßt bezahlt repariert ordnet
beobachtet finanziert vermisst plant veröffentlicht kritisiert tauscht untersucht verdoppelt baut
eröffnet verteidigt bereist liefert erneuert
""".split()  # noqa: SIM905
_ADJECTIVES = """
alten neuen kleinen großen stillen teuren langsamen hellen schmalen gemeinsamen regionalen
ungewöhnlichen digitalen hölzernen jährlichen nächtlichen sicheren fremden leichten dunklen
""".split()  # noqa: SIM905
_ADVERBS = """
heute morgen oft kaum wieder endlich gemeinsam vorsichtig bald überraschend jährlich leise nicht
""".split()  # noqa: SIM905
_PLACES = [
    "Husum",
    "Görlitz",
    "Passau",
    "Uelzen",
    "Kassel",
    "Trier",
    "Erfurt",
    "Emden",
    "Bautzen",
    "Celle",
    "Jena",
    "Fulda",
]
_QUOTES = (
    "The harbour will stay open during the winter because nobody wants to carry the coal.",
    "We are building a smaller library that everyone can reach on foot before breakfast.",
    "Every good machine begins as a drawing that somebody was brave enough to throw away.",
)
_NOUNS = [first + second for first, second in product(_FIRST, _SECOND)]


def written(name: str) -> Briefing:
    """One of the briefings that were written for this benchmark, or for that of speech."""
    paths = (folder / f"{name}.md" for folder in FOLDERS)
    return read_briefing(next(path for path in paths if path.exists()))


def generated(seed: int, words: int) -> Briefing:
    """A briefing of about so many words: categories of three topics, after an opening."""
    chance = Random(seed)
    opening = Section(
        id="opening",
        kind=SectionKind.OPENING,
        level=1,
        heading="",
        blocks=(_paragraph(chance), _paragraph(chance)),
    )
    sections, length, number = [opening], _length(opening), 0
    while length < words:
        if number % 3 == 0:
            sections.append(_heading(chance, f"c{number // 3}"))
        sections.append(_topic(chance, number))
        length += _length(sections[-1])
        number += 1
    return Briefing(title=f"Ausgabe {seed}", sections=tuple(sections))


def _heading(chance: Random, name: str) -> Section:
    return Section(id=name, kind=SectionKind.CATEGORY, level=1, heading=chance.choice(_NOUNS))


def _topic(chance: Random, number: int) -> Section:
    blocks = [_paragraph(chance) for _ in range(chance.randint(1, 3))]
    if number % 4 == 1:
        quote = Block(kind=BlockKind.QUOTE, text=chance.choice(_QUOTES), language="en")
        blocks.insert(1, quote)
    heading = f"{chance.choice(_NOUNS)} und {chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)}"
    return Section(
        id=f"t{number}", kind=SectionKind.TOPIC, level=2, heading=heading, blocks=tuple(blocks)
    )


def _length(section: Section) -> int:
    texts = (section.heading, *(block.text for block in section.blocks))
    return sum(len(text.split()) for text in texts)


def _paragraph(chance: Random) -> Block:
    text = " ".join(_sentence(chance) for _ in range(chance.randint(2, 4)))
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def _sentence(chance: Random) -> str:
    subject, place = chance.sample(_NOUNS, 2)
    if chance.random() < 0.3:
        subject = chance.choice(_NAMES)
    parts = [
        f"{subject} {chance.choice(_VERBS)} {chance.choice(_ADVERBS)} {_thing(chance)} {place}",
        f"mit {chance.randint(2, 90)} {chance.choice(_NOUNS)}",
        f"gegen {_thing(chance)} {chance.choice(_NOUNS)}",
        f"in {chance.choice(_PLACES)}",
    ]
    return " ".join([parts[0], *chance.sample(parts[1:], chance.randint(0, 2))]) + "."


def _thing(chance: Random) -> str:
    return f"den {chance.choice(_ADJECTIVES)}"
