"""The work that the studio has been asked for: one command after the other, none forgotten.

A job is a command of nexus-audio in a process of its own (`child`). The list lies in
`.nexus/studio/jobs.json`, so a studio that is started again goes on with what it had been
asked for; the store has kept every stage that was finished.
"""

from __future__ import annotations

import datetime
import json
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from nexus_audio import codec
from nexus_audio.cli.progress import Pace, Shares
from nexus_audio.events import Event, EventKind

KEPT = 40
"""Finished jobs that are remembered, with their logs."""

LOG_LINES = 2000
_GRACE = 10.0  # seconds that a command has to put its tools away
NEEDS_REVIEW = 3


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One command, and what became of it."""

    id: str
    verb: str
    """build, publish, verify, or another verb of the command."""
    arguments: tuple[str, ...] = ()
    episode: str = ""
    state: JobState = JobState.WAITING
    made: str = ""
    """ISO 8601."""
    error: str = ""
    hint: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)
    """What the command's last line said."""

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (JobState.WAITING, JobState.RUNNING)


class Course:
    """How far the running job is, as its events tell."""

    def __init__(self) -> None:
        self.shares = Shares()
        self.pace = Pace(time.monotonic())
        self.stages: dict[str, dict[str, Any]] = {}
        self.message = ""

    def add(self, event: Event) -> None:
        """Take one event in."""
        self.shares.add(event)
        stage = self.stages.setdefault(event.stage, {"name": event.stage})
        if event.kind is not EventKind.REVIEW:
            stage["state"] = "running" if event.kind is EventKind.PROGRESS else str(event.kind)
        if event.kind is EventKind.PROGRESS and event.total:
            stage["share"] = round(min(1.0, event.done / event.total), 3)
        if event.message:
            self.message = event.message

    def told(self, verb: str) -> dict[str, Any]:
        """The share that is done, the seconds left where they can be known, and the stages."""
        if verb == "build":
            share = self.shares.done(1)
        else:
            share = max((stage.get("share", 0.0) for stage in self.stages.values()), default=0.0)
        left = self.pace.seconds_left(share, time.monotonic())
        return {
            "share": round(share, 3),
            "left": None if left is None else round(left),
            "stages": list(self.stages.values()),
            "message": self.message,
        }


class Jobs:
    """The list of jobs, and the thread that works through it."""

    def __init__(self, root: Path) -> None:
        """`root` is the workspace's."""
        self._root = root
        self._folder = root / ".nexus" / "studio"
        self._changed = threading.Condition()
        self._jobs: dict[str, Job] = {job.id: job for job in self._read()}
        self._course = Course()
        self._process: subprocess.Popen[str] | None = None
        self._closing = False
        self.version = 0
        """Goes up with each change."""
        self._worker = threading.Thread(target=self._work, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin, with what an earlier studio left unfinished."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._worker.start()

    def close(self) -> None:
        """Interrupt the running job; the next studio goes on with it."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            process = self._process
        if process:
            _end(process)
        if self._worker.is_alive():
            self._worker.join(_GRACE)

    def add(self, verb: str, *arguments: str, episode: str = "") -> Job:
        """Ask for a command; the same that waits already is not asked for twice."""
        with self._changed:
            for job in self._jobs.values():
                if (job.verb, job.arguments) == (verb, arguments) and job.state == "waiting":
                    return job
            job = Job(
                id=secrets.token_hex(6),
                verb=verb,
                arguments=arguments,
                episode=episode,
                made=datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
            )
            self._keep(job)
            return job

    def build(self, slug: str) -> Job:
        """Ask for the build of an episode."""
        return self.add("build", slug, episode=slug)

    def cancel(self, id: str) -> None:
        """Take back what waits, interrupt what runs."""
        process = None
        with self._changed:
            job = self._jobs.get(id)
            if job and job.is_open:
                process = self._process if job.state is JobState.RUNNING else None
                self._keep(replace(job, state=JobState.CANCELLED))
        if process:
            _end(process)

    def retry(self, id: str) -> None:
        """Ask again for what failed or was cancelled."""
        job = self.get(id)
        if job and not job.is_open:
            self.add(job.verb, *job.arguments, episode=job.episode)

    def get(self, id: str) -> Job | None:
        """The job of that id."""
        with self._changed:
            return self._jobs.get(id)

    def all(self) -> tuple[Job, ...]:
        """All jobs, in the order in which they were asked for."""
        with self._changed:
            return tuple(self._jobs.values())

    def last(self, verb: str, episode: str = "") -> Job | None:
        """The newest job of that kind."""
        found = [job for job in self.all() if job.verb == verb and job.episode == episode]
        return found[-1] if found else None

    def log(self, id: str) -> str:
        """What the command said, line by line."""
        lines: list[str] = []
        for ending in ("jsonl", "err"):
            file = self._folder / f"{id}.{ending}"
            if self.get(id) and file.is_file():
                lines += file.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES:])

    def told(self) -> list[dict[str, Any]]:
        """All jobs as plain data, with how far the running one is."""
        with self._changed:
            return [
                asdict(job) | (self._course.told(job.verb) if job.state == "running" else {})
                for job in self._jobs.values()
            ]

    def _keep(self, job: Job) -> None:
        """Note a job as it is now, and forget the oldest."""
        with self._changed:
            self._jobs[job.id] = job
            for old in [one.id for one in self._jobs.values() if not one.is_open][:-KEPT]:
                del self._jobs[old]
                for file in self._folder.glob(f"{old}.*"):
                    file.unlink()
            self._write()
            self._touch()

    def _touch(self) -> None:
        with self._changed:
            self.version += 1
            self._changed.notify_all()

    def _read(self) -> Iterator[Job]:
        try:
            noted = json.loads((self._folder / "jobs.json").read_bytes())
            jobs = [codec.from_plain(Job, one) for one in noted]
        except (OSError, ValueError):  # then nothing is known of before
            return
        for job in jobs:
            yield replace(job, state=JobState.WAITING) if job.is_open else job

    def _write(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / "jobs.json.new"
        text = json.dumps([asdict(job) for job in self._jobs.values()], ensure_ascii=False)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self._folder / "jobs.json")

    def _next(self) -> Job | None:
        with self._changed:
            while not self._closing:
                for job in self._jobs.values():
                    if job.state is JobState.WAITING:
                        return job
                self._changed.wait()
            return None

    def _work(self) -> None:
        while job := self._next():
            self._run(job)

    def _run(self, job: Job) -> None:
        last: dict[str, Any] = {}
        with (self._folder / f"{job.id}.err").open("w", encoding="utf-8") as errors:
            with self._changed:
                if self._closing or self._jobs[job.id].state is not JobState.WAITING:
                    return
                self._course = Course()
                process = self._process = self._start(job, errors)
                self._keep(replace(job, state=JobState.RUNNING))
            with process, (self._folder / f"{job.id}.jsonl").open("w", encoding="utf-8") as log:
                for line in process.stdout or ():
                    log.write(line)
                    log.flush()
                    last = self._listen(line) or last
        self._finish(job, last, process.returncode)

    def _start(self, job: Job, errors: IO[str]) -> subprocess.Popen[str]:
        module = "nexus_audio.studio.child"
        return subprocess.Popen(
            [sys.executable, "-m", module, job.verb, *job.arguments, "--json", "-C", self._root],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # ^C in the terminal is for the studio, which ends its jobs
        )

    def _listen(self, line: str) -> dict[str, Any] | None:
        """Take in one line of a command; gives it when it is the last."""
        try:
            said: dict[str, Any] = json.loads(line)
        except ValueError:
            return None
        if said.get("type") == "event":
            fields = {key: value for key, value in said.items() if key not in ("type", "v")}
            with self._changed:
                self._course.add(Event(**fields | {"kind": EventKind(said["kind"])}))
            self._touch()
            return None
        return said if said.get("type") in ("result", "error") else None

    def _finish(self, job: Job, last: dict[str, Any], code: int) -> None:
        with self._changed:
            self._process = None
            now = self._jobs[job.id]
            if now.state is not JobState.RUNNING:
                return
            if self._closing:
                self._keep(replace(job, state=JobState.WAITING))
            elif last.get("type") == "result" and code in (0, NEEDS_REVIEW):
                self._keep(replace(job, state=JobState.DONE, result=last))
            else:
                message = last.get("message") or f"the command ended with {code}"
                subject = last.get("subject")
                self._keep(
                    replace(
                        job,
                        state=JobState.FAILED,
                        error=f"{subject}: {message}" if subject else message,
                        hint=last.get("hint", ""),
                        result=last,
                    )
                )


def _end(process: subprocess.Popen[str]) -> None:
    """Interrupt a command: it ends when its standard input does."""
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
