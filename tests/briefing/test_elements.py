from __future__ import annotations

import lxml.html
import pytest

from nexus_audio.briefing.elements import heading_words, is_note_mark, item_number


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="#fn1">1</a>', True),
        ('<a href="/p/x#footnote-2"> [2] </a>', True),
        ('<a href="#fn1">*</a>', True),
        ('<a href="#wale">Wale</a>', False),
        ('<a href="/2024">2024</a>', False),
        ("<a>1</a>", False),
        ('<b href="#1">1</b>', False),
    ],
)
def test_the_number_of_a_footnote_is_known(html: str, *, expected: bool) -> None:
    assert is_note_mark(lxml.html.fragment_fromstring(html)) is expected


def test_a_heading_has_words_and_no_buttons() -> None:
    html = "<h2>Der <em>Wal</em><br>singt<!-- x --><button>Teilen</button> tief</h2>"
    assert "".join(heading_words(lxml.html.fragment_fromstring(html))) == "Der Wal singt tief"


@pytest.mark.parametrize(("written", "number"), [("7", 7), ("", 3), (None, 3), ("12345", 3)])
def test_an_item_has_a_number(written: str | None, number: int) -> None:
    assert item_number(written, 3) == number
