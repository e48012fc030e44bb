"""What can be set, table by table, with the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def _folder_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("must be an address that begins with http:// or https://")
    return url if url.endswith("/") else url + "/"


def _separated(value: object) -> object:
    """A list from what the environment holds: its parts between commas."""
    if not isinstance(value, str):
        return value
    return [part for part in value.replace(" ", "").split(",") if part]


class Speech(_Part):
    """How the recording is recognised."""

    engine: str = "faster-whisper"
    """The speech engine; `auto` takes the one that suits this machine."""
    model: str = "base"
    """A Whisper size, or the path of a model of your own."""
    language: str = "de"
    """The language that is mostly spoken, as ISO 639-1."""
    quotes: list[str] = ["en"]
    """Further languages that are spoken, such as those of quotes; each passage is heard in its
    own."""
    beam: Annotated[int, Field(ge=1, le=20)] = 5
    """How many hypotheses are followed; 1 is quicker and a little worse."""

    @field_validator("quotes", mode="before")
    @classmethod
    def _from_commas(cls, quotes: object) -> object:
        return _separated(quotes)

    def __hash__(self) -> int:
        return hash(self.model_dump_json())


class Models(_Part):
    """Where speech models come from."""

    offline: bool = False
    """Never look for a model on the network."""
    proxy: str = ""
    """The proxy for fetching them, as `http://host:port`; without it, that of the environment."""
    hub: str = "https://huggingface.co/"
    """The Hugging Face hub, or a mirror of it."""
    checkpoints: str = "https://openaipublic.azureedge.net/main/whisper/models/"
    """Where the checkpoints of openai-whisper lie, or a mirror of them."""

    @field_validator("hub", "checkpoints")
    @classmethod
    def _is_address(cls, url: str) -> str:
        return _folder_address(url)


class Audio(_Part):
    """How the episode sounds."""

    loudness: Annotated[float, Field(ge=-40, le=-8)] = -16.0
    """Integrated loudness of the encoded episode in LUFS; podcast apps expect -16."""
    true_peak: Annotated[float, Field(ge=-9, le=0)] = -1.0
    """The highest true peak in dBTP, measured after encoding."""
    bitrate: Annotated[int, Field(ge=32, le=320)] = 96
    """MP3 bit rate in kbit/s; a stereo recording gets twice as much, up to 320.

    M4A gets two thirds of it, Opus half.
    """
    formats: list[Literal["mp3", "m4a", "opus"]] = ["mp3"]
    """The first one goes into the feed; each further one comes out as a file beside it."""
    id3: Literal["2.4", "2.3"] = "2.4"
    """The version of the MP3's tag; some car radios read only 2.3."""
    highpass: Annotated[int, Field(ge=0, le=300)] = 60
    """Rumble below this frequency in Hz is removed; 0 leaves it."""
    preset: Literal["clean", "studio", "noisy", "off"] = "clean"
    """What is done to the sound before its loudness is set; `off` leaves it as it is."""
    longest_pause: Annotated[float, Field(ge=0, le=60)] = 0
    """Silences are shortened to so many seconds; 0 leaves them."""

    @field_validator("formats", mode="before")
    @classmethod
    def _from_commas(cls, formats: object) -> object:
        return _separated(formats)

    @field_validator("formats")
    @classmethod
    def _has_one_for_the_feed(cls, formats: list[str]) -> list[str]:
        if not formats or formats[0] == "opus":
            raise ValueError("must begin with mp3 or m4a, which every podcast app plays")
        if len(set(formats)) < len(formats):
            raise ValueError("must name each format once")
        return formats


class Chapters(_Part):
    """How chapters are made from the headings."""

    from_: Annotated[Literal["auto", "categories", "topics"], Field(alias="from")] = "auto"
    """Which headings become chapters; auto takes topics where that makes 5 to 15 an hour."""
    shortest: Annotated[int, Field(ge=0, le=600)] = 10
    """A chapter shorter than this many seconds is merged with its neighbour."""
    adlibs: Annotated[int, Field(ge=0, le=3600)] = 0
    """An ad-lib of at least this many seconds, and of `shortest`, is a chapter; 0 makes none."""
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
    """The storage: `directory` or `s3`."""
    path: str = "published"
    """The folder of a directory storage; relative paths start at the workspace."""
    public_url: str = "http://127.0.0.1:8000/"
    """The address under which listeners reach what is published."""
    provider: str = "aws"
    """Whose object storage it is; it sets what the settings below leave open."""
    bucket: str = ""
    """The bucket of an S3 storage."""
    prefix: str = ""
    """The folder in the bucket; empty for the bucket itself."""
    endpoint: str = ""
    """The address of the S3 service, where it is not that of Amazon."""
    region: str = ""
    """The region of the bucket."""
    addressing: Literal["auto", "path", "virtual"] = "auto"
    """Whether the bucket's name goes into the path or into the host's name."""
    checksum: Literal["auto", "crc32", "md5"] = "auto"
    """Which checksum is sent with each upload; auto is what the storage was found to compare."""
    profile: str = ""
    """The AWS profile to take keys from, instead of the environment or the instance."""
    bandwidth: Annotated[float, Field(ge=0, le=100_000)] = 0
    """Upload no faster than this, in Mbit/s; 0 is as fast as the line allows."""
    patience: Annotated[float, Field(ge=0, le=10_080)] = 60
    """How many minutes of outage are waited for before a publication gives up."""
    ping_hub: bool = False
    """Whether the WebSub hub of the show is told when a new feed is live."""
    podping: str = ""
    """The podping server that is told when a new feed is live, as `https://podping.cloud/`."""
    after_publish: str = ""
    """A command that is run when a new feed is live, with the feed's address as last argument."""

    @property
    def is_addressed(self) -> bool:
        """Whether anybody said yet where listeners will reach it."""
        return self.public_url != Storage().public_url

    @field_validator("prefix")
    @classmethod
    def _is_path(cls, prefix: str) -> str:
        return prefix.strip("/")

    @field_validator("endpoint")
    @classmethod
    def _holds_no_keys(cls, endpoint: str) -> str:
        if endpoint and not endpoint.startswith(("http://", "https://")):
            raise ValueError("must be an address that begins with http:// or https://")
        if "@" in endpoint:
            raise ValueError("must not hold keys: they come from the environment or a profile")
        return endpoint.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _is_folder(cls, url: str) -> str:
        return _folder_address(url)


class Feed(_Part):
    """How the feed is written."""

    items: Annotated[int, Field(ge=10, le=100_000)] = 500
    """`feed.xml` holds at least this many of the newest episodes; from twice as many on, the
    older ones move to `archive-1.xml`, `archive-2.xml`, …"""


class Build(_Part):
    """How the work is done."""

    executor: str = "process"
    """Who runs the stages: `process` uses the machine's cores, `inline` one after the other."""
    jobs: Annotated[int, Field(ge=0, le=512)] = 0
    """How many stages run at a time; 0 is one for each core."""


class Studio(_Part):
    """What the studio knows of the host's habits."""

    newsletter: str = ""
    """The address of the newsletter's feed, of which a new episode's text is chosen."""
    watch: str = ""
    """A folder in which recordings appear; relative paths start at the workspace."""


class Settings(_Part):
    """All settings of a workspace."""

    speech: Speech = Speech()
    models: Models = Models()
    audio: Audio = Audio()
    chapters: Chapters = Chapters()
    storage: Storage = Storage()
    feed: Feed = Feed()
    build: Build = Build()
    studio: Studio = Studio()


def parts() -> Mapping[str, type[BaseModel]]:
    """The parts of the settings by the name of their table in `nexus.toml`."""
    return {
        name: found.annotation
        for name, found in Settings.model_fields.items()
        if isinstance(found.annotation, type)
    }


def keys(part: type[BaseModel]) -> tuple[str, ...]:
    """The keys of one table, as they are written."""
    return tuple(found.alias or name for name, found in part.model_fields.items())
