"""What of a second hearing is taken, by measure: it reads better, and loses no word.

The second time an engine is told the names that may occur. It may then write a name
where something else was said, or leave a sentence out: so its words are taken
only one by one, where they stand for words that sound alike and took the same time.
What is in a dictionary, a host may have said: it stays, however near the text has another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from nexus_audio.align.expected import Expected
from nexus_audio.align.groups import groups
from nexus_audio.align.host import joined
from nexus_audio.align.misheard import decides, is_entry, is_word, other_amount
from nexus_audio.align.punctuation import bare, ending, letters_of
from nexus_audio.align.similarity import koelner, similarity
from nexus_audio.briefing.spoken import fold
from nexus_audio.models import Milliseconds, Word

_ALIKE = 0.45
"""What stands for the same sound is at least so similar (measured on names that base mishears:
the same sound 0.47 to 0.95, other words of the sentence 0.1 to 0.4)."""
_LONGER = 1.8
"""Letters of the longer for each letter of the shorter."""
_NEAR: Milliseconds = 500
"""Two hearings of the same sound begin and end at about the same time."""
_MOST_WORDS = 5
"""A longer stretch that differs is another sentence, not another spelling."""
_DOUBTED = 0.85
"""Words of a dictionary of which the engine was so sure were said, even if others sound the same
(of 43 other names that a host said, the second hearing wrote the text's for 5, and for 8 without
what the dictionary says)."""
_COMPOUND, _CLOSE = 0.7, 0.8
"""A compound that is in no dictionary itself ("Güterslobe") may be nonsense all the same, if the
engine was less sure of it and the text's is so similar."""


def merged(first: Sequence[Word], second: Sequence[Word], expected: Expected) -> tuple[Word, ...]:
    """The first hearing with those words of the second that read better."""
    kept: list[Word] = []
    for tag, i1, i2, j1, j2 in _differences(first, second):
        old, new = first[i1:i2], second[j1:j2]
        kept += _preferred(old, new, expected) if tag == "replace" else old
    return _in_order(kept)


def _preferred(old: Sequence[Word], new: Sequence[Word], expected: Expected) -> Sequence[Word]:
    """What reads better of two hearings; word by word where each word has its counterpart."""
    pairs = [([one], [other]) for one, other in zip(old, new, strict=False)]
    if len(old) == len(new) > 1 and all(_same_sound(*pair) for pair in pairs):
        return [word for pair in pairs for word in _preferred(*pair, expected)]
    return _recorded(_punctuated(new, old), old) if _better(old, new, expected) else old


def _differences(
    first: Sequence[Word], second: Sequence[Word]
) -> Sequence[tuple[str, int, int, int, int]]:
    matcher = SequenceMatcher(None, _folded(first), _folded(second), autojunk=False)
    return matcher.get_opcodes()


def _better(old: Sequence[Word], new: Sequence[Word], expected: Expected) -> bool:
    """Whether the second hearing of the same sound is nearer to what stands there."""
    if max(len(old), len(new)) > _MOST_WORDS or any(decides(word.text) for word in (*old, *new)):
        return False
    if not _same_sound(old, new):
        return False
    # As near in fewer words is nearer: a name is rarely heard as one word too few.
    nearer = (_nearness(new, expected), -len(new)) > (_nearness(old, expected), -len(old))
    return nearer and not _meant(old, new)


def _same_sound(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether both are what was heard of the same stretch: as long, and alike."""
    if abs(old[0].start - new[0].start) > _NEAR or abs(old[-1].end - new[-1].end) > _NEAR:
        return False
    before, after = "".join(_folded(old)), "".join(_folded(new))
    short, long = sorted((len(before), len(after)))
    return 0 < long <= _LONGER * short and similarity(before, after) >= _ALIKE


def _meant(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether the first hearing may be what was meant, and the second is something else."""
    before, after = "".join(_folded(old)), "".join(_folded(new))
    if before == after:
        return False
    single = len(old) == len(new)
    if single and other_amount(_folded(old), _folded(new)):
        return True
    sure = min(word.probability for word in old)
    if not (single and koelner(before) != koelner(after)) and sure < _DOUBTED:
        return False
    letters = [letters_of(word) for word in old]
    if sure < _COMPOUND and similarity(before, after) >= _CLOSE:
        return all(map(is_entry, letters))
    return all(map(is_word, letters))


def _nearness(words: Sequence[Word], expected: Expected) -> float:
    """How near words come to a name that is expected, or to words that stand in a row.

    Where a word ends counts as much as a letter.
    """
    text = " ".join(_folded(words))
    names = [" ".join(map(fold, name.split())) for name in expected.names]
    rows = [
        " ".join(expected.tokens[start : start + count])
        for count in (1, 2, 3)
        for start in range(len(expected.tokens) - count + 1)
    ]
    return max((similarity(text, other) for other in (*names, *rows)), default=0.0)


def _punctuated(new: Sequence[Word], old: Sequence[Word]) -> list[Word]:
    """The new words with the signs of the old: told of names in a row, an engine writes a row."""
    plain = [replace(word, text=bare(word.text)) for word in new]
    return [*plain[:-1], replace(plain[-1], text=plain[-1].text + ending(old[-1].text))]


def _recorded(new: Sequence[Word], old: Sequence[Word]) -> list[Word]:
    """The new words with what was `heard` first; those for which one word was heard are one."""
    texts = [word.text for word in old], [word.text for word in new]
    found = []
    for before, after in groups(*texts):
        heard = " ".join(texts[0][before.start : before.stop])
        text = " ".join(texts[1][after.start : after.stop])
        word = joined(new[after.start : after.stop], text)
        found.append(replace(word, heard="" if heard == text else heard))
    return found


def _in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with times that follow one another, as two hearings differ by a little."""
    ordered: list[Word] = []
    earliest = 0
    for word in words:
        start = max(word.start, earliest)
        earliest = max(word.end, start)
        ordered.append(replace(word, start=start, end=earliest))
    return tuple(ordered)


def _folded(words: Sequence[Word]) -> list[str]:
    return ["".join(filter(str.isalnum, fold(word.text))) for word in words]
