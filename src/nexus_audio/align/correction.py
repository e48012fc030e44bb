"""The text's spelling for what was said, and never what was not said.

A rewrite needs the same letters, or the same number said in another way. Failing that, a heard
name or noun that is no word of the text and that the engine itself doubted may be the written one
that sounds alike, amid understood neighbours. Numbers, negations, weekdays and all small words
stay as heard, and so do verbs and adjectives, whose small differences turn their meaning.
What the host corrected always wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nexus_audio.align.gaps import gaps
from nexus_audio.align.host import joined
from nexus_audio.align.pairs import Pair, pair_of, pairs_of
from nexus_audio.align.path import Match
from nexus_audio.align.similarity import similarity
from nexus_audio.align.tokens import Heard, Written
from nexus_audio.align.ways import same_otherwise
from nexus_audio.briefing.letters import spelled_out
from nexus_audio.briefing.spoken import fold
from nexus_audio.models import Word

# On a 20-minute recording these bounds take the word error rate from 17 to 10 %; the engine's
# doubt stands in for a dictionary of words that a host may well have said.
_ALIKE, _ALIKE_SHORT, _SHORT = 0.7, 0.8, 5
_DOUBTED = 0.85
_NEAR, _NEIGHBOURS, _UNDERSTOOD, _DRIFT = 3, 2, 0.9, 2

_SHORTEST_STEM = 3

_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS, _CURRENCIES = re.compile("[€$£¥]"), ("euro", "dollar", "pfund", "pound", "yen", "cent")
_EVERY_GENDER = re.compile(r"[^\W\d_][:*_][^\W\d_]")

_SMALL_WORDS = """
nicht nichts nie niemals niemand niemanden niemandem nirgends kein keine keinen keinem keiner
keines ohne weder noch kaum un mehr weniger alle immer selten ich du er sie es wir ihr mich dich
uns euch mein dein sein unser ein eine einen einem einer eines der die das den dem des dass und
oder aber sondern kann könnte konnte können könnten konnten wird würde wurde werden würden
wurden ist war wäre sind waren wären hat hatte hätte haben hatten hätten muss musste müsste
müssen soll sollte will wollte darf dürfte mag möchte vor nach über unter seit bis ab an auf aus
mit zu in im am um für gegen million millionen milliarde milliarden billion billionen tausend
hundert prozent euro dollar januar februar märz april mai juni juli august september oktober
november dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag norden süden
osten westen links rechts oben unten gestern heute morgen vormittag nachmittag not no never none
without can could is was are were will would more less
"""
_CLOSED = frozenset(map(fold, _SMALL_WORDS.split()))
_PREFIX_LIST = """
ab an auf aus be bei de dis durch ein ent er ge hin her hoch il im in ir miss mit nach nicht nieder
re ueber um un unter ver vor weg zu zer
"""
_PREFIXES = tuple(_PREFIX_LIST.split())
_FIGURE = re.compile(
    "null|kein|ein|zwei|drei|vier|fuenf|sech|sieb|acht|neun|zehn|elf|zwoelf|zwanzig|dreissig"
    "|hundert|tausend|milli(?:on|ard|oe)|billi|halb|drittel|viertel|doppel|mehr|wenig"
)
"""What a word of an amount is made of, anywhere in it: "dreimal", "Milliardäre", "Zweifache"."""
_ENDING_LIST = "e en er es em n s t te ten est st et end in innen ung ungen"
_ENDINGS = frozenset(["", *_ENDING_LIST.split()])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Words of the transcript, first and last, and how the text spells them."""

    first: int
    last: int
    text: str


def respelled(words: Sequence[Word], rewrites: Sequence[Rewrite]) -> list[Word | None]:
    """The words as the text spells them; none for each that was joined to the one before it."""
    spelled: list[Word | None] = list(words)
    for rewrite in rewrites:
        found = words[rewrite.first : rewrite.last + 1]
        if " ".join(word.text for word in found) != rewrite.text:
            spelled[rewrite.first] = joined(found, rewrite.text)
            spelled[rewrite.first + 1 : rewrite.last + 1] = [None] * (len(found) - 1)
    return spelled


def rewrites(
    path: Sequence[Match], heard: Heard, written: Written, words: Sequence[Word]
) -> list[Rewrite]:
    """What the text may spell otherwise than the engine did; never what the host corrected."""
    judge = _Judge(path, heard, written, words)
    allowed = [pair for pair in pairs_of(path, heard, written) if judge.allows(pair)]
    taken = {index for pair in allowed for index in pair.words}
    ways = (pair for pair in _ways(path, heard, written) if judge.may_change(pair))
    allowed += [pair for pair in ways if taken.isdisjoint(pair.words)]
    return [Rewrite(first=pair.words[0], last=pair.words[-1], text=pair.text) for pair in allowed]


def _ways(path: Sequence[Match], heard: Heard, written: Written) -> Iterator[Pair]:
    """Figures that were said in another way, and initials that were said by their letters."""
    for gap in gaps(path, heard, written):
        for same in same_otherwise(gap, heard, written):
            said = heard.tokens[same.heard.start : same.heard.stop]
            pair = pair_of(same.heard, same.written, heard, written)
            figure = pair and same.number and not _inserts_word(pair, heard)
            if pair and (figure or spelled_out(said)):
                yield pair


def _inserts_word(pair: Pair, heard: Heard) -> bool:
    """Whether the text has a word that was not spoken: "Uhr" in "14:30 Uhr" for "halb drei"."""
    ways = {way for token in pair.heard for way in heard.phrases[token].ways}
    spoken = {word for way in ways for word in way}
    unpaid = _SIGNS.search(pair.text) and not any(word.startswith(_CURRENCIES) for word in spoken)
    return bool(unpaid) or not spoken.issuperset(map(fold, _LETTERS.findall(pair.text)))


class _Judge:
    """Decides which pairs may take the text's spelling."""

    def __init__(
        self, path: Sequence[Match], heard: Heard, written: Written, words: Sequence[Word]
    ) -> None:
        self._heard = heard
        self._written = written
        self._words = words
        self._vocabulary = frozenset(written.tokens)
        self._understood = {
            match.heard: match.written for match in path if match.similarity >= _UNDERSTOOD
        }

    def may_change(self, pair: Pair) -> bool:
        """Not what the host corrected, nor what is written for every gender and said for one."""
        corrected = any(self._words[index].heard for index in pair.words)
        return not corrected and not _EVERY_GENDER.search(pair.text)

    def allows(self, pair: Pair) -> bool:
        if not self.may_change(pair):
            return False
        words = [self._words[index] for index in pair.words]
        said = [self._heard.tokens[token] for token in pair.heard]
        text = [self._written.tokens[token] for token in pair.written]
        if any(self._written.numbers[token] for token in pair.written):
            return said == text
        if "".join(said) == "".join(text):
            return True
        figures = any(self._heard.numbers[token] for token in pair.heard)
        return not figures and self._garbled(pair, words, said, text)

    def _garbled(
        self, pair: Pair, words: Sequence[Word], said: Sequence[str], text: Sequence[str]
    ) -> bool:
        return (
            _CLOSED.isdisjoint([*said, *text])
            and not self._vocabulary.issuperset(said)
            and words[0].text.strip("-")[:1].isupper()
            and pair.text.strip("(„“\"'")[:1].isupper()
            and min(word.probability for word in words) < _DOUBTED
            and sounds_like("".join(said), "".join(text))
            and self._supported(pair)
        )

    def _supported(self, pair: Pair) -> bool:
        """Whether enough understood neighbours stand on the same diagonal."""
        drift = pair.written[0] - pair.heard[0]
        near = [*range(pair.heard[0] - _NEAR, pair.heard[0])]
        near += range(pair.heard[-1] + 1, pair.heard[-1] + 1 + _NEAR)
        agreeing = [
            token
            for token in near
            if token in self._understood and abs(self._understood[token] - token - drift) <= _DRIFT
        ]
        return len(agreeing) >= _NEIGHBOURS


def sounds_like(said: str, text: str) -> bool:
    """Whether a heard word may be a garbled written one, and no other word or form of it."""
    least = _ALIKE_SHORT if len(text) < _SHORT else _ALIKE
    return (
        similarity(said, text) >= least
        and _FIGURE.findall(said) == _FIGURE.findall(text)
        and not _other_prefix(said, text)
        and not _other_ending(said, text)
    )


def _other_prefix(said: str, text: str) -> bool:
    """Whether two words are one stem with other prefixes: "bekannt" and "unbekannt"."""
    return said != text and not _stems(said).isdisjoint(_stems(text))


def _stems(word: str) -> set[str]:
    stems = {word} | {word.removeprefix(prefix) for prefix in _PREFIXES}
    return {stem for stem in stems if len(stem) >= _SHORTEST_STEM}


def _other_ending(said: str, text: str) -> bool:
    """Whether two words differ by their endings alone: "investiert" and "investierte"."""
    return any(
        said[:stem] == text[:stem] and said[stem:] in _ENDINGS and text[stem:] in _ENDINGS
        for stem in range(_SHORTEST_STEM, min(len(said), len(text)) + 1)
    )
