"""Files that a feed names, as small as they can be, and a server that gives them to apps."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def png(width: int, height: int, colours: int = 2) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">IIBB", width, height, 8, colours)


def chapters_in_tag(*chapters: tuple[int, str]) -> bytes:
    """A file of 2048 bytes that begins with a tag."""
    frames = b""
    for number, (start, title) in enumerate(chapters):
        name = b"TIT2" + struct.pack(">I", len(title.encode()) + 1) + b"\0\0\3" + title.encode()
        body = b"c%d\0" % number + struct.pack(">IIII", start, start + 1, 0, 0) + name
        frames += b"CHAP" + bytes([0, 0, len(body) >> 7, len(body) & 127]) + b"\0\0" + body
    size = len(frames)
    return (b"ID3\4\0\0" + bytes([0, 0, size >> 7, size & 127]) + frames).ljust(2048, b"\0")


class Server(BaseHTTPRequestHandler):
    """Answers GET and HEAD, with parts and versions, but for what `faults` names.

    What is behind `/weiter/` is elsewhere: at the same path without it, where faults begin.
    """

    files: Mapping[str, tuple[bytes, str]] = {}
    """Bytes and type by path."""
    faults: frozenset[str] = frozenset()
    """Of head, ranges, versions, sharing, silence."""

    def do_GET(self) -> None:
        if self.path.startswith("/weiter/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/weiter"))
            self.end_headers()
            return
        if "silence" in self.faults:
            self.close_connection = True
            return
        data, kind = self.files.get(self.path, (None, ""))
        if data is None:
            self.send_error(404)
            return
        wanted = self.headers.get("Range", "").removeprefix("bytes=").partition("-")
        parts = bool(wanted[1]) and "ranges" not in self.faults and len(data) > 0
        first, last = (int(wanted[0]), int(wanted[2])) if parts else (0, len(data) - 1)
        body = data[first : last + 1]
        self.send_response(206 if parts else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if parts:
            self.send_header("Content-Range", f"bytes {first}-{first + len(body) - 1}/{len(data)}")
        if "versions" not in self.faults:
            self.send_header("ETag", '"1"')
        if "sharing" not in self.faults:
            self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def do_HEAD(self) -> None:
        if "head" in self.faults and not self.path.startswith("/weiter/"):
            self.send_error(405)
        else:
            self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def serve(files: Mapping[str, tuple[bytes, str]], *faults: str) -> Iterator[str]:
    """A server on this machine with these files; gives its address."""
    handler = type("Handler", (Server,), {"files": files, "faults": frozenset(faults)})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
