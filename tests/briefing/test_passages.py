from __future__ import annotations

import pytest

from nexus_audio.briefing.passages import Passage, cut


def texts(text: str) -> list[str]:
    return [passage.text for passage in cut(text).passages]


def test_passages_stand_between_blank_lines() -> None:
    assert cut("Ein\n  Absatz.\n\n \nNoch   einer.").passages == (
        Passage(text="Ein Absatz.", line=1),
        Passage(text="Noch einer.", line=5),
    )


@pytest.mark.parametrize(
    ("line", "ordinal", "text"),
    [
        ("  • Punkt", None, "Punkt"),
        ("- Punkt", None, "Punkt"),
        ("* Punkt", None, "Punkt"),
        ("· Punkt", None, "Punkt"),
        ("  1. Punkt", 1, "Punkt"),
        ("12) Punkt", 12, "Punkt"),
        ("  b) Punkt", None, "Punkt"),
    ],
)
def test_items_are_told_by_their_marks(line: str, ordinal: int | None, text: str) -> None:
    assert cut(line).passages == (Passage(text=text, line=1, is_item=True, ordinal=ordinal),)


@pytest.mark.parametrize(
    "line", ["18. Dez. 2024", "3. Mai", "2024. Ein Jahr", "1.5 Grad", "-5 Grad", "— Ada Quill", "•"]
)
def test_not_every_number_or_dash_is_a_mark(line: str) -> None:
    assert cut(line).passages == (Passage(text=line, line=1),)


def test_items_need_no_blank_line_and_go_on_over_lines() -> None:
    assert texts("So:\n- eins\n  weiter\n- zwei\n🔥 Nexus 3: Wale\n🔥 Nexus 2: Moos") == [
        "So:",
        "eins weiter",
        "zwei",
        "🔥 Nexus 3: Wale",
        "🔥 Nexus 2: Moos",
    ]


def test_dashes_mark_items_where_there_are_several() -> None:
    page = cut("So:\n– eins\n– zwei\n\n  — drei\n\nSo nicht.\n— Ada Quill")
    assert [(passage.text, passage.is_item) for passage in page.passages] == [
        ("So:", False),
        ("eins", True),
        ("zwei", True),
        ("drei", True),
        ("So nicht.", False),
        ("— Ada Quill", False),
    ]


def test_lines_led_by_an_angle_are_a_quote() -> None:
    page = cut("So:\n> Eins\n>zwei.\n>\n> „Drei.“\nVier.\n\n> 5 Leute")
    assert [(passage.text, passage.is_quote) for passage in page.passages] == [
        ("So:", False),
        ("Eins zwei.", True),
        ("„Drei.“", True),
        ("Vier.", False),
        ("> 5 Leute", False),
    ]


def test_rules_are_not_text() -> None:
    assert texts("Eins\n\n---\n\n* * *\n\nZwei\n=====") == ["Eins", "Zwei"]


def test_the_sign_off_follows_the_last_tilde() -> None:
    page = cut("Eins\n\n~\n\nZwei\n\n~\n\nAda Quill\n\nAutorin ~ Köchin\n")
    assert [passage.text for passage in page.passages] == ["Eins", "Zwei"]
    assert page.sign_off == ("Ada Quill", "Autorin ~ Köchin")


@pytest.mark.parametrize("rule", ["---", "* * *", "—"])
def test_a_name_after_another_rule_signs_too(rule: str) -> None:
    text = f"Eins\n\n{rule}\n\nZwei\n\n{rule}\n\nAda Quill\nAutorin\n\n{rule}\n"
    assert cut(text).sign_off == ("Ada Quill", "Autorin")
    assert [passage.text for passage in cut(text).passages] == ["Eins", "Zwei"]


@pytest.mark.parametrize("after", ["Ada Quill\n\nSie baut einen Kran.", "Bis bald", ""])
def test_a_rule_before_a_section_signs_nothing(after: str) -> None:
    assert cut(f"Eins\n\n---\n\n{after}").sign_off == ()


def test_a_tilde_before_a_category_signs_nothing() -> None:
    page = cut("Eins\n\n~\n\n🤖 KI\n\nZwei")
    assert [passage.text for passage in page.passages] == ["Eins", "🤖 KI", "Zwei"]
    assert page.sign_off == ()


@pytest.mark.parametrize(
    "line",
    [
        "Inhaltsverzeichnis",
        "Großartig! Du hast Dich erfolgreich angemeldet.",
        "Du hast example.org erfolgreich abonniert.",
        "Great! You’ve successfully signed up.",
        "Your link has expired.",
    ],
)
def test_the_site_has_no_say_at_the_end(line: str) -> None:
    assert cut(f"Eins\n\n~\n\nAda\n{line}\nWale\n").sign_off == ("Ada",)
    assert texts(f"Eins\n\n🤖 KI\n\nZwei\n\n{line}\n\nWale") == ["Eins", "🤖 KI", "Zwei"]


def test_the_same_words_inside_the_issue_stay() -> None:
    line = "Dein Link ist abgelaufen, sagte die Seite."
    assert texts(f"Eins\n\n{line}\n\n🤖 KI\n\nZwei") == ["Eins", line, "🤖 KI", "Zwei"]
