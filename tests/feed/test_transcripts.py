from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed import reading, transcripts
from nexus_audio.feed.cues import kept_utterances, make_cues
from nexus_audio.models import (
    Briefing,
    Cue,
    EditList,
    Section,
    SectionKind,
    Span,
    Utterance,
    Word,
)

DATA = Path(__file__).parents[1] / "data" / "captions"


def briefing(*headings: tuple[str, str]) -> Briefing:
    sections = tuple(
        Section(id=name, kind=SectionKind.TOPIC, level=2, heading=heading)
        for name, heading in headings
    )
    return Briefing(title="Probe", sections=sections)


def written(case: dict[str, Any]) -> dict[str, str]:
    """The transcript of a case in all its forms."""
    edits = EditList(kept=tuple(Span(start=a, end=b) for a, b in case["kept"]))
    spoken = [
        Utterance(
            section=one["section"],
            block=one["block"],
            language=one["language"],
            words=tuple(Word(text=t, start=a, end=b, probability=1) for t, a, b in one["words"]),
        )
        for one in case["utterances"]
    ]
    kept = kept_utterances(spoken, edits)
    cues = make_cues(kept, edits.duration, case["speaker"])
    text = briefing(*((one["id"], one["heading"]) for one in case["sections"]))
    told = reading.paragraphs(text, kept, "de")
    return {
        "vtt": transcripts.vtt(cues, "de"),
        "srt": transcripts.srt(cues),
        "json": transcripts.json_transcript(cues),
        "html": reading.html(told, case["title"], case["speaker"], "de"),
        "txt": reading.plain(told),
    }


@pytest.mark.parametrize("form", ["vtt", "srt", "json", "html", "txt"])
@pytest.mark.parametrize("path", sorted(DATA.glob("*.in.json")), ids=lambda path: path.name)
def test_transcripts_are_as_expected(path: Path, form: str) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    expected = path.with_name(path.name.replace(".in.json", f".expected.{form}"))
    assert written(case)[form] == expected.read_text(encoding="utf-8")


TIMING = r"(\d{2,}:[0-5]\d:[0-5]\d\.\d{3}) --> (\d{2,}:[0-5]\d:[0-5]\d\.\d{3})"
CHARACTER = r"(?:[^&<>\n]|&(?:amp|lt|gt);)"
LINES = rf"{CHARACTER}+(?:\n{CHARACTER}+)?"
PAYLOAD = rf"(?:<v ({CHARACTER}+)>)?(?:<lang ([a-z]{{2}})>({LINES})</lang>|({LINES}))"
STRICT_CUE = re.compile(rf"{TIMING}\n{PAYLOAD}\n")


def strictly_read(document: str) -> list[tuple[str, str, str]]:
    """Speaker, language and text of each cue; nothing but WebVTT as written down passes."""
    signature, *blocks = document.split("\n\n")
    assert signature.rstrip("\n") == "WEBVTT"
    matches = [STRICT_CUE.fullmatch(block.rstrip("\n") + "\n") for block in blocks]
    assert all(matches), document
    return [
        (html.unescape(one[3] or ""), one[4] or "de", html.unescape(one[5] or one[6]))
        for one in matches
        if one
    ]


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20
)
_CUES = st.builds(
    Cue,
    start=st.integers(0, 400_000_000),
    end=st.integers(0, 400_000_000),
    lines=st.lists(_WORDS, min_size=1, max_size=2).map(tuple),
    speaker=st.just("") | _WORDS,
    language=st.sampled_from(["de", "en"]),
)


@given(st.lists(_CUES, max_size=5))
def test_webvtt_is_strict_and_reads_back(cues: list[Cue]) -> None:
    assert strictly_read(transcripts.vtt(cues, "de")) == [
        (cue.speaker, cue.language, " ".join(cue.lines)) for cue in cues
    ]


def test_webvtt_has_two_lines_only_where_one_is_too_long() -> None:
    word = "Rindfleischetikettierungsüberwachung"
    cues = [
        Cue(start=0, end=1, lines=("Die", word)),
        Cue(start=1, end=2, lines=("und noch viel mehr Wörter hier", word), language="en"),
    ]
    read = [text for _, _, text in strictly_read(transcripts.vtt(cues, "de"))]
    assert read == [f"Die {word}", f"und noch viel mehr Wörter hier\n{word}"]
    assert all(len(line) <= transcripts.LINE for text in read for line in text.split("\n"))


def test_webvtt_tells_a_language_that_is_not_the_transcripts() -> None:
    cue = Cue(start=0, end=1, lines=("Less is more.",), language="en", speaker="Bo")
    assert "<v Bo><lang en>Less is more.</lang>\n" in transcripts.vtt([cue], "de")
    assert "<v Bo>Less is more.\n" in transcripts.vtt([cue], "en")


@pytest.mark.parametrize("show", ["de-AT", "de", "DE"])
def test_german_of_one_country_is_not_foreign_in_another(show: str) -> None:
    cue = Cue(start=0, end=1, lines=("Grüß euch.",), language="de")
    assert "<lang" not in transcripts.vtt([cue], show)


def test_webvtt_escapes_what_would_be_markup() -> None:
    cue = Cue(start=0, end=3_661_007, lines=("a < b & c",), speaker="Ä > <Ö>")
    assert transcripts.vtt([cue], "de") == (
        "WEBVTT\n\n00:00:00.000 --> 01:01:01.007\n<v Ä &gt; &lt;Ö&gt;>a &lt; b &amp; c\n"
    )


def test_subrip_numbers_its_cues_and_keeps_their_lines() -> None:
    cues = [
        Cue(start=0, end=1500, lines=("Guten", "Morgen &")),
        Cue(start=2000, end=2001, lines=("B",)),
    ]
    assert transcripts.srt(cues) == (
        "1\n00:00:00,000 --> 00:00:01,500\nGuten\nMorgen &\n\n2\n00:00:02,000 --> 00:00:02,001\nB\n"
    )


def test_nothing_said_makes_empty_transcripts() -> None:
    assert transcripts.vtt([], "de") == "WEBVTT\n"
    assert transcripts.srt([]) == ""
    assert json.loads(transcripts.json_transcript([])) == {"version": "1.0.0", "segments": []}


def test_webvtt_comes_first() -> None:
    assert next(iter(transcripts.TYPES.values())) == "text/vtt"
