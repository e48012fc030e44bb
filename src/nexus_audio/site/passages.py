"""What was said, passage by passage, for programs: the newsletter's own page, and the search.

`passages.json` lies beside each page; `search.json` beside the show's tells which words
are said in which episodes, so that a search loads only the passages of those.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nexus_audio.models import Chapter, Enclosure, Episode
from nexus_audio.site.transcript import Part, Passage, place

SCHEMA = 1
_WORD = re.compile(r"\w+")


def passages_json(
    episode: Episode, enclosure: Enclosure, parts: Sequence[Part], chapters: Sequence[Chapter]
) -> str:
    """The chapters, sections and passages of an episode, in spoken order; times in ms."""
    titled = [part for part in parts if part.id]
    places = {part.id: index for index, part in enumerate(titled)}
    return compact(
        {
            "schema": SCHEMA,
            "title": episode.title,
            "number": episode.number,
            "media": f"../../media/{enclosure.name}",
            "type": enclosure.type,
            "duration": enclosure.duration,
            "chapters": [_chapter(chapter, parts) for chapter in chapters],
            "sections": [_section(part) for part in titled],
            "passages": [
                _passage(passage, places.get(part.id))
                for part in parts
                for passage in part.passages
                if passage is not part.spoken
            ],
        }
    )


def words_said(parts: Iterable[Part]) -> tuple[str, ...]:
    """Each word of an episode once, headings included, in small letters and in order."""
    texts = [part.heading for part in parts]
    texts += [passage.text for part in parts for passage in part.passages]
    return tuple(sorted({word for text in texts for word in _WORD.findall(text.lower())}))


def search_json(said: Mapping[str, Iterable[str]]) -> str:
    """The index over all episodes, from the words of each by its slug."""
    places: dict[str, list[int]] = {}
    for index, words in enumerate(said.values()):
        for word in words:
            places.setdefault(word, []).append(index)
    listed = sorted(places)
    return compact(
        {
            "schema": SCHEMA,
            "episodes": list(said),
            "words": " ".join(listed),
            "said": [places[word] for word in listed],
        }
    )


def _chapter(chapter: Chapter, parts: Sequence[Part]) -> dict[str, Any]:
    return {
        "id": place(chapter, parts),
        "title": chapter.title,
        "emoji": chapter.emoji,
        "start": chapter.start,
        "end": chapter.end,
    }


def _section(part: Part) -> dict[str, Any]:
    return {
        "id": part.id,
        "heading": part.heading,
        "emoji": part.emoji,
        "level": part.level,
        "start": part.start,
    }


def _passage(passage: Passage, section: int | None) -> dict[str, Any]:
    plain = {
        "id": passage.id,
        "section": section,
        "start": passage.start,
        "end": passage.end,
        "language": passage.language,
        "text": passage.text,
    }
    return plain | {"adlib": True} if passage.adlib else plain


def compact(data: object) -> str:
    """Phones fetch these: no line for each value."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
