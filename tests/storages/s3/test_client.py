"""The client over https: there boto3 sends checksums as trailers, which older servers refuse."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

import s3_servers
from fault_proxy import Proxy, proxied
from nexus_audio.errors import StorageError
from nexus_audio.storages.s3 import S3Storage, open_s3
from nexus_audio.storages.s3.digests import MIB
from s3_servers import BUCKET, Server
from tls_front import certificate, encrypted

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]


@dataclass
class Secured:
    """A server behind https, and what passes on the way to it."""

    endpoint: str
    server: Server
    proxy: Proxy

    def storage(self, root: Path) -> S3Storage:
        return open_s3(s3_servers.settings(self.server, root.name, self.endpoint, patience=1), root)


@pytest.fixture(params=["seaweed", "rclone"])
def secured(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Secured]:
    if shutil.which("openssl") is None and os.environ.get("CI") != "true":
        pytest.skip("openssl is not installed, which makes the certificate")
    server: Server = request.getfixturevalue(request.param)
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate(tmp_path)))
    with ExitStack() as opened:
        proxy = opened.enter_context(proxied(server.port))
        port = int(proxy.endpoint.rpartition(":")[2])
        endpoint = opened.enter_context(encrypted(port, tmp_path))
        yield Secured(endpoint, server, proxy)


def checksums(storage: S3Storage) -> str:
    return next(trait.words for trait in storage.traits() if trait.name == "checksums")


def test_what_is_sent_is_what_older_servers_take(secured: Secured, tmp_path: Path) -> None:
    """An object in one request and one in parts arrive, and no request has a trailer."""
    storage = secured.storage(tmp_path)
    large = tmp_path / "large.mp3"
    large.write_bytes(os.urandom(17 * MIB))
    storage.put("feed.xml", b"the feed", expected=None)
    storage.put("media/a.mp3", large, expected=None)
    assert storage.get("feed.xml") == b"the feed"
    assert storage.get("media/a.mp3") == large.read_bytes()
    sent = [one for one in secured.proxy.requests if one.verb == "PUT"]
    assert len(sent) > 5
    for request in sent:
        headers = request.headers
        assert "content-length" in headers
        assert "content-md5" in headers or "probe-" in request.path
        assert "x-amz-trailer" not in headers
        assert "aws-chunked" not in headers.get("content-encoding", "")


def test_trying_out_says_which_checksums_are_compared(secured: Secured, tmp_path: Path) -> None:
    words = checksums(secured.storage(tmp_path))
    assert ("MD5 and CRC32" if secured.server.environment else "(MD5)") in words


def test_a_flipped_byte_is_sent_again_though_it_was_encrypted(
    secured: Secured, tmp_path: Path
) -> None:
    """As where a front decrypts, and hands on what it has."""
    storage = secured.storage(tmp_path)
    storage.traits()
    secured.proxy.once("flip", "PUT", "feed.xml")
    storage.put("feed.xml", b"the whole feed", expected=None)
    assert storage.get("feed.xml") == b"the whole feed"
    assert len([one for one in secured.proxy.requests if "feed.xml" in one.path]) > 2


def test_the_trailers_of_boto3_are_refused_there(rclone: Server, tmp_path: Path) -> None:
    """What the tests above would meet if the client sent what boto3 sends by itself."""
    pem = certificate(tmp_path)
    with encrypted(rclone.port, tmp_path) as endpoint:
        s3 = boto3.client(
            "s3",
            endpoint_url=endpoint,
            region_name="us-east-1",
            verify=str(pem),
            config=Config(s3={"addressing_style": "path"}),
        )
        with pytest.raises(ClientError) as caught:
            s3.put_object(Bucket=BUCKET, Key="a", Body=io.BytesIO(b"1"))
    assert caught.value.response["Error"]["Code"] == "MissingContentLength"


def test_a_certificate_of_nobody_is_told_at_once(
    seaweed: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate(tmp_path)
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    with encrypted(seaweed.port, tmp_path) as endpoint:
        storage = open_s3(s3_servers.settings(seaweed, "a", endpoint), tmp_path)
        with pytest.raises(StorageError, match="certificate") as caught:
            storage.traits()
    assert "AWS_CA_BUNDLE" in caught.value.hint
