from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.cues import kept_utterances, make_cues
from nexus_audio.feed.layout import LINE
from nexus_audio.models import EditList, Span, Utterance, Word

DAY = 86_400_000


def said(
    text: str, *, start: int = 0, step: int = 300, pauses: dict[int, int] | None = None
) -> Utterance:
    """An utterance of evenly spoken words; `pauses` come before the words of these numbers."""
    waits = accumulate((pauses or {}).get(index, 0) for index in range(len(text.split())))
    words = tuple(
        Word(text=word, start=begin, end=begin + step, probability=1)
        for word, begin in (
            (word, start + index * step + wait)
            for index, (word, wait) in enumerate(zip(text.split(), waits, strict=True))
        )
    )
    return Utterance(section="ki", block=0, language="de", words=words)


def test_a_short_sentence_is_one_line() -> None:
    (cue,) = make_cues([said("Guten Morgen!", start=500)], DAY, "Änne")
    assert (cue.lines, cue.speaker, cue.language) == (("Guten Morgen!",), "Änne", "de")
    assert cue.start == 500


def test_a_caption_stays_long_enough_to_be_read_where_there_is_time() -> None:
    hasty, brief = make_cues(
        [said("Das waren sehr viele Worte in sehr kurzer Zeit", step=50), said("Ja.", start=9000)],
        DAY,
        "",
    )
    assert hasty.end - hasty.start == round(46 / 17 * 1000)
    assert brief.end - brief.start == 833


def test_captions_do_not_overlap_where_there_is_no_time() -> None:
    first, second = make_cues([said("Ja.", step=100), said("Nein.", start=200, step=100)], 400, "")
    assert (first.end, second.end) == (second.start, 400)


def test_captions_never_cross_utterances() -> None:
    cues = make_cues([said("Eins"), said("zwei", start=300)], DAY, "")
    assert [cue.lines for cue in cues] == [("Eins",), ("zwei",)]


def test_words_of_which_more_than_half_was_cut_are_dropped_and_the_rest_moves_up() -> None:
    edits = EditList(kept=(Span(start=0, end=1000), Span(start=2000, end=3000)))
    spoken = [
        Utterance(
            section="ki",
            block=0,
            language="de",
            words=tuple(
                Word(text=text, start=start, end=end, probability=1)
                for text, start, end in [
                    ("bleibt", 0, 400),
                    ("ragt", 700, 1200),
                    ("weg", 1200, 1800),
                    ("ragt", 1900, 2300),
                    ("bleibt", 2300, 3000),
                ]
            ),
        )
    ]
    (kept,) = kept_utterances(spoken, edits)
    assert [(word.text, word.start, word.end) for word in kept.words] == [
        ("bleibt", 0, 400),
        ("ragt", 700, 1000),
        ("ragt", 1000, 1300),
        ("bleibt", 1300, 2000),
    ]


def test_an_utterance_that_was_cut_is_gone() -> None:
    assert kept_utterances([said("Weg damit")], EditList(kept=(Span(start=5000, end=9000),))) == ()


def test_silence_has_no_captions() -> None:
    assert make_cues([], 0, "Änne") == ()


_LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
_WORD = st.tuples(
    st.text(_LETTERS, min_size=1, max_size=40), st.integers(0, 3000), st.integers(0, 2000)
)


@st.composite
def _speech(draw: st.DrawFn) -> tuple[list[Utterance], int]:
    """Utterances with words of any length, some without duration, and how long they last."""
    clock = 0
    utterances = []
    for parts in draw(st.lists(st.lists(_WORD, min_size=1, max_size=30), max_size=5)):
        words = []
        for text, wait, length in parts:
            words.append(
                Word(text=text, start=clock + wait, end=clock + wait + length, probability=1)
            )
            clock += wait + length
        utterances.append(Utterance(section=None, block=None, language="de", words=tuple(words)))
    count = sum(len(one.words) for one in utterances)
    return utterances, max(clock, count) + draw(st.integers(0, 3000))


@given(_speech())
def test_captions_lose_no_word_and_keep_their_limits(speech: tuple[list[Utterance], int]) -> None:
    utterances, duration = speech
    cues = make_cues(utterances, duration, "Änne")
    spoken = " ".join(utterance.text for utterance in utterances)
    assert " ".join(line for cue in cues for line in cue.lines) == spoken
    assert all(len(cue.lines) <= 2 for cue in cues)
    assert all(len(line) <= LINE or " " not in line for cue in cues for line in cue.lines)
    assert all(0 <= cue.start < cue.end <= duration for cue in cues)
    assert all(one.end <= following.start for one, following in pairwise(cues))


@given(_speech(), st.lists(st.integers(0, 30_000), unique=True, max_size=8).map(sorted))
def test_what_is_kept_lies_within_the_episode_in_order(
    speech: tuple[list[Utterance], int], edges: list[int]
) -> None:
    edits = EditList(
        kept=tuple(Span(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    )
    words = [word for one in kept_utterances(speech[0], edits) for word in one.words]
    assert all(0 <= word.start <= word.end <= edits.duration for word in words)
    assert all(one.start <= following.start for one, following in pairwise(words))


@given(_speech())
def test_nothing_changes_where_nothing_is_cut(speech: tuple[list[Utterance], int]) -> None:
    utterances, duration = speech
    assert kept_utterances(utterances, EditList(kept=(Span(start=0, end=duration),))) == tuple(
        utterances
    )
