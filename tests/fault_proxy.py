"""A small proxy before an S3 server that breaks what a test tells it to break."""

from __future__ import annotations

import http.client
import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Lock
from urllib.parse import unquote

from local_server import local_server

_ANSWERS = {
    "400": "InvalidArgument",
    "403": "SignatureDoesNotMatch",
    "404": "NoSuchKey",
    "411": "MissingContentLength",
    "501": "NotImplemented",
    "500": "InternalError",
    "503": "SlowDown",
    "507": "InsufficientStorage",
}
_HOP = {"connection", "keep-alive", "transfer-encoding", "expect"}


@dataclass(frozen=True, slots=True)
class Request:
    """One request as a fault sees it."""

    number: int
    """Counted from 0."""
    verb: str
    path: str
    """Decoded, with its query."""
    headers: Mapping[str, str]
    """By their names in small letters."""


Fault = Callable[[Request], str]
"""What to do to a request: nothing (empty), or the name of a fault below."""


@dataclass
class Proxy:
    """Where to reach the server through the proxy, and what passed."""

    endpoint: str = ""
    fault: Fault = field(default=lambda request: "")
    requests: list[Request] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def once(self, fault: str, verb: str, part: str) -> None:
        """Break the first request of that verb whose path holds a part."""
        left = [fault]

        def choose(request: Request) -> str:
            hit = request.verb == verb and part in request.path and left
            return left.pop() if hit else ""

        self.fault = choose

    def always(self, fault: str, verb: str, part: str = "") -> None:
        """Break every request of that verb whose path holds a part."""
        self.fault = lambda request: (
            fault if (request.verb, part in request.path) == (verb, True) else ""
        )


@contextmanager
def proxied(port: int) -> Iterator[Proxy]:
    """A proxy before the server at a port of this machine."""
    proxy = Proxy()
    with local_server(type("Relay", (_Relay,), {"proxy": proxy, "behind": port})) as address:
        proxy.endpoint = address.removesuffix("/")
        yield proxy


class _Relay(BaseHTTPRequestHandler):
    proxy: Proxy
    behind: int
    protocol_version = "HTTP/1.1"

    def _relay(self) -> None:
        proxy = self.proxy
        with proxy.lock:
            given = {name.lower(): value for name, value in self.headers.items()}
            request = Request(len(proxy.requests), self.command, unquote(self.path), given)
            proxy.requests.append(request)
            fault = proxy.fault(request)
        body = self._body(cut=fault == "cut")
        if fault == "cut":
            return self._reset()
        if fault in _ANSWERS:
            return self._answer(int(fault), _ANSWERS[fault])
        if fault == "delay":
            time.sleep(0.5)
        if fault == "flip" and body:
            middle = len(body) // 2
            body = body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]
        try:
            found = self._forward(self.behind, body)
        except OSError:
            found = None
        if fault == "lose" or found is None:
            return self._reset()
        status, headers, data = found
        if fault == "unshared":
            headers = [one for one in headers if one[0].lower() != "access-control-allow-origin"]
        return self._send(status, headers, data)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _relay  # noqa: N815

    def _body(self, *, cut: bool) -> bytes:
        size = int(self.headers.get("Content-Length") or 0)
        return self.rfile.read(size // 2 if cut else size)

    def _forward(self, port: int, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.putrequest(
                self.command, self.path, skip_host=True, skip_accept_encoding=True
            )
            for name, value in self.headers.items():
                if name.lower() not in _HOP:
                    connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def _answer(self, status: int, code: str) -> None:
        data = f"<?xml version='1.0'?><Error><Code>{code}</Code></Error>".encode()
        self._send(status, [("Content-Type", "application/xml")], data)

    def _send(self, status: int, headers: list[tuple[str, str]], data: bytes) -> None:
        with suppress(OSError):
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in {*_HOP, "content-length"}:
                    self.send_header(name, value)
            length = {name.lower(): value for name, value in headers}.get("content-length")
            size = length if self.command == "HEAD" and length else str(len(data))
            self.send_header("Content-Length", size)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

    def _reset(self) -> None:
        """Close as a broken line does: with RST, in the middle of whatever it was."""
        linger = struct.pack("ii", 1, 0)
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        pass
