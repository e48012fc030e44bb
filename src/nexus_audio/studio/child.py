"""A command of nexus-audio that ends with the studio that started it.

The studio holds the other end of this process's standard input. When it closes it (to
cancel), or is killed, the command is interrupted as by ^C: what is finished is kept.
"""

from __future__ import annotations

import os
import signal
import sys
from threading import Thread


def main() -> None:
    """Run the command that the arguments name."""
    from nexus_audio.cli import main as command  # noqa: PLC0415 -- the watch begins first

    Thread(target=_end_with_studio, daemon=True).start()
    command(sys.argv[1:])


def _end_with_studio() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
