"""The stage that decides what the episode keeps, and where its jingles play."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nexus_audio import codec
from nexus_audio.audio import flac, jingles
from nexus_audio.audio.edits import shortened, with_jingles, without
from nexus_audio.config import Audio
from nexus_audio.decisions import SUBJECT, decision_on, question, read_decisions, written
from nexus_audio.errors import BriefingError, ConfigError
from nexus_audio.feed.overrides import read_overrides
from nexus_audio.models import (
    Alignment,
    Briefing,
    Cut,
    EditList,
    Measurement,
    Milliseconds,
    Reading,
    SectionKind,
    Span,
)
from nexus_audio.pipeline import Job

_NEAR: Milliseconds = 300
"""How far a silence may end before a heading for the jingle to play in it."""


def edit(job: Job) -> None:
    """Keep the recording, but what the host cuts and too long silences; put the jingles in.

    Asks about each retake that the host has not decided on.
    """
    _refuse_members_words(job.read("parse", Briefing), job.read("align", Alignment))
    measurement, audio = job.read("measure", Measurement), job.value("audio", Audio)
    edits = shortened(measurement, round(audio.longest_pause * 1000))
    edits = without(edits, _cuts(job, measurement), measurement.silences)
    if "jingles" in job.inputs:
        edits = _with_jingles(job, edits, measurement, audio)
    job.write(edits)


def _cuts(job: Job, measurement: Measurement) -> list[Span]:
    """What the host cuts; proposals that wait for a decision are told."""
    decisions = read_decisions(codec.from_plain(Cut, cut) for cut in job.values["cuts"])
    for number, retake in enumerate(job.read("align", Alignment).retakes, 1):
        if decision_on(retake, decisions) is None:
            job.review(question(number, retake))
    cuts = [decision.span for decision in decisions if not decision.keep]
    if late := [cut for cut in cuts if cut.end > measurement.duration]:
        raise ConfigError(
            f"cut: it ends at {written(late[0].end)}, and the recording does before",
            subject=SUBJECT,
            hint=f"The recording is {written(measurement.duration)} long.",
        )
    return cuts


def _refuse_members_words(briefing: Briefing, alignment: Alignment) -> None:
    """Fail closed: there is no cut for the public yet that leaves the members' part out."""
    theirs = {section.id for section in briefing.sections if section.members_only}
    for section in alignment.sections:
        if section.id in theirs and section.reading != Reading.SKIPPED:
            raise BriefingError(
                f"{section.heading or section.id!r} is for members only, and it is spoken",
                hint="Leave it out of the recording; or, if all may hear it, take the mark that "
                "divides it off out of the briefing in the episode's folder.",
            )


def _with_jingles(job: Job, edits: EditList, measurement: Measurement, audio: Audio) -> EditList:
    channels = flac.channels(job.inputs["condition"] / "master.flac")
    lengths = {
        name: jingles.prepare(path, job.out / jingles.file_name(name), audio, channels)
        for name, path in jingles.find_jingles(job.inputs["jingles"]).items()
    }
    starts = _category_starts(job.read("align", Alignment), job.values["overrides"])
    moments = (_pause_before(start, measurement.silences) for start in starts)
    return with_jingles(edits, lengths, moments)


def _category_starts(
    alignment: Alignment, overrides: Sequence[dict[str, object]]
) -> Iterator[Milliseconds]:
    """Where categories begin, but for one that begins the episode; the host's word wins."""
    read = read_overrides(overrides, (section.id for section in alignment.sections))
    named = {override.section: override for override in read if override.section}
    starts = {
        section.id: override.start if override and override.start is not None else section.start
        for section in alignment.sections
        if not (override := named.get(section.id)) or not override.drop
    }
    first = min((start for start in starts.values() if start is not None), default=0)
    for section in alignment.sections:
        start = starts.get(section.id)
        if section.kind is SectionKind.CATEGORY and start is not None and start > first:
            yield start


def _pause_before(start: Milliseconds, silences: Sequence[Span]) -> Milliseconds:
    """The middle of the silence that a heading breaks, else its start."""
    for silence in silences:
        if silence.start < start <= silence.end + _NEAR:
            return (silence.start + min(silence.end, start)) // 2
    return start
