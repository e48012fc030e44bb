"""What the text's spelling does for a transcript: word errors before and after, and names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planted import tokens_of
from rapidfuzz.distance import Levenshtein
from recordings import Recording

from nexus_audio.align import align
from nexus_audio.briefing.names import hard_names


@dataclass(slots=True)
class Spelling:
    """Sums over several recordings."""

    words: int = 0
    before: int = 0
    """Words that are wrong in what the engine heard the first time, without the text."""
    after: int = 0
    names: int = 0
    """How often a name that no dictionary knows was said."""
    names_before: int = 0
    names_after: int = 0

    @property
    def fall(self) -> float:
        """The share of all wrong words that is put right."""
        return 1 - self.after / max(1, self.before)


def spelling(recordings: Iterable[Recording]) -> Spelling:
    """How right the words are, over all that was said, free speech too."""
    total = Spelling()
    for recording in recordings:
        alignment = align(recording.briefing, recording.transcript, recording.silences)
        heard = " ".join(word.text for word in recording.first.words)
        shown = " ".join(word.text for one in alignment.utterances for word in one.words)
        said = tokens_of(recording.spoken)
        total.words += len(said)
        total.before += Levenshtein.distance(said, tokens_of(heard))
        total.after += Levenshtein.distance(said, tokens_of(shown))
        names = {name for one in recording.briefing.sections for name in hard_names(one)}
        truth = _count(recording.spoken, names)
        total.names += sum(truth.values())
        total.names_before += (truth & _count(heard, names)).total()
        total.names_after += (truth & _count(shown, names)).total()
    return total


def _count(text: str, names: set[str]) -> Counter[str]:
    return Counter(word for word in re.findall(r"[^\W\d_][\w'’]*", text) if word in names)
