"""A storage behind a proxy that breaks in every way, for tests of writes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import s3_servers
from fault_proxy import Proxy
from nexus_audio.storages.s3 import S3Storage
from nexus_audio.storages.s3.digests import MIB
from s3_servers import Server

LARGE = 10 * MIB + 3


@dataclass
class Line:
    """A storage behind a proxy, and the same storage by itself."""

    storage: S3Storage
    direct: S3Storage
    proxy: Proxy
    told: list[str]


def through(proxy: Proxy, server: Server, root: Path) -> Line:
    proxy.fault = lambda request: ""
    behind = s3_servers.folder_in(replace(server, port=int(proxy.endpoint[17:])), root.name, root)
    proxy.requests.clear()
    told: list[str] = []
    patience = replace(behind.client.patience, tell=told.append, stop=Event())
    client = replace(behind.client, patience=patience, stop=patience.stop)
    direct = s3_servers.folder_in(server, root.name, root)
    return Line(hurried(replace(behind, client=client), 20), direct, proxy, told)


def hurried(storage: S3Storage, seconds: float) -> S3Storage:
    """The same storage, with pauses that a test can wait for."""
    patience = replace(storage.client.patience, seconds=seconds, first=0.05)
    return replace(storage, client=replace(storage.client, patience=patience))


def parts_sent(proxy: Proxy) -> list[str]:
    return [one.path for one in proxy.requests if "partNumber" in one.path and one.verb == "PUT"]
