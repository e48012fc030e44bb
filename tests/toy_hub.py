"""A hub on this machine that serves a toy model, and breaks off when told to."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import toy_weights
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


class _Handler(BaseHTTPRequestHandler):
    hub: Hub

    def do_GET(self) -> None:
        # A proxy is asked for whole addresses.
        path = re.sub(r"^http://[^/]+", "", self.path).removeprefix("/")
        asked = self.headers.get("Range", "")
        self.hub.asked.append((path, asked))
        data = self.hub.files.get(path)
        if data is None:
            return self.send_error(404)
        start = 0
        if self.hub.ranges and (found := re.fullmatch(r"bytes=(\d+)-", asked)):
            start = int(found[1])
        if start and start >= len(data):
            return self.send_error(416)
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        body = data[start:]
        if path.endswith((".bin", ".pt")) and self.hub.breaks_after:
            body = body[: self.hub.breaks_after.pop(0)]
        self.wfile.write(body)
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def serve() -> Iterator[Hub]:
    """A hub that listens until the block ends."""
    hub = Hub()
    handler = type("Handler", (_Handler,), {"hub": hub})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        hub.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()
