"""How German units are said behind a figure, and behind what they cost or are counted by."""

from __future__ import annotations

import re
from collections.abc import Callable

from nexus_audio.briefing.german_words import SHORT_UNITS
from nexus_audio.briefing.german_words import UNITS as WRITTEN
from nexus_audio.briefing.grammar import Rule, Ways, table

_AFTER_FIGURE = r"(?:(?<=\d)|(?<=\d-)|(?<=\d\s)|(?<=[½¼¾])|(?<=[½¼¾]\s))"
_AFTER_ONE = (
    r"(?:(?<=\b1\s)|(?<=[€$]/)|(?<=Euro/)|(?<=Dollar/)|(?<=Cent/)|(?<=\b[Pp]ro\s)|(?<=\bje\s))"
)
_PAID = r"(?:(?<=[€$%])|(?<=Euro)|(?<=Dollar)|(?<=Cent)|(?<=Prozent))"
_SHORT = rf"[{''.join(SHORT_UNITS)}](?![\w/.]\w|\w)"
_PLURAL = re.compile(r"(?:stunde|sekunde|minute|tonne)n$")


def many(unit: str) -> Ways:
    """The ways to say several of a unit, with those of `mit fünf Metern` and `eine Tonne`."""
    ways = unit.split("|")
    dative = [f"{way}n" for way in ways[-1:] if way.endswith(("er", "el"))]
    return [*ways, *dative, *_singular(ways)]


def one(unit: str) -> Ways:
    """The ways to say one of a unit, as in `pro Kilowattstunde`; those of several come last."""
    ways = many(unit)
    return list(dict.fromkeys([*_singular(ways), *ways]))


def _singular(ways: Ways) -> Ways:
    return [way[:-1] for way in ways if _PLURAL.search(way)]


def _table(say: Callable[[str], Ways], before: str) -> tuple[Rule, Rule]:
    """The rules for units of several letters and of one."""
    written = {unit: "|".join(say(said)) for unit, said in WRITTEN.items()}
    return (
        table(written, before=before),
        Rule(f"{before}{_SHORT}", lambda match: say(SHORT_UNITS[match[0]])),
    )


UNITS = (
    *_table(one, _AFTER_ONE),
    *_table(many, _AFTER_FIGURE),
    Rule(rf"{_PAID}\s?/\s?(?=[^\W\d_])", lambda match: ("pro", "je")),
)
"""Behind the rules for numbers; what a sign is paid for (`€/kWh`) is one, too."""
