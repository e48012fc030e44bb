"""Stage align: find where and how each section of the briefing was spoken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nexus_audio.align import Correction, unused
from nexus_audio.align import align as align_text
from nexus_audio.errors import ConfigError
from nexus_audio.feed import clock
from nexus_audio.models import Alignment, Briefing, Measurement, Reading, Transcript
from nexus_audio.pipeline import Job

CORRECTIONS = "corrections.toml"

_LITTLE = 0.25  # of the sections; a host who leaves out more reads another text


def align(job: Job) -> None:
    """Find where each section of the briefing was spoken, on the recording's clock.

    Reads the artifacts of parse, rehear and measure and the host's value
    `corrections`; writes alignment.json. Asks for a review of each section whose
    start, or whose absence, is doubtful.
    """
    wanted = corrections(job.values["corrections"])
    alignment = align_text(
        job.read("parse", Briefing),
        job.read("rehear", Transcript),
        job.read("measure", Measurement).silences,
        wanted,
        job.progress,
    )
    if share_spoken(alignment) < _LITTLE:
        job.review("hardly anything of the briefing is spoken: is this its recording?")
    for heard in unused(wanted, alignment.utterances):
        job.review(f"corrections.toml: {heard!r} stands nowhere in the transcript")
    for section in alignment.sections:
        if section.review:
            job.review(f"{section.heading or section.id}: {section.review}")
    job.write(alignment)


def corrections(written: Iterable[Mapping[str, object]]) -> tuple[Correction, ...]:
    """The tables of corrections.toml; raises ConfigError for one that cannot be meant."""
    return tuple(_correction(table) for table in written)


def _correction(table: Mapping[str, object]) -> Correction:
    missing = [key for key in ("heard", "write") if not isinstance(table.get(key), str)]
    if missing:
        raise ConfigError(
            f"a word has no text for {missing[0]!r}",
            subject=CORRECTIONS,
            hint="Each [[word]] says what the engine heard and what to write.",
        )
    at = table.get("at")
    try:
        time = None if at is None else clock.parse(str(at))
    except ConfigError as error:
        raise ConfigError(error.message, subject=CORRECTIONS, hint=error.hint) from error
    return Correction(heard=str(table["heard"]), write=str(table["write"]), at=time)


def share_spoken(alignment: Alignment) -> float:
    """The share of all sections that were spoken in some way, 0 to 1."""
    spoken = [one for one in alignment.sections if one.reading != Reading.SKIPPED]
    return len(spoken) / max(1, len(alignment.sections))
