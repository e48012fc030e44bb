"""A web server on this machine that notes what it is told, as hubs and podping servers do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


@dataclass
class Heard:
    """What a server was told, and what it answers."""

    address: str = ""
    status: int = 200
    location: str = ""
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Heard]:
    """The server, for as long as it is needed."""
    heard = Heard()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.asked.append(parse_qs(urlsplit(self.path).query))
            self._answer()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.asked.append(parse_qs(body.decode()))
            self._answer()

        def _answer(self) -> None:
            heard.tokens.append(self.headers["Authorization"])
            self.send_response(heard.status)
            if heard.location:
                self.send_header("Location", heard.location)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=http.serve_forever, daemon=True).start()
    heard.address = f"http://127.0.0.1:{http.server_port}/"
    yield heard
    http.shutdown()
    http.server_close()
