"""Asking a web server for what a feed names, as a podcast app does: patient, but not for ever."""

from __future__ import annotations

import http.client
import time
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit

from nexus_audio.feed.origin import DOCUMENT, Answer

SILENCE, PATIENCE = 20.0, 120.0
"""Seconds for one sign of life, and for one whole document."""
AT_ONCE = 8
AGENT = "nexus-audio feed check"
_CHUNK = 64 * 1024
_REFUSED = (OSError, ValueError, http.client.HTTPException)


class WebOrigin:
    """The web; what a server once said is not asked again."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._opener = urllib.request.OpenerDirector()
        # Not build_opener: that would follow a feed to files of this machine, too.
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            _Redirects(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
        ):
            self._opener.add_handler(handler)

    def look(self, url: str) -> Answer:
        """What the server says of it."""
        if url not in self._answers:
            self._answers[url] = self._ask(url)
        return self._answers[url]

    def read(self, url: str, most: int = DOCUMENT, start: int = 0) -> bytes | None:
        """Its bytes from a place on; none when they are not there, or do not come in time."""
        until, parts, left = time.monotonic() + PATIENCE, [], most
        try:
            with self._open("GET", url, {"Range": f"bytes={start}-{start + most - 1}"}) as answer:
                if start and answer.status != http.client.PARTIAL_CONTENT:
                    return None
                while left > 0 and (part := answer.read(min(_CHUNK, left))):
                    parts.append(part)
                    left -= len(part)
                    if time.monotonic() > until:
                        return None
        except _REFUSED:
            return None
        return b"".join(parts)

    def warm(self, ask: Callable[[str], object], urls: Iterable[str]) -> None:
        """Ask about many things, some at a time."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(ask, dict.fromkeys(urls)))

    def _ask(self, url: str) -> Answer:
        try:
            with self._open("GET", url, {"Range": "bytes=0-1"}) as answer:
                ranged, given = answer.status == http.client.PARTIAL_CONTENT, answer.headers
                address = answer.url
        except _REFUSED as error:
            return Answer(problem=_reason(error))
        return Answer(
            address=address,
            size=_size(given, ranged=ranged),
            type=given.get_content_type(),
            head=self._answers_head(url),
            ranges=ranged,
            versioned="ETag" in given or "Last-Modified" in given,
            shared="Access-Control-Allow-Origin" in given,
        )

    def _answers_head(self, url: str) -> bool:
        try:
            with self._open("HEAD", url, {}):
                return True
        except _REFUSED:
            return False

    def _open(self, verb: str, url: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError("this is no web address")
        request = urllib.request.Request(  # noqa: S310 -- the scheme was looked at
            url, method=verb, headers={"User-Agent": AGENT, **headers}
        )
        found: http.client.HTTPResponse = self._opener.open(request, timeout=SILENCE)
        return found


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Asks the next address as the first one: before Python 3.13, HEAD became GET on the way."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        following = super().redirect_request(req, fp, code, msg, headers, newurl)
        if following is not None:
            following.method = req.get_method()
        return following


def _size(headers: Message, *, ranged: bool) -> int | None:
    if ranged:
        said = headers.get("Content-Range", "").rpartition("/")[2]
    else:
        said = headers.get("Content-Length", "")
    return int(said) if said.isdecimal() else None


def _reason(error: Exception) -> str:
    if isinstance(error, HTTPError):
        return f"the server answers {error.code}"
    return f"it cannot be reached: {getattr(error, 'reason', error)}"
