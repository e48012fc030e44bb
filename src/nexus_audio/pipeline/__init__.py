"""Stages, their keys, and running them: knows nothing of podcasts.

A stage is a pure function over files. Its task names the inputs: other tasks,
files of the host, and plain values. From all of that comes the task's key, so
a task is done when its key is in the store, and there is nothing else to keep
in step: no job table, no time stamps.
"""

from __future__ import annotations

from nexus_audio.pipeline.job import Job
from nexus_audio.pipeline.run import run
from nexus_audio.pipeline.task import File, Task, in_order, missing
from nexus_audio.pipeline.work import Submit, Work, perform

__all__ = ["File", "Job", "Submit", "Task", "Work", "in_order", "missing", "perform", "run"]
