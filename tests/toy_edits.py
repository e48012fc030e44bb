"""Edit lists of every kind, for tests that hold for all of them."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import strategies as st

from nexus_audio.models import EditList, Jingle, Span


@st.composite
def edit_lists(draw: st.DrawFn) -> EditList:
    lengths = draw(st.lists(st.integers(1, 15_000), min_size=2, max_size=12))
    gaps = [draw(st.integers(0, 3_000)) for _ in lengths]
    ends = list(accumulate(length + gap for length, gap in zip(lengths, gaps, strict=True)))
    pairs = zip(ends, lengths, strict=True)
    return EditList(kept=tuple(Span(start=end - length, end=end) for end, length in pairs))


@st.composite
def jingle_lists(draw: st.DrawFn) -> EditList:
    edits = draw(edit_lists())
    places = draw(st.lists(st.integers(0, len(edits.kept)), max_size=4, unique=True))
    jingles = (
        Jingle(name="between", before=place, duration=draw(st.integers(1, 2_000)))
        for place in sorted(places)
    )
    return EditList(kept=edits.kept, jingles=tuple(jingles))
