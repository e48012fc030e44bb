from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.feed.origin import TreeOrigin


@pytest.fixture
def origin(tmp_path: Path) -> TreeOrigin:
    (tmp_path / "größe & maß.txt").write_bytes(b"zwanzig")
    return TreeOrigin(tmp_path, "https://pod.example/feed")


def test_a_file_is_found_by_its_address(origin: TreeOrigin) -> None:
    url = "https://pod.example/feed/gr%C3%B6%C3%9Fe%20%26%20ma%C3%9F.txt"
    answer = origin.look(url)
    assert (answer.problem, answer.size) == ("", 7)
    assert origin.read(url) == b"zwanzig"
    assert origin.read(url, 4) == b"zwan"
    assert origin.read(url, 2, 4) == b"zi"
    assert origin.read(url, 2, 40) == b""


def test_a_tree_says_nothing_of_a_server(origin: TreeOrigin) -> None:
    answer = origin.look("https://pod.example/feed/gr%C3%B6%C3%9Fe%20%26%20ma%C3%9F.txt")
    assert (answer.type, answer.head, answer.ranges) == ("", None, None)


@pytest.mark.parametrize(
    "url", ["", "https://pod.example/feed/", "https://pod.example/feed/x", "x"]
)
def test_what_is_not_in_the_tree_is_not_there(origin: TreeOrigin, url: str) -> None:
    assert origin.look(url).problem
    assert origin.read(url) is None
