from __future__ import annotations

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nexus_audio.audio.edits import FADE, PIECE, cut, piece_size, whole
from nexus_audio.models import EditList, Loudness, Measurement, Span

RATE = 4_000  # four samples a millisecond: enough to be exact, and quick
EACH = RATE // 1000

Integers = NDArray[np.int32]


@st.composite
def edit_lists(draw: st.DrawFn) -> EditList:
    lengths = draw(st.lists(st.integers(1, 15_000), min_size=2, max_size=12))
    gaps = [draw(st.integers(0, 3_000)) for _ in lengths]
    ends = list(accumulate(length + gap for length, gap in zip(lengths, gaps, strict=True)))
    pairs = zip(ends, lengths, strict=True)
    return EditList(kept=tuple(Span(start=end - length, end=end) for end, length in pairs))


def _spans(*pairs: tuple[int, int]) -> EditList:
    return EditList(kept=tuple(Span(start=start, end=end) for start, end in pairs))


def _ramp(milliseconds: int, channels: int = 1) -> Integers:
    """Every sample different, so that a wrong one shows."""
    count = milliseconds * EACH * channels
    return (np.arange(1, count + 1, dtype=np.int32) * 1_000).reshape(-1, channels)


def _cut(sound: Integers, edits: EditList) -> Integers:
    channels, data = sound.shape[1], sound.tobytes()
    size = piece_size(RATE, channels)
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    kept = b"".join(cut(pieces, edits, rate=RATE, channels=channels, duration=len(sound) // EACH))
    return np.frombuffer(kept, np.int32).reshape(-1, channels)


def _expected(sound: Integers, edits: EditList) -> Integers:
    return np.concatenate([sound[s.start * EACH : s.end * EACH] for s in edits.kept])


# --- mapping times ------------------------------------------------------------


def test_whole_keeps_the_whole_recording() -> None:
    heard = Loudness(integrated=-20, range=3, true_peak=-3)
    measurement = Measurement(
        duration=1234, loudness=heard, silences=(), peaks=(), peak_interval=50
    )
    assert whole(measurement) == _spans((0, 1234))


@given(edits=edit_lists(), data=st.data())
def test_every_episode_time_comes_back(edits: EditList, data: st.DataObject) -> None:
    time = data.draw(st.integers(0, edits.duration - 1))
    assert edits.to_episode(edits.to_recording(time)) == time


@given(edits=edit_lists(), data=st.data())
def test_a_recording_time_comes_back_or_was_cut(edits: EditList, data: st.DataObject) -> None:
    time = data.draw(st.integers(0, edits.kept[-1].end))
    there = edits.to_episode(time)
    kept = any(span.start <= time < span.end for span in edits.kept)
    if there is None:
        assert not kept
    else:
        assert 0 <= there <= edits.duration
        assert edits.to_recording(there) == time


@given(edits=edit_lists(), data=st.data())
def test_order_in_time_stays(edits: EditList, data: st.DataObject) -> None:
    times = sorted(data.draw(st.lists(st.integers(0, edits.duration), min_size=2)))
    mapped = [edits.to_recording(time) for time in times]
    assert mapped == sorted(mapped)


@given(edits=edit_lists())
def test_the_ends_meet(edits: EditList) -> None:
    assert edits.to_recording(edits.duration) == edits.kept[-1].end
    assert edits.to_episode(edits.kept[-1].end) == edits.duration
    assert edits.to_recording(-5) == edits.kept[0].start
    assert edits.to_recording(edits.duration + 5) == edits.kept[-1].end


def test_an_empty_list_keeps_nothing() -> None:
    assert EditList(kept=()).to_episode(0) is None
    assert EditList(kept=()).to_recording(7) == 0


# --- cutting ------------------------------------------------------------------


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("milliseconds", [1, 700, PIECE, PIECE + 1, 2 * PIECE + 321])
def test_the_whole_recording_stays_bit_for_bit(milliseconds: int, channels: int) -> None:
    sound = _ramp(milliseconds, channels)
    assert np.array_equal(_cut(sound, _spans((0, milliseconds))), sound)


def test_a_last_part_of_a_millisecond_is_left() -> None:
    sound = _ramp(1000)[:-3]
    assert np.array_equal(_cut(sound, _spans((0, 999))), sound[: 999 * EACH])


@pytest.mark.parametrize("channels", [1, 2])
def test_kept_ranges_are_kept_to_the_sample(channels: int) -> None:
    sound = _ramp(25_000, channels)
    edits = _spans((0, 1_000), (2_345, 2_400), (9_900, 10_200), (19_990, 25_000))
    got, expected = _cut(sound, edits), _expected(sound, edits)
    assert len(got) == edits.duration * EACH
    assert _same_but_for_fades(got, expected, edits)


def _same_but_for_fades(got: Integers, expected: Integers, edits: EditList) -> bool:
    """Whether the samples agree wherever no join is near."""
    same = np.all(got == expected, axis=1)
    joins = accumulate(span.end - span.start for span in edits.kept)
    for join in (0, *joins):
        same[max(0, (join - FADE) * EACH) : (join + FADE) * EACH] = True
    return bool(same.all())


def test_a_join_fades_out_and_in() -> None:
    sound = np.full((4_000 * EACH, 1), 1 << 30, np.int32)
    got = _cut(sound, _spans((0, 1_000), (2_000, 4_000)))[:, 0] / (1 << 30)
    join = 1_000 * EACH
    before, after = got[join - FADE * EACH : join], got[join : join + FADE * EACH]
    assert np.all(np.diff(before) < 0)
    assert np.all(np.diff(after) > 0)
    assert before[-1] < 0.1
    assert after[0] < 0.1
    assert np.all(got[: join - FADE * EACH] == 1)
    assert np.all(got[join + FADE * EACH :] == 1)


def test_a_cut_head_and_tail_fade_too() -> None:
    sound = np.full((4_000 * EACH, 1), 1 << 30, np.int32)
    got = _cut(sound, _spans((500, 3_500)))[:, 0] / (1 << 30)
    assert got[0] < 0.1
    assert got[-1] < 0.1
    assert np.all(got[FADE * EACH : -FADE * EACH] == 1)


def test_ranges_that_touch_are_no_join() -> None:
    sound = _ramp(21_000)
    assert np.array_equal(_cut(sound, _spans((0, 777), (777, PIECE), (PIECE, 21_000))), sound)


def test_nothing_kept_gives_nothing() -> None:
    assert len(_cut(_ramp(1_000), EditList(kept=()))) == 0


@given(edits=edit_lists())
@settings(max_examples=25, deadline=None)
def test_any_list_gives_its_duration_and_its_samples(edits: EditList) -> None:
    sound = _ramp(edits.kept[-1].end + 100)
    got, expected = _cut(sound, edits), _expected(sound, edits)
    assert len(got) == edits.duration * EACH
    assert _same_but_for_fades(got, expected, edits)


def test_memory_holds_no_more_than_a_piece() -> None:
    taken = []

    def pieces() -> object:
        for number in range(5):
            taken.append(number)
            yield bytes(piece_size(RATE, 1))

    edits = _spans((0, 5 * PIECE))
    results = cut(pieces(), edits, rate=RATE, channels=1, duration=5 * PIECE)  # type: ignore[arg-type]
    assert len(next(results)) == piece_size(RATE, 1)
    assert taken == [0]
