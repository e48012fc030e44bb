"""Trying out servers that answer as older ones and other providers do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import s3_servers
from fault_proxy import Proxy, proxied
from nexus_audio.storages.base import Trait
from nexus_audio.storages.s3 import open_s3
from s3_servers import BUCKET, Server

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]

RULE = Path(__file__).parents[3] / "docs" / "cors.json"


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


def test_a_bucket_that_is_closed_to_listeners_is_told(rclone: Server, tmp_path: Path) -> None:
    """rclone's server gives nobody anything without keys; it says so with 400."""
    traits = open_s3(s3_servers.settings(rclone, tmp_path.name), tmp_path).traits()
    assert "400" in trait(traits, "public address").words


@pytest.mark.parametrize(
    ("status", "words"), [("403", "make the bucket public"), ("404", "public_url")]
)
def test_an_address_that_listeners_do_not_reach_says_what_to_do(
    proxy: Proxy, seaweed: Server, tmp_path: Path, status: str, words: str
) -> None:
    proxy.fault = lambda request: "" if "authorization" in request.headers else status
    settings = s3_servers.settings(seaweed, tmp_path.name, proxy.endpoint)
    public_url = settings.public_url.replace(seaweed.endpoint, proxy.endpoint)
    storage = open_s3(settings.model_copy(update={"public_url": public_url}), tmp_path)
    assert words in trait(storage.traits(), "public address").words


def test_whether_other_sites_may_read_is_found_out(
    proxy: Proxy, seaweed: Server, tmp_path: Path
) -> None:
    settings = s3_servers.settings(seaweed, tmp_path.name, proxy.endpoint)
    public_url = settings.public_url.replace(seaweed.endpoint, proxy.endpoint)
    storage = open_s3(settings.model_copy(update={"public_url": public_url}), tmp_path)
    assert trait(storage.traits(), "sharing").holds
    proxy.fault = lambda request: "unshared" if "origin" in request.headers else ""
    closed = trait(storage.traits(anew=True), "sharing")
    assert not closed.holds
    assert "docs/storage.md" in closed.words


def test_the_rule_of_the_documents_is_one_that_s3_takes(seaweed: Server) -> None:
    s3, rule = s3_servers.client(seaweed).s3, json.loads(RULE.read_text("utf-8"))
    s3.put_bucket_cors(Bucket=BUCKET, CORSConfiguration=rule)
    try:
        assert s3.get_bucket_cors(Bucket=BUCKET)["CORSRules"] == rule["CORSRules"]
    finally:
        s3.delete_bucket_cors(Bucket=BUCKET)


def trait(traits: tuple[Trait, ...], name: str) -> Trait:
    return next(one for one in traits if one.name == name)
