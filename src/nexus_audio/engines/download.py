"""One file over the network: it goes on where it stopped, and arrives whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

from nexus_audio import __version__
from nexus_audio.config import Models
from nexus_audio.errors import ModelCorrupt, ModelMissing, StoreError

Progress = Callable[[float, float, str], None]
"""Takes how many bytes of how many are here, and what is being done."""

TIMEOUT = 10.0
"""Seconds without a byte until a server counts as out of reach."""

_CHUNK = 1 << 20
_TRIES = 5  # in a row that bring nothing; a line that breaks often still gets there


def download(
    url: str, target: Path, settings: Models, progress: Progress, *, sha256: str = ""
) -> None:
    """Bring a file here; what was here of it before is not fetched again.

    Raises ModelMissing when the network fails (what came is kept beside the target for the
    next time), StoreError when the disk is too small, ModelCorrupt for a wrong digest.
    """
    part = target.with_name(f"{target.name}.part")
    failures = 0
    while failures < _TRIES:
        before, reason = _length(part), "the line broke"
        try:
            if _continue(url, part, settings, progress):
                break
        except HTTPError as error:
            raise ModelMissing(f"{url}: {error.code} {error.reason}") from error
        except (URLError, HTTPException, TimeoutError, ConnectionError) as error:
            reason = str(getattr(error, "reason", error)) or type(error).__name__
        nothing_came = _length(part) == before
        failures = failures + 1 if nothing_came else 0
        if nothing_came and not before:  # nobody is there: no use to insist
            break
    else:
        raise ModelMissing(f"{url}: {reason}")
    if not part.exists():
        raise ModelMissing(f"{url}: {reason}")
    if sha256 and _digest(part) != sha256:
        part.unlink()
        raise ModelCorrupt(
            "what came over the network does not have the published digest",
            subject=url,
            hint="Fetch it again; if that does not help, look at the settings of [models].",
        )
    part.replace(target)


def _continue(url: str, part: Path, settings: Models, progress: Progress) -> bool:
    """Fetch what is missing of a file; whether it is whole then."""
    have = _length(part)
    with _open(url, have, settings) as answer:
        if answer is None:
            return True
        if answer.status != 206:
            have = 0  # the server begins anew
        coming = int(answer.headers.get("Content-Length") or 0)
        total = have + coming
        require_space(part.parent, coming)
        with part.open("ab" if have else "wb") as file:
            while chunk := answer.read(_CHUNK):
                file.write(chunk)
                have += len(chunk)
                progress(have, max(total, have), "fetching")
    return have >= total


class _Nothing:
    """The answer when all of the file is here already."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *given: object) -> None:
        """There is nothing to close."""


def _open(url: str, have: int, settings: Models) -> Any:
    headers = {"User-Agent": f"nexus-audio/{__version__}"}
    if have:
        headers["Range"] = f"bytes={have}-"
    proxies = {"http": settings.proxy, "https": settings.proxy} if settings.proxy else None
    opener = urllib.request.build_opener(urllib.request.ProxyHandler(proxies))
    try:
        return opener.open(urllib.request.Request(url, headers=headers), timeout=TIMEOUT)  # noqa: S310
    except HTTPError as error:
        if error.code == 416 and have:  # nothing lies behind what we have
            error.close()
            return _Nothing()
        raise


def require_space(folder: Path, needed: int) -> None:
    """Raise StoreError when less than so many bytes are free where the folder lies."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StoreError(
            f"the speech model needs {megabytes(needed)}, but only {megabytes(free)} are free",
            subject=str(folder),
            hint="Free some space, or let NEXUS_CACHE name a folder on a larger disk.",
        )


def megabytes(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / 1e6:.0f} MB"


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
