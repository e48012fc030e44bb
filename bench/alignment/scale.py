"""What long recordings cost, each in a process of its own: CPU, memory, and whether it is right."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from contenders import ours
from hosts import NORMAL
from scores import score
from simulated import hear
from texts import generated

LENGTHS = (1_000, 10_000, 30_000, 100_000)
_SEED, _NOISE = 9_000, 0.25


def measured(words: int) -> dict[str, float]:
    """Aligns a recording of about so many words in a fresh process."""
    command = [sys.executable, str(Path(__file__)), str(words)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(result.stdout)
    return figures


def _measure(words: int) -> dict[str, float]:
    recording = hear(generated(_SEED, words), NORMAL, _NOISE, _SEED)
    before = time.process_time()
    outcome = ours(recording)
    found = score([outcome])
    return {
        "words": len(recording.transcript.words),
        "hours": recording.transcript.duration / 3_600_000,
        "cpu": time.process_time() - before,
        "megabytes": _peak() / 1024,
        "recall": found.recall,
        "precision": found.precision,
        "p95": found.percentile(0.95),
    }


def _peak() -> int:
    """The most memory of this process in KiB; getrusage would count that of who started it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1])
    raise OSError("/proc tells no peak of memory")


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
