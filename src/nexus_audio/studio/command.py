"""A command of nexus-audio in a process of its own (`child`)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

GRACE = 10.0
"""Seconds that a command has to put its tools away."""


def begin(arguments: Iterable[str], root: Path, errors: IO[str]) -> subprocess.Popen[str]:
    """Run a command in a workspace; it says on its standard output what happens, in JSON."""
    return subprocess.Popen(
        [sys.executable, "-m", "nexus_audio.studio.child", *arguments, "--json", "-C", root],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        encoding="utf-8",
        start_new_session=True,  # ^C in the terminal is for the studio, which ends its jobs
    )


def end(process: subprocess.Popen[str]) -> None:
    """Interrupt a command: it ends when its standard input does."""
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
