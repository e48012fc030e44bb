from __future__ import annotations

import socket

import pytest

from nexus_audio.feed.web import WebOrigin
from toy_feeds import serve

SOUND = (b"ID3" + bytes(997), "audio/mpeg")
FILES = {"/ebbe.mp3": SOUND, "/%C3%A4.json": (b"{}", "application/json; charset=utf-8")}


def test_a_good_server_is_understood() -> None:
    with serve(FILES) as url:
        answer = WebOrigin().look(f"{url}ebbe.mp3")
    assert (answer.problem, answer.size, answer.type) == ("", 1000, "audio/mpeg")
    assert answer.head
    assert answer.ranges
    assert answer.versioned
    assert answer.shared


@pytest.mark.parametrize(
    ("fault", "field"),
    [("head", "head"), ("ranges", "ranges"), ("versions", "versioned"), ("sharing", "shared")],
)
def test_what_a_server_cannot_do_is_told(fault: str, field: str) -> None:
    with serve(FILES, fault) as url:
        answer = WebOrigin().look(f"{url}ebbe.mp3")
    assert getattr(answer, field) is False
    assert answer.size == 1000


def test_a_server_behind_a_redirect_is_the_one_that_is_judged() -> None:
    with serve(FILES) as url:
        answer = WebOrigin().look(f"{url}weiter/weiter/ebbe.mp3")
        assert WebOrigin().read(f"{url}weiter/ebbe.mp3", 10, 2) == SOUND[0][2:12]
    assert (answer.problem, answer.size, answer.head, answer.ranges) == ("", 1000, True, True)
    assert answer.address == f"{url}ebbe.mp3"
    with serve(FILES, "head") as url:
        assert WebOrigin().look(f"{url}weiter/ebbe.mp3").head is False


@pytest.mark.parametrize("faults", [(), ("ranges",)])
def test_only_so_much_is_read_as_was_asked_for(faults: tuple[str, ...]) -> None:
    with serve(FILES, *faults) as url:
        web = WebOrigin()
        assert web.read(f"{url}ebbe.mp3", 10) == SOUND[0][:10]
        assert web.read(f"{url}ebbe.mp3") == SOUND[0]


def test_a_part_is_read_where_the_server_gives_parts() -> None:
    with serve(FILES) as url:
        assert WebOrigin().read(f"{url}ebbe.mp3", 10, 2) == SOUND[0][2:12]
    with serve(FILES, "ranges") as url:
        assert WebOrigin().read(f"{url}ebbe.mp3", 10, 2) is None


def test_what_is_not_there_is_a_problem() -> None:
    with serve(FILES) as url:
        web = WebOrigin()
        assert web.look(f"{url}flut.mp3").problem == "the server answers 404"
        assert web.read(f"{url}flut.mp3") is None


def test_a_server_that_hangs_up_is_a_problem() -> None:
    with serve(FILES, "silence") as url:
        assert "cannot be reached" in WebOrigin().look(f"{url}ebbe.mp3").problem
        assert WebOrigin().read(f"{url}ebbe.mp3") is None


def test_a_server_that_says_nothing_is_waited_for_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nexus_audio.feed.web.SILENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert "timed out" in WebOrigin().look(url).problem


def test_a_document_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nexus_audio.feed.web.PATIENCE", -1.0)
    with serve(FILES) as url:
        assert WebOrigin().read(f"{url}ebbe.mp3") is None


@pytest.mark.parametrize("url", ["", "ebbe.mp3", "file:///etc/hostname", "ftp://x/y", "http://"])
def test_only_the_web_is_asked(url: str) -> None:
    assert WebOrigin().look(url).problem
    assert WebOrigin().read(url) is None


def test_an_address_with_blanks_or_umlauts_raises_nothing() -> None:
    with serve(FILES) as url:
        assert WebOrigin().look(f"{url}ein bild ä.jpg").problem


def test_a_server_is_asked_once() -> None:
    with serve(FILES) as url:
        web = WebOrigin()
        web.warm(web.look, [f"{url}ebbe.mp3", f"{url}ebbe.mp3", f"{url}flut.mp3"])
    assert web.look(f"{url}ebbe.mp3").size == 1000
    assert web.look(f"{url}flut.mp3").problem == "the server answers 404"
