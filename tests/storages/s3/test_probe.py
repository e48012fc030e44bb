"""Trying out servers that answer as older ones and other providers do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import s3_servers
from fault_proxy import Proxy, proxied
from nexus_audio.storages.base import Trait
from nexus_audio.storages.s3 import open_s3
from s3_servers import Server

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]


@pytest.fixture
def proxy(seaweed: Server) -> Iterator[Proxy]:
    with proxied(seaweed.port) as one:
        yield one


@pytest.mark.parametrize("status", ["400", "403", "411", "501"])
def test_a_header_that_is_refused_is_not_sent_again(
    proxy: Proxy, seaweed: Server, tmp_path: Path, status: str
) -> None:
    """The refusal of the header must not be taken for one of a wrong checksum in it."""
    newer = "x-amz-checksum-crc32"
    proxy.fault = lambda request: status if newer in request.headers else ""
    storage = open_s3(s3_servers.settings(seaweed, tmp_path.name, proxy.endpoint), tmp_path)
    assert trait(storage.traits(), "checksums").words.endswith("(MD5)")
    proxy.requests.clear()
    assert storage.put("feed.xml", b"the feed", expected=None).size == 8
    (sent,) = [one for one in proxy.requests if one.verb == "PUT"]
    assert "content-md5" in sent.headers
    assert newer not in sent.headers


@pytest.mark.parametrize("status", ["400", "403", "501"])
def test_a_condition_that_is_not_understood_is_none(
    proxy: Proxy, seaweed: Server, tmp_path: Path, status: str
) -> None:
    proxy.fault = lambda request: status if "if-none-match" in request.headers else ""
    storage = open_s3(s3_servers.settings(seaweed, tmp_path.name, proxy.endpoint), tmp_path)
    assert not trait(storage.traits(), "conditional writes").holds
    assert storage.put("feed.xml", b"the feed", expected=None).size == 8


def trait(traits: tuple[Trait, ...], name: str) -> Trait:
    return next(one for one in traits if one.name == name)
