"""Settings: what they are, their defaults, and the one place that reads files and environment."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Speech(_Part):
    """How the recording is recognised."""

    engine: str = "faster-whisper"
    """The speech engine."""
    model: str = "base"
    """A Whisper size, or the path of a folder that holds a converted model."""
    language: str = "de"
    """The language that is mostly spoken, as ISO 639-1."""
    beam: Annotated[int, Field(ge=1, le=20)] = 5
    """How many hypotheses are followed; 1 is quicker and a little worse."""


class Audio(_Part):
    """How the episode sounds."""

    loudness: Annotated[float, Field(ge=-40, le=-8)] = -16.0
    """Integrated loudness of the encoded episode in LUFS; podcast apps expect -16."""
    true_peak: Annotated[float, Field(ge=-9, le=0)] = -1.0
    """The highest true peak in dBTP, measured after encoding."""
    bitrate: Annotated[int, Field(ge=32, le=320)] = 96
    """MP3 bit rate in kbit/s; a stereo recording gets twice as much, up to 320."""
    highpass: Annotated[int, Field(ge=0, le=300)] = 60
    """Rumble below this frequency in Hz is removed; 0 leaves it."""


class Chapters(_Part):
    """How chapters are made from the headings."""

    from_: Annotated[Literal["auto", "categories", "topics"], Field(alias="from")] = "auto"
    """Which headings become chapters; auto takes topics where that makes 5 to 15 an hour."""
    shortest: Annotated[int, Field(ge=0, le=600)] = 10
    """A chapter shorter than this many seconds is merged with its neighbour."""
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


class Storage(_Part):
    """Where the feed is published."""

    kind: str = "directory"
    """The storage."""
    path: str = "published"
    """The folder of a directory storage; relative paths start at the workspace."""
    public_url: str = "http://127.0.0.1:8000/"
    """The address under which listeners reach what is published."""


class Build(_Part):
    """How the work is done."""

    executor: str = "process"
    """Who runs the stages: `process` uses the machine's cores, `inline` one after the other."""
    jobs: Annotated[int, Field(ge=0, le=512)] = 0
    """How many stages run at a time; 0 is one for each core."""


class Settings(_Part):
    """All settings of a workspace."""

    speech: Speech = Speech()
    audio: Audio = Audio()
    chapters: Chapters = Chapters()
    storage: Storage = Storage()
    build: Build = Build()
