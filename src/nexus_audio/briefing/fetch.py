"""Fetching a briefing from an address: the one effect of this room, called by the command only.

A page may name any address, so nothing that it redirects to is trusted: only
http and https, only addresses that the whole internet can reach, and never back
from https to http. What the host types may also be his own machine.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from nexus_audio.briefing.reach import connect, is_loopback, may_reach, resolve
from nexus_audio.briefing.source import LARGEST, Source, too_large
from nexus_audio.errors import BriefingError

SECONDS = 20.0
"""For the whole of it, from asking for the name to the last byte."""

REDIRECTS = 5
CHUNK = 65_536

_SCHEMES = ("http", "https")
_REDIRECTING = (301, 302, 303, 307, 308)
_ENCODINGS = {"": None, "identity": None, "gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


def is_url(text: str) -> bool:
    """Whether a text is meant as an address rather than as a file."""
    return "://" in text


def fetch(url: str) -> Source:
    """What an address holds; raises BriefingError for what may not or cannot be fetched."""
    result: list[Source | Exception] = []

    def work() -> None:
        try:
            result.append(_follow(url, time.monotonic() + SECONDS))
        except Exception as error:  # handed on below, as threads cannot raise
            result.append(error)

    # Neither asking for a name nor a server that sends byte by byte can be timed out from within.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(SECONDS)
    outcome = result[0] if result else TimeoutError()
    if isinstance(outcome, Source):
        return outcome
    raise _told(outcome, url)


def _follow(url: str, deadline: float) -> Source:
    parts = _parts(url, url)
    may_be_local = is_loopback(parts.hostname or "")
    for _ in range(REDIRECTS + 1):
        opened = _connection(parts, deadline, may_be_local=may_be_local)
        with closing(opened) as connection, _ask(connection, parts) as response:
            if response.status not in _REDIRECTING:
                return Source(data=_body(response, deadline, url), name=url)
            target = _parts(urljoin(parts.geturl(), response.getheader("Location", "")), url)
        if parts.scheme == "https" and target.scheme == "http":
            raise _refused("it redirects from https to http", url)
        parts, may_be_local = target, False
    raise _refused(f"it redirects more than {REDIRECTS} times", url)


def _parts(url: str, first: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise _refused(f"this is no address: {url}", first) from error
    if parts.scheme not in _SCHEMES or not host:
        raise _refused(f"only http and https addresses are fetched, not {url}", first)
    written = f"[{host}]" if ":" in host else host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return SplitResult(parts.scheme, written + port, path, query, "")


def _connection(
    parts: SplitResult, deadline: float, *, may_be_local: bool
) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    is_safe = parts.scheme == "https"
    port = parts.port or (http.client.HTTPS_PORT if is_safe else http.client.HTTP_PORT)
    addresses = resolve(host, port)
    if not all(may_reach(address, may_be_local=may_be_local) for address in addresses):
        raise _refused("it leads to a private address", parts.geturl())
    connection = http.client.HTTPConnection(host, port)
    connection.sock = connect(addresses, port, _left(deadline))
    if is_safe:
        plain, context = connection.sock, ssl.create_default_context()
        with ExitStack() as stack:
            stack.callback(plain.close)
            connection.sock = context.wrap_socket(plain, server_hostname=host)
            stack.pop_all()
    return connection


def _ask(connection: http.client.HTTPConnection, parts: SplitResult) -> http.client.HTTPResponse:
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request(
        "GET",
        target,
        headers={"Host": parts.netloc, "User-Agent": "nexus-audio", "Accept-Encoding": "gzip"},
    )
    return connection.getresponse()


def _body(response: http.client.HTTPResponse, deadline: float, url: str) -> bytes:
    """The bytes of an answer, never more than an issue may have, packed or unpacked."""
    if response.status != 200:
        raise _refused(f"the server answers {response.status} {response.reason}".strip(), url)
    encoding = response.getheader("Content-Encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise _refused(f"it is packed as {encoding}, which is not known", url)
    body = bytearray()
    for chunk in _unpacked(_chunks(response, deadline), _ENCODINGS[encoding]):
        body += chunk
        if len(body) > LARGEST:
            raise too_large(url)
    return bytes(body)


def _chunks(response: http.client.HTTPResponse, deadline: float) -> Iterator[bytes]:
    while chunk := response.read1(CHUNK):
        _left(deadline)
        yield chunk


def _unpacked(chunks: Iterator[bytes], bits: int | None) -> Iterator[bytes]:
    if bits is None:
        yield from chunks
        return
    unpacker = zlib.decompressobj(bits)
    for chunk in chunks:
        # One chunk can hold a thousand times its size; so it comes out in parts, too.
        rest = chunk
        while rest:
            yield unpacker.decompress(rest, CHUNK)
            rest = unpacker.unconsumed_tail


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _refused(why: str, url: str) -> BriefingError:
    return BriefingError(
        why, subject=url, hint="Save the issue's page or its text in a file, and name that."
    )


def _told(error: Exception, url: str) -> BriefingError:
    """What went wrong, for a person."""
    match error:
        case BriefingError():
            return error
        case TimeoutError():
            return _refused(f"it did not come within {SECONDS:.0f} seconds", url)
        case socket.gaierror():
            return _refused("there is no server of that name", url)
        case OSError() | http.client.HTTPException() | zlib.error():
            return _refused(f"it cannot be fetched: {error}", url)
    raise error
