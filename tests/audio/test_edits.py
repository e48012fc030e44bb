from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nexus_audio.audio.edits import (
    CROSSFADE,
    FADE,
    NEAR,
    PIECE,
    cut,
    piece_size,
    shortened,
    with_jingles,
    without,
)
from nexus_audio.models import EditList, Loudness, Measurement, Span
from toy_edits import edit_lists

RATE = 4_000  # four samples a millisecond: enough to be exact, and quick
EACH = RATE // 1000

Integers = NDArray[np.int32]


def _measurement(duration: int, *silences: tuple[int, int]) -> Measurement:
    return Measurement(
        duration=duration,
        loudness=Loudness(integrated=-20, range=3, true_peak=-3),
        silences=tuple(Span(start=start, end=end) for start, end in silences),
        peaks=(),
        peak_interval=50,
    )


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


# --- deciding -----------------------------------------------------------------


def test_without_a_limit_all_is_kept() -> None:
    assert shortened(_measurement(1234, (0, 900)), 0) == _spans((0, 1234))


def test_long_silences_lose_their_middle() -> None:
    heard = _measurement(60_000, (0, 5_000), (20_000, 22_000), (30_000, 33_001), (50_000, 60_000))
    assert shortened(heard, 2_000) == _spans(
        (0, 1_000), (4_000, 31_000), (32_001, 51_000), (59_000, 60_000)
    )


@given(
    pauses=st.lists(st.tuples(st.integers(1, 5_000), st.integers(250, 9_000)), max_size=8),
    longest=st.integers(1, 3_000),
)
def test_no_silence_is_longer_and_no_speech_is_lost(
    pauses: list[tuple[int, int]], longest: int
) -> None:
    ends = list(accumulate(speech + silence for speech, silence in pauses))
    silences = [(end - pause[1], end) for end, pause in zip(ends, pauses, strict=True)]
    duration = (ends or [0])[-1] + 700
    edits = shortened(_measurement(duration, *silences), longest)
    assert edits.duration == 700 + sum(talk + min(rest, longest) for talk, rest in pauses)
    for start, end in silences:
        assert edits.to_episode(start - 1) is not None
        assert edits.to_episode(end) is not None


PAUSES = (
    Span(start=4_000, end=4_600),
    Span(start=9_000, end=9_400),
    Span(start=12_000, end=16_000),
)


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        (4_500, 9_050, [(0, 4_300), (9_200, 20_000)]),  # inside of both
        (4_750, 8_850, [(0, 4_300), (9_200, 20_000)]),  # a recogniser's error away from both
        (4_801, 8_799, [(0, 4_801), (8_799, 20_000)]),  # farther: it is what was meant
        (9_100, 13_000, [(0, 9_200), (13_000, 20_000)]),  # deep in a long silence, likewise
        (12_500, 15_000, [(0, 12_500), (15_000, 20_000)]),  # nothing but silence
        (4_000, 4_600, [(0, 4_000), (4_600, 20_000)]),  # a whole one
        (0, 4_100, [(4_300, 20_000)]),
        (9_100, 20_000, [(0, 9_200)]),
        (0, 20_000, []),
        (-500, 99_999, []),
    ],
)
def test_a_cut_begins_and_ends_in_silence(
    start: int, end: int, left: list[tuple[int, int]]
) -> None:
    cuts = [Span(start=start, end=end)]
    assert without(_spans((0, 20_000)), cuts, PAUSES) == _spans(*left)


def test_two_takes_that_follow_each_other_leave_nothing_between() -> None:
    cuts = [Span(start=900, end=4_050), Span(start=4_650, end=9_100)]
    assert without(_spans((0, 20_000)), cuts, PAUSES) == _spans((0, 900), (9_200, 20_000))


def test_where_two_pauses_meet_one_is_left() -> None:
    edits = without(_spans((0, 20_000)), [Span(start=4_600, end=9_000)], PAUSES)
    before, after = edits.to_episode(4_000), edits.to_episode(9_400)
    assert before is not None
    assert after is not None
    assert after - before == (600 + 400) // 2


@st.composite
def cuts_of(draw: st.DrawFn, edits: EditList) -> list[Span]:
    starts = draw(st.lists(st.integers(0, edits.kept[-1].end), max_size=5))
    return [Span(start=start, end=start + draw(st.integers(1, 9_000))) for start in starts]


@given(edits=edit_lists(), data=st.data())
def test_what_is_left_is_all_but_the_cuts(edits: EditList, data: st.DataObject) -> None:
    cuts = data.draw(cuts_of(edits))
    left = without(edits, cuts, ())
    for time in data.draw(st.lists(st.integers(0, edits.kept[-1].end - 1), min_size=1)):
        gone = any(cut.start <= time < cut.end for cut in cuts)
        kept = any(span.start <= time < span.end for span in edits.kept)
        assert any(span.start <= time < span.end for span in left.kept) == (kept and not gone)
    assert without(edits, reversed(cuts), ()) == left
    assert all(a.end <= b.start for a, b in pairwise(left.kept))


@given(edits=edit_lists(), data=st.data())
def test_silence_moves_a_cut_by_no_more_than_half_of_it(
    edits: EditList, data: st.DataObject
) -> None:
    [start, end] = sorted(data.draw(st.lists(st.integers(0, 9_000), min_size=2, max_size=2)))
    moved = without(_spans((0, 20_000)), [Span(start=start, end=end + 1)], PAUSES)
    most = NEAR + max(pause.end - pause.start for pause in PAUSES[:2]) // 2
    inside = range(start + most, end + 1 - most)
    assert not inside or all(moved.to_episode(time) is None for time in (inside[0], inside[-1]))
    assert moved.to_episode(max(0, start - most - 1)) is not None or start <= most
    assert moved.to_episode(end + 1 + most) is not None


LENGTHS = {"before": 3_000, "between": 1_000, "after": 4_000}


def test_jingles_play_around_and_at_the_moments() -> None:
    edits = with_jingles(_spans((0, 10_000), (12_000, 20_000)), LENGTHS, [15_000, 5_000, 11_000])
    assert (
        edits.kept == _spans((0, 5_000), (5_000, 10_000), (12_000, 15_000), (15_000, 20_000)).kept
    )
    found = [(jingle.name, jingle.before) for jingle in edits.jingles]
    assert found == [("before", 0), ("between", 1), ("between", 2), ("between", 3), ("after", 4)]
    assert edits.duration == 18_000 + 3_000 + 3 * 1_000 + 4_000


def test_jingles_that_are_not_there_do_not_play() -> None:
    edits = _spans((0, 10_000))
    assert with_jingles(edits, {}, [5_000]) == edits
    assert with_jingles(edits, {"between": 5}, [0]) == edits


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
        same[max(0, (join - CROSSFADE) * EACH) : (join + CROSSFADE) * EACH] = True
    return bool(same.all())


def test_a_join_goes_over_from_one_range_to_the_other() -> None:
    sound = np.full((4_000 * EACH, 1), 1 << 30, np.int32)
    sound[1_500 * EACH :] //= 2
    got = _cut(sound, _spans((0, 1_000), (2_000, 4_000)))[:, 0] / (1 << 30)
    join, half = 1_000 * EACH, CROSSFADE // 2 * EACH
    assert np.all(got[: join - half] == 1)
    assert np.all(got[join + half :] == 0.5)
    assert np.all(np.diff(got[join - half : join + half]) <= 0)
    assert got[join] == pytest.approx(0.75, abs=0.01)


def test_no_word_beside_a_cut_is_touched() -> None:
    """The recogniser was 150 ms off at either end; what was said before and after is whole."""
    sound = _ramp(20_000)
    for pause in PAUSES:
        sound[pause.start * EACH : pause.end * EACH] = 0
    edits = without(_spans((0, 20_000)), [Span(start=4_750, end=8_850)], PAUSES)
    got = _cut(sound, edits)
    assert np.array_equal(got[: 4_000 * EACH], sound[: 4_000 * EACH])
    assert np.array_equal(got[-10_600 * EACH :], sound[-10_600 * EACH :])
    assert not got[4_000 * EACH : -10_600 * EACH].any()


def test_room_tone_does_not_dip_at_a_join() -> None:
    sound = np.full((4_000 * EACH, 1), 1 << 20, np.int32)
    got = _cut(sound, _spans((0, 1_000), (2_000, 4_000)))
    assert np.abs(got - (1 << 20)).max() < (1 << 20) / 100


@pytest.mark.parametrize("channels", [1, 2])
def test_jingles_are_played_whole_between_faded_ranges(channels: int) -> None:
    sound = np.full((4_000 * EACH, channels), 1 << 20, np.int32)
    jingle = np.full((500 * EACH, channels), 7, np.int32).tobytes()
    edits = with_jingles(_spans((0, 4_000)), {"before": 500, "between": 500, "after": 500}, [1_000])
    pieces = [sound.tobytes()]
    made = cut(
        pieces,
        edits,
        rate=RATE,
        channels=channels,
        duration=4_000,
        jingles=[[jingle[:80], jingle[80:]]] * 3,
    )
    got = np.frombuffer(b"".join(made), np.int32).reshape(-1, channels)
    assert len(got) == edits.duration * EACH
    for start in (0, 1_500, 5_000):
        assert np.all(got[start * EACH : (start + 500) * EACH] == 7)
    assert got[500 * EACH, 0] == 1 << 20  # the recording's own start needs no fade
    assert got[1_500 * EACH - 1, 0] < 1 << 17
    assert got[2_000 * EACH, 0] < 1 << 17


def test_a_list_with_jingles_is_not_cut_without_them() -> None:
    edits = with_jingles(_spans((0, 100)), {"before": 500}, [])
    with pytest.raises(ValueError, match="zip"):
        list(cut([bytes(1_600)], edits, rate=RATE, channels=1, duration=100))


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


def test_what_is_cut_off_at_the_end_is_read_all_the_same() -> None:
    pieces = iter([bytes(piece_size(RATE, 1))] * 3)
    list(cut(pieces, _spans((0, 500)), rate=RATE, channels=1, duration=3 * PIECE))
    assert next(pieces, None) is None
