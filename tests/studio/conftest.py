"""A studio in this very process, asked as its own browser would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import toy_engine
import toy_workspace
from nexus_audio.build import build
from nexus_audio.events import ignore
from nexus_audio.studio.app import make_app
from nexus_audio.studio.desk import Desk
from nexus_audio.studio.security import Lock
from nexus_audio.workspace import EpisodeFolder, Workspace

KEY = "geheim"
ORIGIN = "http://127.0.0.1:8710"
LOCK = Lock(KEY, frozenset({"127.0.0.1:8710", "localhost:8710"}), 8710)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty workspace of the toy engine."""
    toy_engine.install(monkeypatch)
    made = toy_workspace.make(tmp_path / "Schau")
    file = made.root / "nexus.toml"
    file.write_text(file.read_text() + "\n[chapters]\nshortest = 0\n")
    return made


@pytest.fixture
def stranger(workspace: Workspace) -> TestClient:
    """Somebody without the key; the jobs of this studio are only noted, not done."""
    return TestClient(make_app(workspace.root, LOCK), base_url=ORIGIN, follow_redirects=False)


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """The browser that opened the address with the key; it sends what our pages send."""
    assert stranger.get(f"/?key={KEY}").status_code == 303
    stranger.headers |= {"origin": ORIGIN, "x-csrf": LOCK.csrf}
    stranger.follow_redirects = True
    return stranger


@pytest.fixture
def desk(client: TestClient) -> Desk:
    found: Desk = client.app.state.desk  # type: ignore[attr-defined]
    return found


@pytest.fixture
def built(workspace: Workspace) -> Callable[[str], EpisodeFolder]:
    """Makes an episode that is built."""

    def make(slug: str) -> EpisodeFolder:
        folder = toy_workspace.add(workspace, slug)
        build(workspace, toy_workspace.SETTINGS, [folder], ignore)
        return folder

    return make
