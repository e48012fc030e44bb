"""A hub on this machine that serves a toy model, and breaks off when told to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import toy_weights
from local_server import Answers, local_server
from nexus_audio.config import Models
from nexus_audio.engines.sizes import Weights


@dataclass
class Hub:
    """What it serves by path, and how."""

    files: dict[str, bytes] = field(default_factory=dict)
    breaks_after: list[int] = field(default_factory=list)
    """For each coming answer with a body, after how many bytes the line breaks."""
    ranges: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Each path with the range that was asked for."""
    address: str = ""

    @property
    def settings(self) -> Models:
        return Models(hub=self.address, checkpoints=f"{self.address}openai/")

    def serve_model(self, weights: Weights = toy_weights.TOY) -> None:
        """Serve the toy as the hub and as OpenAI do."""
        folder = f"{weights.repository}/resolve/{weights.revision}/"
        for name, data in (toy_weights.SMALL_FILES | {"model.bin": toy_weights.MODEL}).items():
            self.files[folder + name] = data
        self.files[f"openai/{weights.checkpoint}/{weights.size}.pt"] = toy_weights.MODEL

    def bodies(self, name: str) -> list[str]:
        """The ranges that were asked of a file."""
        return [asked for path, asked in self.asked if path.endswith(name)]


class _Answers(Answers):
    hub: Hub

    def reply(self) -> None:
        # A proxy is asked for whole addresses.
        path = re.sub(r"^http://[^/]+", "", self.path).removeprefix("/")
        self.hub.asked.append((path, self.headers.get("Range", "")))
        data = self.hub.files.get(path)
        if data is None:
            return self.send_error(404)
        part = self.asked_part(len(data)) if self.hub.ranges else None
        start = part[0] if part else 0
        if start and start >= len(data):
            return self.send_error(416)
        body = data[start:]
        told = {"Content-Length": str(len(body))}
        if path.endswith((".bin", ".pt")) and self.hub.breaks_after:
            body = body[: self.hub.breaks_after.pop(0)]
        return self.answer(206 if start else 200, body, told)


@contextmanager
def serve() -> Iterator[Hub]:
    """A hub that listens until the block ends."""
    hub = Hub()
    with local_server(type("Answers", (_Answers,), {"hub": hub})) as hub.address:
        yield hub
