"""Recordings on their way in: written piece by piece, and taken up again where they stopped.

Each upload is a folder `.nexus/uploads/<id>/` with `facts.json` and `data`. A piece is only
added when its sha256 is the one that the browser sent along, so what lies in `data` is always
a whole beginning of the file. A browser that comes back with the same file is given the same
upload. The headers are those of the tus protocol 1.0.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from nexus_audio.errors import RecordingError
from nexus_audio.store import disk_full
from nexus_audio.workspace import RECORDINGS

PIECE = 8 << 20
"""Bytes that a browser sends at once, which is also what it loses when the line breaks."""

LARGEST = 20 << 30
"""Bytes: nine hours of 24-bit stereo at 96 kHz."""

MOST = 20
"""Unfinished uploads at a time."""

DAYS = 7
"""After so many days without a piece an upload is swept."""

_SPARE = 200 << 20  # bytes that stay free on the disk
_ID = re.compile(r"[0-9a-f]{24}")


class UploadRefused(Exception):
    """A piece that is not taken; `status` is what the browser is told."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file on its way into an episode."""

    id: str
    episode: str
    name: str
    size: int | None
    """Bytes; none while it is being recorded."""
    mark: str = ""
    """By what the same file is known again: its size, its time and its first bytes."""

    @property
    def ending(self) -> str:
        """The ending of its name, with its dot, in small letters."""
        return Path(self.name).suffix.lower()


class Uploads:
    """All uploads of a workspace; safe for several tabs at once."""

    def __init__(self, root: Path) -> None:
        """`root` is the folder that they lie in."""
        self._root = root
        self._lock = threading.Lock()
        self.finishing = threading.Lock()
        """Held by whoever puts an upload into its episode."""

    def begin(self, episode: str, name: str, size: int | None, mark: str) -> Upload:
        """A new upload, or the unfinished one of the same file; raises UploadRefused."""
        ending = Path(name).suffix.lower().lstrip(".")
        if ending not in RECORDINGS:
            raise RecordingError(
                f"files ending in {'.' + ending if ending else 'nothing'} are not known as "
                "recordings",
                subject=name,
                hint=f"Known are: {', '.join(RECORDINGS)}.",
            )
        if size is not None and not 0 < size <= LARGEST:
            why = "the file is larger than 20 GB" if size else "the file is empty"
            raise RecordingError(why, subject=name, hint="Choose the recording.")
        with self._lock:
            self._sweep()
            for upload in self.all():
                if mark and (upload.episode, upload.mark) == (episode, mark):
                    return upload
            if len(list(self.all())) >= MOST:
                raise UploadRefused(429, "too many uploads are unfinished")
            self._check_room(size or PIECE)
            upload = Upload(
                id=secrets.token_hex(12), episode=episode, name=name[-200:], size=size, mark=mark
            )
            folder = self._root / upload.id
            folder.mkdir(parents=True)
            (folder / "data").touch()
            (folder / "facts.json").write_text(json.dumps(asdict(upload)), encoding="utf-8")
            return upload

    def all(self) -> Iterator[Upload]:
        """The unfinished uploads."""
        for file in sorted(self._root.glob("*/facts.json")):
            if _ID.fullmatch(file.parent.name):
                yield Upload(**json.loads(file.read_bytes()))

    def get(self, id: str) -> Upload:
        """The upload of that id; raises UploadRefused."""
        file = self._root / id / "facts.json"
        if not _ID.fullmatch(id) or not file.is_file():
            raise UploadRefused(404, "there is no such upload")
        return Upload(**json.loads(file.read_bytes()))

    def data(self, upload: Upload) -> Path:
        """What has come of it."""
        return self._root / upload.id / "data"

    def offset(self, upload: Upload) -> int:
        """How many bytes have come."""
        return self.data(upload).stat().st_size

    def add(self, upload: Upload, offset: int, piece: bytes, checksum: str) -> int:
        """Add a piece, and give the new offset; raises UploadRefused."""
        with self._lock:
            if offset != self.offset(upload):
                raise UploadRefused(409, "the piece does not follow what is here")
            if offset + len(piece) > (LARGEST if upload.size is None else upload.size):
                raise UploadRefused(413, "that is more than was announced")
            if checksum != f"sha256 {base64.b64encode(hashlib.sha256(piece).digest()).decode()}":
                raise UploadRefused(460, "the piece was damaged on its way")
            self._check_room(len(piece))
            with self.data(upload).open("ab") as file:
                file.write(piece)
            return offset + len(piece)

    def whole(self, upload: Upload) -> Path:
        """The file when all of it has come; raises UploadRefused before."""
        if self.offset(upload) != (upload.size or self.offset(upload)) or not self.offset(upload):
            raise UploadRefused(409, "the recording is not whole yet")
        return self.data(upload)

    def drop(self, upload: Upload) -> None:
        """Forget an upload."""
        shutil.rmtree(self._root / upload.id, ignore_errors=True)

    def _check_room(self, size: int) -> None:
        self._root.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._root).free < size + _SPARE:
            raise disk_full(self._root)

    def _sweep(self) -> None:
        for upload in list(self.all()):
            if time.time() - self.data(upload).stat().st_mtime > DAYS * 86_400:
                self.drop(upload)
