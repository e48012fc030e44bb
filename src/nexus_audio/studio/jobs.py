"""The work that the studio has been asked for: one command after the other, none forgotten.

A job is a command of nexus-audio in a process of its own. The list lies in
`.nexus/studio/jobs.json`, so a studio that is started again goes on with what it had been
asked for; the store has kept every stage that was finished.
"""

from __future__ import annotations

import datetime
import json
import secrets
import subprocess
import threading
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from nexus_audio.events import Event, EventKind
from nexus_audio.studio.command import GRACE, begin, end
from nexus_audio.studio.course import Course
from nexus_audio.studio.job import Job, JobState
from nexus_audio.studio.notes import Notes

KEPT = 40
"""Finished jobs that are remembered, with their logs."""


class Jobs:
    """The list of jobs, and the thread that works through it."""

    def __init__(self, root: Path) -> None:
        """`root` is the workspace's."""
        self._root = root
        self._notes = Notes(root / ".nexus" / "studio")
        self._changed = threading.Condition()
        self._jobs: dict[str, Job] = {job.id: job for job in self._notes.read()}
        self._course = Course()
        self._process: subprocess.Popen[str] | None = None
        self._closing = False
        self.version = 0
        """Goes up with each change."""
        self._worker = threading.Thread(target=self._work, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin, with what an earlier studio left unfinished."""
        self._worker.start()

    def close(self) -> None:
        """Interrupt the running job; the next studio goes on with it."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            process = self._process
        if process:
            end(process)
        if self._worker.is_alive():
            self._worker.join(GRACE)

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
            end(process)

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
        """What the command said, line by line; empty for a job that nobody knows."""
        return self._notes.log(id) if self.get(id) else ""

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
                self._notes.forget(old)
            self._notes.write(self._jobs.values())
            self._touch()

    def _touch(self) -> None:
        with self._changed:
            self.version += 1
            self._changed.notify_all()

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
        with self._notes.complained(job.id).open("w", encoding="utf-8") as errors:
            with self._changed:
                if self._closing or self._jobs[job.id].state is not JobState.WAITING:
                    return
                self._course = Course()
                process = self._process = begin((job.verb, *job.arguments), self._root, errors)
                self._keep(replace(job, state=JobState.RUNNING))
            with process, self._notes.said(job.id).open("w", encoding="utf-8") as log:
                for line in process.stdout or ():
                    log.write(line)
                    log.flush()
                    last = self._listen(line) or last
        self._finish(job, last, process.returncode)

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
            else:
                self._keep(job.ended(last, code))
