"""German forms that name people of every gender, and how they are said."""

from __future__ import annotations

import re

from nexus_audio.briefing.grammar import WORD

PEOPLE = rf"({WORD}?)(?:[:*_·](in(?:nen)?)|/-?(in(?:nen)?)|(?<=[a-zäöüß])(In(?:nen)?))\b"
"""`Expert:innen`, `Nutzer*innen`, `Leser_innen`, `Kund/-innen` and `LeserInnen`."""

ARTICLE = rf"({WORD})[:*_](r|n|m|s|e)\b"
"""`jede:r`, `eine:n`: a word with the other ending behind the sign."""

PAIR = r"((?i:der|die|den|dem|ein|sie|er|ihr|sein))[:*_]((?i:der|die|den|dem|eine|sie|er|ihre?))\b"
"""`der:die`: two words for one."""


def people(match: re.Match[str]) -> tuple[str, ...]:
    """Expertinnen with or without a pause, or both forms one after the other."""
    stem, ending = match[1], (match[2] or match[3] or match[4]).lower()
    women = stem + ending
    ways = [women, f"{stem} {ending}"]
    for men in _men(stem, many=ending == "innen"):
        ways += [f"{men} {link} {women}" for link in ("und", "oder")]
        ways += [f"{women} {link} {men}" for link in ("und", "oder")]
    return tuple(ways)


def _men(stem: str, *, many: bool) -> tuple[str, ...]:
    if stem.lower().endswith(("er", "el")) or not many:
        return stem, f"{stem}n", f"{stem}s"
    return f"{stem}en", f"{stem}e", stem


def article(match: re.Match[str]) -> tuple[str, ...]:
    """Jede r with a pause, jeder, or both one after the other."""
    stem, other = match[1], match[1] + match[2]
    both = [f"{one} {link} {two}" for link in ("und", "oder") for one, two in _orders(stem, other)]
    return (f"{stem} {match[2]}", other, *both)


def pair(match: re.Match[str]) -> tuple[str, ...]:
    """Der die, or der und die."""
    return tuple(f"{match[1]} {link} {match[2]}" for link in ("", "und", "oder"))


def _orders(one: str, two: str) -> tuple[tuple[str, str], ...]:
    return (one, two), (two, one)
