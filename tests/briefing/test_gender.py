from __future__ import annotations

import re

import pytest

from nexus_audio.briefing.gender import ARTICLE, PAIR, PEOPLE, article, pair, people


@pytest.mark.parametrize("sign", [":", "*", "_", "·", "/", "/-"])
def test_people_of_every_gender(sign: str) -> None:
    match = re.fullmatch(PEOPLE, f"Kund{sign}innen")
    assert match
    assert people(match)[:2] == ("Kundinnen", "Kund innen")
    assert "Kunden und Kundinnen" in people(match)


def test_a_capital_in_the_middle_is_a_sign_too() -> None:
    match = re.fullmatch(PEOPLE, "LeserInnen")
    assert match
    assert people(match)[0] == "Leserinnen"
    assert "Leserinnen oder Leser" in people(match)


@pytest.mark.parametrize("written", ["Innen", "Beginnen", "Kund: innen", "Kunden", "iPhone"])
def test_other_words_are_none(written: str) -> None:
    assert not re.fullmatch(PEOPLE, written)


def test_articles_and_pairs() -> None:
    one, two = re.fullmatch(ARTICLE, "jede:r"), re.fullmatch(PAIR, "der:die")
    assert one
    assert two
    assert article(one)[:2] == ("jede r", "jeder")
    assert pair(two) == ("der  die", "der und die", "der oder die")
