from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nexus_audio import codec
from nexus_audio.models import EditList, Span
from toy_edits import edit_lists, jingle_lists


@given(edits=jingle_lists(), data=st.data())
def test_every_episode_time_outside_of_jingles_comes_back(
    edits: EditList, data: st.DataObject
) -> None:
    start, span = data.draw(st.sampled_from(edits.placed))
    time = data.draw(st.integers(start, start + span.end - span.start - 1))
    assert edits.to_episode(edits.to_recording(time)) == time


@given(edits=jingle_lists())
def test_a_jingle_stands_for_the_moment_after_it(edits: EditList) -> None:
    for jingle in edits.jingles:
        if jingle.before < len(edits.kept):
            start, span = edits.placed[jingle.before]
            assert edits.to_recording(start - 1) == span.start
        else:
            assert edits.to_recording(edits.duration - 1) == edits.kept[-1].end


@given(edits=jingle_lists())
def test_jingles_move_what_follows_by_their_length(edits: EditList) -> None:
    bare = EditList(kept=edits.kept)
    for index, ((moved, _), (start, _)) in enumerate(zip(edits.placed, bare.placed, strict=True)):
        assert moved - start == sum(j.duration for j in edits.jingles if j.before <= index)
    assert edits.duration == bare.duration + sum(jingle.duration for jingle in edits.jingles)


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


@given(edits=jingle_lists(), data=st.data())
def test_what_is_left_of_a_stretch_is_what_is_left_of_its_moments(
    edits: EditList, data: st.DataObject
) -> None:
    start = data.draw(st.integers(-5, edits.kept[-1].end + 5))
    end = start + data.draw(st.integers(1, 400) | st.integers(1, 99_999))
    parts = edits.parts(start, end)
    assert all(part.start < part.end for part in parts)
    assert all(a.end <= b.start for a, b in pairwise(parts))
    moments = [time for each in parts[:9] for time in (each.start, each.end - 1)]
    assert all(start <= edits.to_recording(time) < end for time in moments)
    heard = sum(part.end - part.start for part in parts)
    assert heard == sum(max(0, min(end, span.end) - max(start, span.start)) for span in edits.kept)


@given(edits=jingle_lists(), data=st.data())
def test_a_moment_is_left_as_one(edits: EditList, data: st.DataObject) -> None:
    time = data.draw(st.integers(-5, edits.kept[-1].end + 5))
    there = edits.to_episode(time)
    left = () if there is None else (Span(start=there, end=there),)
    assert edits.parts(time, time) == edits.parts(time, time - 1) == left


def test_what_was_found_of_a_list_is_no_part_of_it() -> None:
    asked, fresh = EditList(kept=(Span(start=5, end=9),)), EditList(kept=(Span(start=5, end=9),))
    asked.to_episode(5)
    assert asked == fresh
    assert hash(asked) == hash(fresh)
    assert codec.to_plain(asked) == codec.to_plain(fresh)


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
    assert EditList(kept=()).parts(0, 9) == ()
