"""The stage that takes the recording in."""

from __future__ import annotations

from nexus_audio.audio.parts import take_in
from nexus_audio.audio.probe import probe
from nexus_audio.pipeline import Job

RECORDING = "recording"
"""The input; several files of one recording are `recording/1`, `recording/2`, in order."""


def ingest(job: Job) -> None:
    """Decode the recording, and say what it is and what had to be cured."""
    files = [path for name, path in job.inputs.items() if name.partition("/")[0] == RECORDING]
    total = sum(probe(file).duration or 0 for file in files)
    taken = take_in(
        files, job.out / "audio.flac", lambda done: job.progress(done, total, "decoding")
    )
    for sentence in taken.cured:
        job.review(sentence)
    job.write(taken)
