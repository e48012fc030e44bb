"""A web server on this machine that notes what it is told, as hubs and podping servers do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from local_server import Answers, local_server


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

    class Listener(Answers):
        def reply(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            heard.asked.append(parse_qs(body or urlsplit(self.path).query))
            heard.tokens.append(self.headers["Authorization"])
            self.answer(
                heard.status, headers={"Location": heard.location} if heard.location else {}
            )

    with local_server(Listener) as heard.address:
        yield heard
