from __future__ import annotations

import pytest

from nexus_audio.briefing.plain import read_plain
from nexus_audio.errors import BriefingError
from nexus_audio.models import SectionKind


@pytest.mark.parametrize(
    ("top", "date", "summary"),
    [
        ("Nexus 1: Wale", "", ""),
        ("3. Mai 2026\n\nNexus 1: Wale", "2026-05-03", ""),
        ("3. Mai 2026 Lesezeit: 9 Min.\n\nNexus 1: Wale", "2026-05-03", ""),
        ("3. Mai 2026\n\nLesezeit: 9 Min.\n\nNexus 1: Wale", "2026-05-03", ""),
        ("4 min read\n\nNexus 1: Wale", "", ""),
        ("Sonntag, 3. Mai 2026\n\nNexus 1: Wale", "2026-05-03", ""),
        ("By Ada Quill — May 3, 2026 — 4 min read\n\nNexus 1: Wale", "2026-05-03", ""),
        ("3. Mai 2026 • 4 Minuten Lesezeit\n\nNexus 1: Wale", "2026-05-03", ""),
        ("Nexus 1: Wale\n\nNexus 1: Wale", "", ""),
        ("Nexus 1: Wale\n\nWale singen\n\nNexus 1: Wale", "", "Wale singen"),
        ("Nexus 1: Wale\n\nA.\n\nB.\n\nC.\n\nNexus 1: Wale", "", "A. B. C."),
    ],
)
def test_the_top_of_an_issue(top: str, date: str, summary: str) -> None:
    briefing = read_plain(f"{top}\n\nHi,\n\nes geht los.\n", "wale.txt")
    assert (briefing.title, briefing.date, briefing.summary) == ("Nexus 1: Wale", date, summary)
    opening = " ".join(block.text for block in briefing.sections[0].blocks)
    assert opening == f"{summary} Hi, es geht los.".strip()


def test_a_title_may_hold_a_date() -> None:
    title = "Was am 3. Mai 2026 im Hafen geschah"
    assert read_plain(f"{title}\n\nEs regnete.", "wale.txt").title == title


def test_a_question_in_the_title_or_the_excerpt_is_a_heading() -> None:
    title = "Nexus 9: Kräne, Wer fährt?"
    text = f"{title}\n\nWas hält?\n\n{title}\n\n🏗 Bauen\n\nKräne\n\nText.\n\n"
    questions = "Wer fährt?\n\nAlle.\n\nWas hält?\n\nNichts.\n\nWarum?\n\nDarum."
    sections = read_plain(text + questions, "kran.txt").sections
    headings = [section.heading for section in sections]
    assert headings == ["", "Bauen", "Kräne", "Wer fährt?", "Was hält?"]


def test_another_issue_is_no_section() -> None:
    text = (
        "Nexus 9: Wale\n\n🏗 Bauen\n\nText.\n\nZum Nachlesen\n\n🔥Nexus 8: Moos\n\n🔥Nexus 7: Farn?"
    )
    sections = read_plain(text, "wale.txt").sections
    assert [section.heading for section in sections] == ["", "Bauen", "Zum Nachlesen"]
    assert [block.kind.value for block in sections[-1].blocks] == ["list-item"] * 2
    other = read_plain(text.replace("Nexus 8", "Spans 8"), "wale.txt").sections
    assert [section.heading for section in other][-1] == "Spans 8: Moos"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n\nEin ganzer Absatz, mit Punkt am Ende.\n\nNoch einer.", 3, "no title"),
        ("W" * 201 + "\n\nText.", 1, "no title"),
        ("- Punkt\n\nText.", 1, "no title"),
        ("3. Mai 2026\n", 1, "no title"),
        ("---\n", 1, "no title"),
        ("\nNexus 1: Wale\n", 2, "nothing below"),
        ("31. Feb. 2026\n\nNexus 1: Wale\n\nText.", 1, "no such day"),
    ],
)
def test_what_is_no_issue_is_refused(text: str, line: int, message: str) -> None:
    with pytest.raises(BriefingError, match=message) as caught:
        read_plain(text, "wale.txt")
    assert caught.value.subject == f"wale.txt:{line}"
    assert caught.value.hint


def test_a_name_that_signs_is_the_author() -> None:
    signed = read_plain("Wale\n\nText.\n\n~\n\nAda Quill\nAutorin", "wale.txt")
    assert signed.author == "Ada Quill"
    unsigned = read_plain("Wale\n\nText.\n\n~\n\nBis zur nächsten Woche, Ihr Lieben!", "wale.txt")
    assert unsigned.author == ""
    assert unsigned.sections[-1].kind is SectionKind.CLOSING


def test_an_english_issue_is_english() -> None:
    text = (
        "Nexus 2: Harbours\n\n🏗 Building\n\nCranes move out\n\n"
        "The crane has stood there for a hundred years, and now it moves to the museum."
    )
    briefing = read_plain(text, "harbours.txt")
    assert briefing.language == "en"
    assert [section.kind.value for section in briefing.sections] == ["opening", "category", "topic"]
