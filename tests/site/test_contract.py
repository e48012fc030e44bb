from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.cues import kept_utterances
from nexus_audio.models import EditList, Span
from nexus_audio.site.contract import alignment_json, on_episode, waveform_json
from toy_episode import (
    ALIGNMENT,
    BRIEFING,
    DURATION,
    FERRY,
    GULLS,
    INTERN,
    MEASUREMENT,
    UTTERANCES,
    WHOLE,
    aligned,
)

CUT = EditList(kept=(Span(start=60_000, end=71_000), Span(start=80_000, end=DURATION)))
"""Without the opening, and without the end of the ad-lib."""


def told(edits: EditList) -> dict[str, Any]:
    utterances = kept_utterances(UTTERANCES, edits)
    data: dict[str, Any] = json.loads(alignment_json(BRIEFING, ALIGNMENT, utterances, edits))
    return data


def test_the_shape_is_that_of_the_contract() -> None:
    data = told(WHOLE)
    assert list(data) == ["schema", "sections", "adlibs", "retakes", "deviations"]
    assert data["schema"] == 1
    assert list(data["sections"][0]) == [
        "id",
        "kind",
        "level",
        "emoji",
        "heading",
        "reading",
        "start",
        "end",
        "confidence",
        "coverage",
        "review",
    ]
    assert data["adlibs"] == [
        {
            "start": 70_000,
            "end": 72_000,
            "text": "Ich bin selbst damit gefahren, herrlich.",
            "after": FERRY.id,
        }
    ]
    assert data["retakes"] == [
        {
            "section": FERRY.id,
            "superseded": [61_000, 62_000],
            "kept": [63_000, 64_500],
            "confidence": 0.8,
        }
    ]
    assert data["deviations"] == [
        {
            "section": GULLS.id,
            "kind": "words",
            "written": "Büro",
            "spoken": "Amt",
            "start": 3_702_000,
            "end": 3_702_250,
        }
    ]


def test_times_are_those_of_the_episode() -> None:
    data = told(CUT)
    times = {each["id"]: (each["reading"], each["start"], each["end"]) for each in data["sections"]}
    assert times["opening"] == ("skipped", None, None)
    assert times[FERRY.id] == ("read", 400, 23_000)
    assert data["deviations"][0]["start"] == 3_702_000 - 69_000
    assert data["retakes"][0]["kept"] == [3_000, 4_500]


def test_cut_words_are_not_told() -> None:
    assert told(CUT)["adlibs"][0]["text"] == "Ich bin selbst"
    without = EditList(kept=(Span(start=0, end=63_000), Span(start=63_500, end=69_000)))
    data = told(without)
    assert data["adlibs"] == []
    assert data["deviations"] == []
    assert data["retakes"][0]["kept"] == [63_000, 64_000]


def test_a_take_that_was_cut_is_an_empty_stretch() -> None:
    edits = EditList(kept=(Span(start=62_500, end=DURATION),))
    assert told(edits)["retakes"][0]["superseded"] == [500, 500]
    gone = EditList(kept=(Span(start=0, end=1000),))
    assert told(gone)["retakes"] == []


def test_what_only_members_hear_is_not_named() -> None:
    assert INTERN.id not in {section["id"] for section in told(WHOLE)["sections"]}
    spoken = replace(ALIGNMENT, sections=(aligned(INTERN, 5_000, 6_000),))
    assert INTERN.id in alignment_json(BRIEFING, spoken, UTTERANCES, WHOLE)


def test_the_waveform_is_that_of_the_episode() -> None:
    whole = json.loads(waveform_json(MEASUREMENT, WHOLE))
    assert whole == {"version": 1, "interval_ms": 1000, "peaks": list(MEASUREMENT.peaks)}
    edits = EditList(kept=(Span(start=2_000, end=4_000), Span(start=10_000, end=11_500)))
    assert json.loads(waveform_json(MEASUREMENT, edits))["peaks"] == [2, 3, 10, 11]


@pytest.mark.parametrize(("peaks", "duration"), [((), 5000), ((7,), 5000), ((), 0)])
def test_a_waveform_may_be_short(peaks: tuple[int, ...], duration: int) -> None:
    edits = EditList(kept=(Span(start=0, end=duration),))
    drawn = json.loads(waveform_json(replace(MEASUREMENT, peaks=peaks), edits))["peaks"]
    assert set(drawn) == set(peaks)


MOMENTS = st.integers(0, 10_000)


@given(st.lists(MOMENTS, min_size=2, max_size=8, unique=True), MOMENTS, MOMENTS)
def test_what_is_left_lies_in_the_episode(bounds: list[int], one: int, other: int) -> None:
    ordered = sorted(bounds)
    pairs = zip(ordered[::2], ordered[1::2], strict=False)
    edits = EditList(kept=tuple(Span(start=start, end=end) for start, end in pairs))
    start, end = sorted((one, other))
    span = on_episode(start, end, edits)
    if span:
        assert 0 <= span.start < span.end <= edits.duration
        assert start <= edits.to_recording(span.start) < max(end, start + 1)
    else:
        assert all(edits.to_episode(moment) is None for moment in range(start, end, 97))
