from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_audio import codec
from nexus_audio.briefing import read_briefing
from nexus_audio.briefing.headings import LEVELS
from nexus_audio.briefing.markdown import read_markdown
from nexus_audio.briefing.plain import read_plain
from nexus_audio.errors import BriefingError
from nexus_audio.models import Briefing, SectionKind

DATA = Path(__file__).parents[1] / "data" / "briefings"
SAMPLE = Path(__file__).parents[2] / "episodes" / "301-beispiel" / "briefing.txt"
INPUTS = sorted(DATA.glob("*.in.*"))


def told(value: Any) -> Any:
    """Plain data without what is empty, as the expected files hold it."""
    if isinstance(value, dict):
        return {key: told(part) for key, part in value.items() if part not in (None, "", [], False)}
    return [told(part) for part in value] if isinstance(value, list) else value


def test_there_are_pairs() -> None:
    assert len(INPUTS) >= 25
    assert len(INPUTS) == len(list(DATA.glob("*.expected.json")))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_a_briefing_is_read_as_expected(path: Path) -> None:
    expected = path.with_name(path.name.split(".in.")[0] + ".expected.json")
    briefing = read_briefing(path)
    assert told(codec.to_plain(briefing)) == json.loads(expected.read_text("utf-8"))


def test_the_pairs_hold_the_bytes_that_they_are_about() -> None:
    assert b"\r\n" in (DATA / "crlf.in.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        (DATA / "latin-1.in.txt").read_text("utf-8")
    assert (DATA / "zero-width.in.txt").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_sample_has_its_tree() -> None:
    briefing = read_briefing(SAMPLE)
    assert (briefing.number, briefing.date, briefing.author) == (
        301,
        "2026-11-20",
        "Juna Falkenried",
    )
    assert [(s.id, s.kind.value, s.level, s.emoji) for s in briefing.sections] == [
        ("opening", "opening", 1, ""),
        ("im-fokus-dieser-ausgabe", "focus", 1, ""),
        ("zitat-des-tages", "quote", 1, ""),
        ("ki", "category", 1, "🤖"),
        ("warum-rechenzentren-in-die-stadt-ziehen", "topic", 2, ""),
        ("die-grenzen-der-abwaerme", "subtopic", 3, ""),
        ("kleine-sprachmodelle-fuer-das-telefon", "topic", 2, ""),
        ("logistik", "category", 1, "🚚"),
        ("lieferroboter-ueberholen-das-lastenrad", "topic", 2, ""),
        ("ein-handelskonzern-kauft-die-landkarte", "topic", 2, ""),
        ("themen-der-vorherigen-ausgabe", "previous-issues", 1, ""),
        ("energie", "category", 1, "⚡"),
        ("stadtwerk-vermietet-batteriespeicher-an-haushalte-ohne", "topic", 2, ""),
        ("mehr-wissenswertes", "category", 1, "✴️"),
        ("buechereien-verleihen-werkzeug", "topic", 2, ""),
        ("closing", "closing", 1, ""),
    ]


def test_the_sample_holds_nothing_of_the_site() -> None:
    text = json.dumps(codec.to_plain(read_briefing(SAMPLE)), ensure_ascii=False)
    for word in ("Lesezeit", "Inhaltsverzeichnis", "angemeldet", "abonniert", "Abrechnung"):
        assert word in SAMPLE.read_text("utf-8")
        assert word not in text


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "mit Leerzeichen & Ümlaut.txt"
    path.write_text("# Titel\n\n## Thema\n\nText.\n", "utf-8")
    assert [section.id for section in read_briefing(path).sections] == ["opening", "thema"]


def test_an_error_names_the_file_and_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "leer.txt"
    path.write_text(" \n\n", "utf-8")
    with pytest.raises(BriefingError) as caught:
        read_briefing(path)
    assert caught.value.subject == str(path)
    assert caught.value.hint


def check(briefing: Briefing) -> None:
    ids = [section.id for section in briefing.sections]
    assert len(set(ids)) == len(ids)
    assert all(ids)
    assert ids[0] == "opening"
    for section in briefing.sections:
        assert section.level == LEVELS.get(section.kind, 1)
        assert (section.id == "closing") == (section.kind is SectionKind.CLOSING)
        assert all(block.text and block.language in ("de", "en") for block in section.blocks)
    assert codec.from_plain(Briefing, codec.to_plain(briefing)) == briefing


MARKED = """
~
🤖 KI
Im Fokus dieser Ausgabe:
Zitat des Tages
FT:
  • und
Themen der vorherigen Ausgabe
🔥Nexus 12: Wale:
## Wale
### Wale
> Wale
---
1. Eis
Inhaltsverzeichnis
Ein Wal
Die Art der Wale
Wale singen. Und wie!
(FT)
""".splitlines()
LINES = st.one_of(
    st.just(""),
    st.sampled_from(MARKED),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)


@pytest.mark.parametrize(
    ("read", "title"), [(read_plain, "Nexus 1: Wale"), (read_markdown, "# Nexus 1: Wale")]
)
@given(lines=st.lists(LINES, max_size=25))
@settings(max_examples=200, deadline=None)
def test_any_text_below_a_title_is_a_sound_briefing(
    read: Callable[[str, str], Briefing], title: str, lines: list[str]
) -> None:
    check(read("\n".join([title, "", "Wale.", *lines]), "wale.txt"))
