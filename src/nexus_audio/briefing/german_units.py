"""How German units are said behind a figure."""

from __future__ import annotations

from nexus_audio.briefing.german_words import SHORT_UNITS
from nexus_audio.briefing.german_words import UNITS as WRITTEN
from nexus_audio.briefing.grammar import Rule, table

_AFTER_FIGURE = r"(?:(?<=\d)|(?<=\d-)|(?<=\d\s)|(?<=[½¼¾])|(?<=[½¼¾]\s))"


def dative(unit: str) -> str:
    """The ways to say a unit with those of `mit fünf Metern`, `bei zwei Stundenkilometern`."""
    first = unit.rsplit("|", maxsplit=1)[-1]
    return f"{unit}|{first}n" if first.endswith(("er", "el")) else unit


_IN_DATIVE = {unit: dative(said) for unit, said in WRITTEN.items()}

UNITS = (
    table(_IN_DATIVE, before=_AFTER_FIGURE),
    Rule(
        rf"{_AFTER_FIGURE}[{''.join(SHORT_UNITS)}](?![\w/.]\w|\w)",
        lambda match: dative(SHORT_UNITS[match[0]]).split("|"),
    ),
    Rule(
        r"(?<=[€$%])\s?/\s?(?=[^\W\d_])",
        lambda match: ("pro", "je"),
    ),
    table(_IN_DATIVE, before=r"(?<=[€$]/)"),
)
"""Behind the rules for numbers; what a sign is paid for (`€/kWh`) is one, too."""
