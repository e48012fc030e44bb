"""What is kept of jobs on the disk: their list, and what their commands said."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from nexus_audio import codec
from nexus_audio.studio.job import Job, JobState

LOG_LINES = 2000


class Notes:
    """A folder with the list of jobs, and two files of output for each."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when something is written."""
        self.folder = folder

    def read(self) -> list[Job]:
        """The jobs as they were noted; what was not done waits again. None where it is damaged."""
        try:
            noted = json.loads((self.folder / "jobs.json").read_bytes())
            jobs = [codec.from_plain(Job, one) for one in noted]
        except (OSError, ValueError):  # then nothing is known of before
            return []
        return [replace(job, state=JobState.WAITING) if job.is_open else job for job in jobs]

    def write(self, jobs: Iterable[Job]) -> None:
        """Note all jobs in one step."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.folder / "jobs.json.new"
        text = json.dumps([asdict(job) for job in jobs], ensure_ascii=False)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.folder / "jobs.json")

    def said(self, id: str) -> Path:
        """The file of what a command says, line by line."""
        return self.folder / f"{id}.jsonl"

    def complained(self, id: str) -> Path:
        """The file of what it writes beside that."""
        return self.folder / f"{id}.err"

    def log(self, id: str) -> str:
        """All that a command said, its last lines where it said much."""
        lines: list[str] = []
        for file in (self.said(id), self.complained(id)):
            if file.is_file():
                lines += file.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES:])

    def forget(self, id: str) -> None:
        """Delete what a command said."""
        for file in (self.said(id), self.complained(id)):
            file.unlink(missing_ok=True)
