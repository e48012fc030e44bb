"""Words that the host puts right in the transcript, as `corrections.toml` holds them."""

from __future__ import annotations

import re
from typing import Any

import tomlkit
from pydantic import BaseModel, ConfigDict, Field

from nexus_audio.briefing.spoken import fold
from nexus_audio.decisions import written as clock_of
from nexus_audio.models import Milliseconds
from nexus_audio.studio.saving import rows

_PUNCTUATION = re.compile(r"^[\s.,;:!?…„“”\"()]+|[\s.,;:!?…„“”\"()]+$")


class Wanted(BaseModel):
    """What the host wrote over a word; `at` is where it begins in the recording."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    heard: str = Field(min_length=1, max_length=200)
    write: str = Field(max_length=200)
    at: Milliseconds = Field(ge=0)
    everywhere: bool = False


def write_correction(document: tomlkit.TOMLDocument, wanted: Wanted) -> None:
    """Put a correction into the tables `[[word]]`, in place of one that is there; or out, if empty.

    What was heard is written down, too, where it is meant: else the text's spelling may come back.
    """
    heard, write = (_PUNCTUATION.sub("", text) for text in (wanted.heard, wanted.write))
    written = rows(document, "word")
    at = "" if wanted.everywhere else clock_of(wanted.at)
    for index in reversed(range(len(written))):
        if _same(written[index], heard, at):
            del written[index]
    if write:
        written.append(_table(heard, write, at))
    if not written:
        del document["word"]


def _same(entry: Any, heard: str, at: str) -> bool:
    return fold(str(entry.get("heard", ""))) == fold(heard) and str(entry.get("at", "")) == at


def _table(heard: str, write: str, at: str) -> Any:
    table = tomlkit.table()
    table["heard"] = heard
    table["write"] = write
    if at:
        table["at"] = at
    return table
