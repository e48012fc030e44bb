"""The host's answers in `episode.toml`: what becomes of a deviation, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field

from nexus_audio.decisions import written as clock_of
from nexus_audio.models import Answer, Deviation, Milliseconds
from nexus_audio.studio.saving import rows


class Given(BaseModel):
    """An answer to one deviation; an empty one takes back what was answered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Milliseconds = Field(ge=0)
    written: str = Field(max_length=2000)
    spoken: str = Field(max_length=2000)
    answer: Literal["keep", "note", "patch", ""]


class Speaker(BaseModel):
    """Somebody who is to be heard in an episode."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    role: str = Field(default="host", max_length=60)


def answer_to(deviation: Deviation, answers: Sequence[Answer]) -> str:
    """What was answered to a deviation; empty when nothing was."""
    return next(
        (
            one.answer
            for one in answers
            if (one.written, one.spoken) == (deviation.written, deviation.spoken)
            and one.start == clock_of(deviation.start)
        ),
        "",
    )


def write_answer(document: tomlkit.TOMLDocument, given: Given) -> None:
    """Put an answer into the tables `[[deviation]]`."""
    written = rows(document, "deviation")
    start = clock_of(given.start)
    for index in reversed(range(len(written))):
        entry = written[index]
        known = (str(entry.get("start")), str(entry.get("written")), str(entry.get("spoken")))
        if known == (start, given.written, given.spoken):
            del written[index]
    if given.answer:
        table: Any = tomlkit.table()
        table["start"] = start
        table["written"] = given.written
        table["spoken"] = given.spoken
        table["answer"] = given.answer
        written.append(table)
    if not written:
        del document["deviation"]


def write_speakers(document: tomlkit.TOMLDocument, speakers: Sequence[Speaker]) -> None:
    """Put who speaks into the tables `[[people]]`; addresses and pictures of theirs stay."""
    written = rows(document, "people")
    known = {str(entry.get("name")): entry.unwrap() for entry in written}
    while written:
        del written[-1]
    for speaker in speakers:
        table: Any = tomlkit.table()
        for key, value in (known.get(speaker.name, {}) | speaker.model_dump()).items():
            table[key] = value
        written.append(table)
    if not written:
        del document["people"]
