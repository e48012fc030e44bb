"""Files that a feed names, as small as they can be, and a server that gives them to apps."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from local_server import Answers, local_server


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


class Host(Answers):
    """Answers GET and HEAD, with parts and versions, but for what `faults` names.

    What is behind `/weiter/` is elsewhere: at the same path without it, where faults begin.
    """

    files: Mapping[str, tuple[bytes, str]] = {}
    """Bytes and type by path."""
    faults: frozenset[str] = frozenset()
    """Of head, ranges, versions, sharing, silence."""

    def reply(self) -> None:
        if self.path.startswith("/weiter/"):
            return self.answer(302, headers={"Location": self.path.removeprefix("/weiter")})
        if self.command.lower() in self.faults:
            return self.send_error(405)
        if "silence" in self.faults:
            self.close_connection = True
            return None
        data, kind = self.files.get(self.path, (None, ""))
        if data is None:
            return self.send_error(404)
        part = self.asked_part(len(data)) if data and "ranges" not in self.faults else None
        first, last = part or (0, len(data) - 1)
        body = data[first : last + 1]
        headers = {"Content-Type": kind, "Content-Length": str(len(body))}
        if part:
            headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
        if "versions" not in self.faults:
            headers["ETag"] = '"1"'
        if "sharing" not in self.faults:
            headers["Access-Control-Allow-Origin"] = "*"
        return self.answer(206 if part else 200, body, headers)


@contextmanager
def serve(files: Mapping[str, tuple[bytes, str]], *faults: str) -> Iterator[str]:
    """A server on this machine with these files; gives its address."""
    with local_server(type("Host", (Host,), {"files": files, "faults": frozenset(faults)})) as here:
        yield here
