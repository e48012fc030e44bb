from __future__ import annotations

from nexus_audio.models import Segment, Transcript, Word


def test_words_come_in_the_order_they_were_spoken() -> None:
    words = [Word(text=text, start=at, end=at + 5, probability=1) for at, text in enumerate("abc")]
    segments = tuple(
        Segment(start=0, end=9, text="", language="de", words=tuple(part))
        for part in (words[:1], [], words[1:])
    )
    heard = Transcript(engine="toy", model="toy", duration=9, segments=segments)
    assert [word.text for word in heard.words] == ["a", "b", "c"]
