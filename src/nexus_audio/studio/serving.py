"""Serving the studio on a port of this machine."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from nexus_audio.errors import UsageError
from nexus_audio.studio.app import make_app
from nexus_audio.studio.desk import Desk
from nexus_audio.studio.security import Lock, load_key

LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_TRIES = 20  # ports above the usual one, where other studios or programs sit on it


def serve(root: Path, *, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve until interrupted; `started` gets the address with the key when all is ready."""
    with _listen(host, port) as listening:
        port = listening.getsockname()[1]
        names = LOOPBACK if host in LOOPBACK else {host}
        key = load_key(root / ".nexus" / "studio" / "key")
        lock = Lock(key, frozenset(f"{name}:{port}" for name in names), port)
        app = make_app(root, lock)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
            timeout_keep_alive=75,
            ws="none",
        )
        server = _Server(
            config, lambda: started(f"http://{host}:{port}/?key={key}"), app.state.desk
        )
        with suppress(KeyboardInterrupt):  # the usual end
            asyncio.run(server.serve([listening]))


class _Server(uvicorn.Server):
    """A server that tells when it is ready, and its pages when it ends."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], desk: Desk) -> None:
        super().__init__(config)
        self._ready = ready
        self._desk = desk

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the doors."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the doors; pages that listen for news would hold them open."""
        self._desk.closing.set()
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    """A socket on the port, or on a free one above it."""
    for tried in range(port, port + _TRIES if port else 1):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, tried))
        except OSError as error:
            listening.close()
            if error.errno != errno.EADDRINUSE:
                raise UsageError(
                    f"cannot listen at {host}: {error.strerror}",
                    hint="Leave out --host and --port.",
                ) from error
        else:
            return listening
    raise UsageError(
        f"the ports {port} to {port + _TRIES - 1} are all taken", hint="Choose one with --port."
    )
