"""Hub and podping against a server on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nexus_audio.stages.announce import TOKEN, ping_hub, podping, run_command
from toy_listener import Heard, listening

FEED = "https://podcast.example/grüße/feed.xml"
SECRET = "Geheim^^12345678"


@pytest.fixture
def server() -> Iterator[Heard]:
    with listening() as one:
        yield one


def test_a_hub_is_told_the_feed(server: Heard) -> None:
    assert ping_hub(server.address, FEED) == ""
    assert server.asked == [{"hub.mode": ["publish"], "hub.url": [FEED]}]


def test_a_hub_that_is_no_address_is_told_without_asking_anybody() -> None:
    assert "correct `hub` in show.toml" in ping_hub("file:///etc/passwd", FEED)


def test_podping_is_told_the_feed_with_the_token(
    server: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, SECRET + "\n")
    assert podping(server.address, FEED, "podcast") == ""
    assert server.asked == [{"url": [FEED], "reason": ["update"], "medium": ["podcast"]}]
    assert server.tokens == [SECRET]


def test_podping_with_a_query_of_its_own_keeps_it(
    server: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    assert podping(f"{server.address}?node=2", FEED, "music") == ""
    assert server.asked[0]["node"] == ["2"]
    assert server.asked[0]["medium"] == ["music"]


@pytest.mark.parametrize("token", ["", " ", "zwei\nZeilen" + SECRET, "ä" + SECRET])
def test_a_token_that_is_none_is_told_and_never_shown(
    server: Heard, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv(TOKEN, token)
    said = podping(server.address, FEED, "podcast")
    assert TOKEN in said
    assert SECRET not in said
    assert server.asked == []


def test_a_token_goes_over_no_open_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    said = podping("http://podping.example/", FEED, "podcast")
    assert "https://" in said
    assert SECRET not in said


def test_a_token_is_not_carried_to_another_address(
    server: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    server.status, server.location = 302, server.address + "elsewhere"
    assert "was not told" in podping(server.address, FEED, "podcast")
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 500])
def test_what_is_refused_is_told(
    server: Heard, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    server.status = status
    for said in (podping(server.address, FEED, "podcast"), ping_hub(server.address, FEED)):
        assert "was not told" in said
        assert SECRET not in said


def test_nobody_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, SECRET)
    assert "was not told" in podping("http://127.0.0.1:9/", FEED, "podcast")


def test_a_command_that_cannot_be_split_is_told() -> None:
    assert "could not be run" in run_command('echo "open', FEED)
