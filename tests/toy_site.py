"""Whole public trees of invented episodes, and a server that gives them to a browser.

The sound is silence that nobody stores: a WAV of the right length, made as it is asked for.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path
from urllib.parse import unquote, urlsplit

from local_server import Answers, local_server
from nexus_audio.models import (
    Block,
    BlockKind,
    Briefing,
    Chapter,
    Enclosure,
    Episode,
    Section,
    SectionKind,
    Show,
    Utterance,
    Word,
)
from nexus_audio.site.assets import EMBED, assets, content
from nexus_audio.site.neighbours import filled, neighbours
from nexus_audio.site.page import Facts, render_page
from nexus_audio.site.passages import passages_json, search_json, words_said
from nexus_audio.site.show import Listed, episodes_json, render_show
from nexus_audio.site.transcript import make_transcript, place
from nexus_audio.storages.headers import headers
from toy_episode import BRIEFING, CHAPTERS, ENCLOSURE, EPISODE, SHOW, UTTERANCES

COVER = Path(__file__).parents[1] / "feed" / "cover.png"
RATE = 8000
"""Samples a second, one byte each."""


@dataclass(frozen=True, kw_only=True)
class Issue:
    """An episode with everything that its page is made of."""

    episode: Episode = EPISODE
    briefing: Briefing = BRIEFING
    utterances: Sequence[Utterance] = UTTERANCES
    chapters: Sequence[Chapter] = CHAPTERS
    duration: int = ENCLOSURE.duration

    @property
    def enclosure(self) -> Enclosure:
        """Its sound, as long as the episode says."""
        name = f"{self.episode.slug}.wav"
        return replace(ENCLOSURE, name=name, type="audio/wav", duration=self.duration)


def tree(
    issues: Sequence[Issue], show: Show = SHOW, templates: Path | None = None
) -> dict[str, bytes]:
    """The files that a reader's browser may ask for, by their names in the public tree."""
    around = neighbours(show, [issue.episode for issue in issues], templates)
    files = {f"assets/{name}": data for name, data in assets(templates).items()}
    files |= {EMBED: content(EMBED), "cover.jpg": COVER.read_bytes(), "feed.xml": b"<rss/>"}
    listed, said = [], {}
    for issue in sorted(issues, key=lambda issue: issue.episode.date, reverse=True):
        facts = Facts(
            show=show,
            episode=issue.episode,
            briefing=issue.briefing,
            utterances=issue.utterances,
            chapters=issue.chapters,
            enclosure=issue.enclosure,
            public_url="https://pod.example/",
            cover="assets/cover.png",
            earlier={12: "12-ebbe"},
        )
        parts = make_transcript(issue.briefing, issue.utterances, issue.chapters)
        folder = f"episodes/{issue.episode.slug}"
        page = render_page(facts, parts, templates).encode()
        files[f"{folder}/index.html"] = filled(page, around[issue.episode.slug])
        told = passages_json(issue.episode, issue.enclosure, parts, issue.chapters)
        files[f"{folder}/passages.json"] = told.encode()
        said[issue.episode.slug] = words_said(parts)
        plain = [
            {
                "id": place(chapter, parts),
                "title": chapter.title,
                "emoji": chapter.emoji,
                "start": chapter.start,
            }
            for chapter in issue.chapters
        ]
        listed.append(Listed(episode=issue.episode, enclosure=issue.enclosure, chapters=plain))
    files["index.html"] = render_show(
        show, listed, "https://pod.example/", "https://pod.example/assets/cover.png", templates
    ).encode()
    files["episodes.json"] = episodes_json(show, listed).encode()
    files["search.json"] = search_json(said).encode()
    return files


@cache
def vocabulary(count: int = 6000) -> tuple[str, ...]:
    """Invented words as various as German ones, the frequent ones first."""
    chance = random.Random(9)  # noqa: S311
    heads = "b br d f fl g gr h k kl l m n p r s schl st t v w z"
    vowels = "a e i o u ä ö ü au ei ie"
    tails = ("", "n", "r", "l", "ss", "cht", "ng", "st")
    parts = product(heads.split(), vowels.split(), tails)
    syllables = ["".join(part) for part in parts]
    lengths = (1, 2, 2, 3, 4)
    made = {"".join(chance.choices(syllables, k=chance.choice(lengths))) for _ in range(count)}
    return tuple(sorted(made, key=lambda word: (len(word), word)))


def long_issue(words: int = 27_000, minutes: int = 180) -> Issue:
    """An episode of that length: a section every five minutes, each of eight paragraphs."""
    chance = random.Random(242)  # noqa: S311
    sections: list[Section] = []
    utterances: list[Utterance] = []
    count = minutes // 5
    for number in range(count):
        name = f"abschnitt-{number}"
        texts = [_paragraph(chance, -(-words // count // 8)) for _ in range(8)]
        utterances += _spoken(chance, name, texts, number * 300_000, 300_000)
        sections.append(
            Section(
                id=name,
                kind=SectionKind.TOPIC,
                level=1,
                heading=_paragraph(chance, 5).rstrip(".?!"),
                emoji="🤖",
                blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts),
            )
        )
    chapters = tuple(
        Chapter(
            start=number * 300_000,
            end=(number + 1) * 300_000,
            title=section.heading,
            emoji=section.emoji,
            section=section.id,
        )
        for number, section in enumerate(sections)
    )
    return Issue(
        episode=replace(EPISODE, slug="lang", title="Eine lange Folge", number=200, link=""),
        briefing=Briefing(title="Lang", sections=tuple(sections)),
        utterances=tuple(utterances),
        chapters=chapters,
        duration=count * 300_000,
    )


def _paragraph(chance: random.Random, count: int) -> str:
    """So many words, frequent ones more often, in sentences of about 15 with German capitals."""
    known = vocabulary()
    picks = [known[int(len(known) * chance.random() ** 4)] for _ in range(count)]
    words = [word.capitalize() if chance.random() < 0.35 else word for word in picks]
    place = 0
    while place < count:
        words[place] = words[place].capitalize()
        place += chance.randint(8, 22)
        words[min(place, count) - 1] += chance.choice((".", ".", ".", "?", "!"))
    return " ".join(words)


def _spoken(
    chance: random.Random, section: str, texts: Sequence[str], start: int, duration: int
) -> Iterator[Utterance]:
    """The paragraphs as an engine hears them: on a grid of 20 ms, over the whole duration."""
    beat = duration / sum(len(text.split()) for text in texts)
    clock = float(start)
    for index, text in enumerate(texts):
        words = []
        for word in text.split():
            length = beat * chance.triangular(0.4, 1.6)
            first, last = (round(time / 20) * 20 for time in (clock, clock + length * 0.8))
            words.append(Word(text=word, start=first, end=last, probability=0.9))
            clock += length
        yield Utterance(section=section, block=index, language="de", words=tuple(words))


def silence(seconds: float, start: int, stop: int) -> bytes:
    """Bytes of a WAV file of that length."""
    size = int(seconds * RATE)
    head = (
        b"RIFF"
        + struct.pack("<I", 36 + size)
        + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE, 1, 8)
        + b"data"
        + struct.pack("<I", size)
    )
    return head[start:stop] + b"\x80" * (min(stop, 44 + size) - max(start, 44))


@contextmanager
def serving(files: dict[str, bytes], lengths: dict[str, float]) -> Iterator[str]:
    """The address of a server on this machine that gives files, and silence for `media/`.

    `lengths` are the seconds of each file in `media/`. All of it is shared with other origins.
    """

    class Site(Answers):
        def reply(self) -> None:
            key = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
            sound = key.removeprefix("media/")
            if sound in lengths:
                size = int(lengths[sound] * RATE) + 44
                self._give(size, lambda *ends: silence(lengths[sound], *ends), "audio/wav")
            elif key in files:
                data = files[key]
                cut = lambda first, stop: data[first:stop]  # noqa: E731
                self._give(len(data), cut, headers(key).content_type)
            else:
                self.answer(404, headers={"Content-Length": "0"})

        def _give(self, size: int, cut: Callable[[int, int], bytes], kind: str) -> None:
            """All of it, or the part that was asked for, and of that at most 2 MB."""
            shared = {
                "Content-Type": kind,
                "Accept-Ranges": "bytes",
                "Access-Control-Allow-Origin": "*",
            }
            part = self.asked_part(size)
            first, stop = (part[0], min(part[1] + 1, part[0] + 2**21)) if part else (0, size)
            body = cut(first, stop)
            told = {"Content-Length": str(len(body))}
            if part:
                told["Content-Range"] = f"bytes {first}-{stop - 1}/{size}"
            self.answer(206 if part else 200, body, shared | told)

    with local_server(Site) as address:
        yield address
