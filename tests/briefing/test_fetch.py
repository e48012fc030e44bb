from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from local_server import Answers, local_server
from nexus_audio.briefing import fetch as fetching
from nexus_audio.briefing.fetch import fetch, is_url
from nexus_audio.briefing.source import LARGEST
from nexus_audio.errors import BriefingError


class Site(Answers):
    """A site with an issue, and with all that a site may do wrong."""

    stop = threading.Event()

    def reply(self) -> None:
        name = self.path.partition("?")[0].removeprefix("/")
        if name.startswith("to="):
            return self.answer(302, headers={"Location": unquote(name.removeprefix("to="))})
        if name == "slow":
            self.stop.wait(10)
        headers = {"Content-Encoding": PACKED[name]} if name in PACKED else {}
        body = BODIES.get(name, self.path.encode())
        return self.answer(404 if name == "missing" else 200, body, headers)


BODIES = {
    "issue": "Größe".encode(),
    "packed": gzip.compress("Größe".encode()),
    "bomb": gzip.compress(bytes(50_000_000)),
    "broken": b"no gzip",
    "large": b"a" * (LARGEST + 1),
}
PACKED = {"packed": "gzip", "bomb": "gzip", "broken": "gzip", "strange": "br"}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with local_server(Site) as address:
        yield address.removesuffix("/")
        Site.stop.set()


@pytest.mark.parametrize("name", ["issue", "packed"])
def test_what_the_host_names_is_fetched_even_from_this_machine(site: str, name: str) -> None:
    assert fetch(f"{site}/{name}").data == "Größe".encode()
    assert fetch(f"{site}/{name}").name == f"{site}/{name}"


def test_an_address_may_have_umlauts_and_a_question(site: str) -> None:
    assert fetch(f"{site}/ü?a=b c#d").data == b"/%C3%BC?a=b%20c"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing", "answers 404"),
        ("bomb", "larger than 5 MB"),
        ("large", "larger than 5 MB"),
        ("broken", "cannot be fetched"),
        ("strange", "packed as br"),
        ("to=/issue", "private address"),
        ("to=http://localhost/", "private address"),
        ("to=http://10.0.0.1/", "private address"),
        ("to=http://169.254.169.254/latest", "private address"),
        ("to=http://[::ffff:127.0.0.1]/", "private address"),
        ("to=file:///etc/passwd", "only http and https"),
        ("to=ftp://example.org/x", "only http and https"),
    ],
)
def test_what_must_not_be_fetched_is_refused(site: str, path: str, message: str) -> None:
    with pytest.raises(BriefingError, match=message) as caught:
        fetch(f"{site}/{path}")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("http:///x", "only http and https"),
        ("http://a:b/", "no address"),
        ("http://192.168.1.1/", "private address"),
        ("http://127.0.0.1:1/", "cannot be fetched"),
    ],
)
def test_a_wrong_address_is_told(url: str, message: str) -> None:
    with pytest.raises(BriefingError, match=message):
        fetch(url)


def test_a_server_that_does_not_speak_tls_is_told(site: str) -> None:
    with pytest.raises(BriefingError, match="cannot be fetched"):
        fetch(site.replace("http:", "https:"))


def test_a_name_that_leads_into_the_own_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "resolve", lambda host, port: ["8.8.8.8", "192.168.0.1"])
    with pytest.raises(BriefingError, match="private address"):
        fetch("https://example.org/")


def test_a_server_that_takes_too_long_is_left(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    with pytest.raises(BriefingError, match="did not come within"):
        fetch(f"{site}/slow")


def test_an_address_is_told_from_a_file() -> None:
    assert is_url("https://example.org/rss/")
    assert not is_url("Ordner/mein text.html")
