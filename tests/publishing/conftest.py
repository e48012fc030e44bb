"""A built workspace that is published to a real object storage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import s3_servers
import toy_engine
import toy_workspace
from fault_proxy import Proxy, proxied
from nexus_audio.build import build
from nexus_audio.config import load_settings
from nexus_audio.events import ignore
from nexus_audio.workspace import Workspace
from s3_servers import BUCKET, Server
from toy_publishing import PREFIX


@pytest.fixture(scope="session")
def proxy(seaweed: Server) -> Iterator[Proxy]:
    with proxied(seaweed.port) as one:
        yield one


@pytest.fixture(scope="session")
def built(
    seaweed: Server, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A workspace with two episodes, built."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        toy_engine.install(monkeypatch)
        root = tmp_path_factory.mktemp("built") / "Schau"
        workspace = toy_workspace.make(root)
        place = s3_servers.settings(seaweed, PREFIX, proxy.endpoint)
        (root / "nexus.toml").write_text(
            f'{toy_workspace.TOML}\n[storage]\nkind = "s3"\nprovider = "other"\n'
            f'bucket = "{BUCKET}"\nprefix = "{PREFIX}"\nendpoint = "{place.endpoint}"\n'
            f'public_url = "{place.public_url}"\npatience = 0.2\n'
        )
        folders = [toy_workspace.add(workspace, f"{n}-a", number=n) for n in (1, 2)]
        build(workspace, load_settings(root).settings, folders, ignore)
        yield root


@pytest.fixture
def workspace(
    built: Path, seaweed: Server, proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Workspace:
    """The same, in a folder of its own, before anything was published."""
    toy_engine.install(monkeypatch)
    s3 = s3_servers.client(seaweed).s3
    for one in s3.list_objects_v2(Bucket=BUCKET, Prefix=f"{PREFIX}/").get("Contents", ()):
        s3.delete_object(Bucket=BUCKET, Key=one["Key"])
    proxy.fault = lambda request: ""
    return Workspace(shutil.copytree(built, tmp_path / "Schau"))
