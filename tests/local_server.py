"""A web server on this machine, for as long as a test needs it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Answers(BaseHTTPRequestHandler, ABC):
    """What a server of the tests answers: `reply` says it, to every request."""

    @abstractmethod
    def reply(self) -> None:
        """Answer the request by `answer` or `send_error`."""

    def do_GET(self) -> None:
        """As the base class calls what is to be done."""
        self.reply()

    do_HEAD = do_POST = do_GET  # noqa: N815

    def handle(self) -> None:
        """Let who asks hang up at any time."""
        with suppress(ConnectionError):
            super().handle()

    def asked_part(self, size: int) -> tuple[int, int] | None:
        """First and last byte of the part of so many bytes that is asked for; None for all."""
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        return (int(found[1]), min(int(found[2] or size), size - 1)) if found else None

    def answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] = {}) -> None:
        """Give one answer; without its body where only the head is asked for."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def local_server(answers: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server that answers so; it listens until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
