from __future__ import annotations

import pytest

from nexus_audio.briefing.spoken import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("It's a well-known fact, isn’t it?", "its a well known fact isnt it"),
        ("R&D + ops", "r and d and ops"),
        ("e.g. this, i.e. that", "for example this that is that"),
        ("Mr. Quill vs. Dr. No", "mister quill versus doctor no"),
        ("2,700", "two thousand seven hundred"),
        ("2.5", "two point five"),
        ("24", "twenty four"),
        ("24.5%", "twenty four point five percent"),
        ("$75 billion", "seventy five billion dollars"),
        ("$5bn", "five billion dollars"),
        ("$2.5bn", "two point five billion dollars"),
        ("€3 million", "three million euros"),
        ("$2.80", "two dollars eighty"),
        ("$3.00", "three dollars"),
        ("5m people", "five million people"),
        ("1-2 years", "one to two years"),
        ("-5 degrees", "minus five degrees"),
        ("1985", "nineteen eighty five"),
        ("in 2024.", "in twenty twenty four"),
        ("the 1990s", "the nineteen nineties"),
        ("the 2000s", "the two thousands"),
        ("3rd and 21st", "third and twenty first"),
        ("Dec. 18, 2024", "december eighteenth twenty twenty four"),
        ("May 3rd", "may third"),
        ("at 10:30", "at ten thirty"),
        ("at 9:00", "at nine"),
        ("example.com/path", "example dot com"),
    ],
)
def test_it_is_said(written: str, said: str) -> None:
    assert " ".join(token.text for token in spoken(written, "en")) == said
