"""The studio as a command starts it."""

from __future__ import annotations

import stat
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import toy_studio
import toy_workspace
from nexus_audio.errors import UsageError
from nexus_audio.studio.serving import serve
from toy_studio import Studio


def test_it_listens_here_alone_and_ends_when_told(tmp_path: Path) -> None:
    root = toy_workspace.make(tmp_path / "Schau").root
    env = toy_studio.environment(tmp_path / "toy")
    studio = Studio(root, env)
    second = Studio(root, env, port=studio.port)  # the next free port
    assert studio.address.startswith("http://127.0.0.1:")
    assert second.port > studio.port
    assert second.address.partition("?")[2] == studio.address.partition("?")[2]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(studio.origin)  # noqa: S310
    for one in (studio, second):
        one.close()
        assert one.process.returncode == 0
    key = root / ".nexus" / "studio" / "key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_an_address_that_is_not_ours(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot listen"):
        serve(tmp_path, host="192.0.2.1", port=0, started=lambda _: None)
