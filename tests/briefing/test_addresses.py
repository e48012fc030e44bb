from __future__ import annotations

import re

import pytest

from nexus_audio.briefing.addresses import EMAIL, WEB, domain, email


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("nexus.example", "nexus punkt example"),
        ("www.nexus.example/a?b", "nexus punkt example"),
        ("https://foo.museum:8080/", "foo punkt museum"),
    ],
)
def test_only_the_domain_is_said(written: str, said: str) -> None:
    match = re.fullmatch(WEB, written)
    assert match
    assert domain(match, "punkt", ("www",))[:2] == (said, f"www punkt {said}")


@pytest.mark.parametrize("written", ["Satz.Ende", "3.14", "z.B.", "a@b.example"])
def test_other_text_is_no_web_address(written: str) -> None:
    assert not re.fullmatch(WEB, written)


def test_each_word_for_the_at_sign() -> None:
    match = re.fullmatch(EMAIL, "anna.b_c+d@nexus.example")
    assert match
    assert email(match, "punkt", ("at", "ät")) == (
        "anna punkt b c plus d at nexus punkt example",
        "anna punkt b c plus d ät nexus punkt example",
    )
