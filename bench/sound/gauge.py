"""What a command costs: CPU seconds and memory, all its processes together."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.1  # seconds between two looks at the memory
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cost:
    """CPU in seconds, the most memory at a time in bytes, and what was printed."""

    cpu: float
    memory: int
    own: int
    """The most memory of the command's own process, without those that it started."""
    said: str


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end; raises RuntimeError with its errors when it fails."""
    process = subprocess.Popen(
        command,
        env=os.environ | (environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    memory = own = 0
    while True:
        memory = max(memory, sum(map(_resident, _family(process.pid))))
        own = max(own, _resident(process.pid))
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        time.sleep(_INTERVAL)
    assert process.stdout
    said = process.stdout.read()
    if status:
        raise RuntimeError(f"{command[0]} failed: {said[-500:]}")
    process.returncode = 0
    return Cost(cpu=usage.ru_utime + usage.ru_stime, memory=memory, own=own, said=said)


def _family(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it ended meanwhile
            continue
        for child in children:
            yield from _family(int(child))


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
