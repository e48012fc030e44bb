"""`nexus-audio feed check`, as its user calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nexus_audio.cli import main
from toy_feeds import png, serve

BROKEN = Path(__file__).parents[1] / "data" / "feeds" / "broken"
FILES = {
    "/ebbe.mp3": (b"ID3", "audio/mpeg"),
    "/ebbe.vtt": (b"WEBVTT\n", "text/vtt"),
    "/cover.png": (png(1400, 1400), "image/png"),
}


def leave(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main([*arguments])
    return int(caught.value.code or 0)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def served(name: str, url: str) -> bytes:
    return (BROKEN / f"{name}.xml").read_bytes().replace(b"https://pod.example/", url.encode())


def test_a_good_feed_on_the_web_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    files = dict(FILES)
    with serve(files) as url:
        files["/feed.xml"] = (served("gut", url), "application/rss+xml")
        assert leave("feed", "check", f"{url}feed.xml", "--json") == 0
    assert lines(capsys) == [
        {
            "type": "result",
            "v": 1,
            "code": 0,
            "feed": f"{url}feed.xml",
            "errors": 0,
            "warnings": 0,
        }
    ]


def test_a_feed_may_be_asked_for_where_it_once_was(capsys: pytest.CaptureFixture[str]) -> None:
    files = dict(FILES)
    with serve(files) as url:
        for name in ("feed.xml", "weiter/feed.xml"):
            source = served("gut", url).replace(b"/feed.xml", f"/{name}".encode())
            files["/feed.xml"] = (source, "application/rss+xml")
            assert leave("feed", "check", f"{url}weiter/feed.xml", "--json") == 0
        source = served("gut", url).replace(b"/feed.xml", b"/anderswo.xml")
        files["/feed.xml"] = (source, "application/rss+xml")
        assert leave("feed", "check", f"{url}weiter/feed.xml", "--json") == 30
    assert [line.get("rule") for line in lines(capsys)] == [None, None, "self-link", None]


def test_errors_in_a_file_end_with_30(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mein feed ä.xml"
    with serve(FILES) as url:
        file.write_bytes(served("medium-radio", url))
        assert leave("feed", "check", str(file), "--json") == 30
    finding, error = lines(capsys)
    assert finding == {
        "type": "finding",
        "v": 1,
        "level": "error",
        "rule": "words-known",
        "requirer": "podcast namespace",
        "message": "podcast:medium is 'radio'",
        "fix": "Use a word that the namespace lists.",
    }
    assert (error["type"], error["code"], error["subject"]) == ("error", 30, str(file))
    assert error["message"] == "1 error and 0 warnings"


def test_people_read_what_is_wrong_who_asks_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serve(FILES) as url:
        (tmp_path / "feed.xml").write_bytes(served("cover-falsch-benannt", url))
        assert leave("feed", "check", str(tmp_path / "feed.xml")) == 0
    said = capsys.readouterr().out
    assert "warning the cover cannot be had" in said
    assert "Apple (cover-fits). Put a square RGB picture" in said
    assert "no errors, 1 warning." in said


def test_a_fault_that_is_everywhere_is_shown_some_times(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (BROKEN / "gut.xml").read_text(encoding="utf-8")
    start, end = good.index("    <item>"), good.index("  </channel>")
    items = (good[start:end].replace("ebbe", f"ebbe-{number}") for number in range(12))
    (tmp_path / "feed.xml").write_text(good[:start] + "".join(items) + good[end:])
    with serve(FILES) as url:
        source = (tmp_path / "feed.xml").read_text().replace("https://pod.example/", url)
        (tmp_path / "feed.xml").write_text(source)
        assert leave("feed", "check", str(tmp_path / "feed.xml")) == 30
        said = capsys.readouterr().out
        assert leave("feed", "check", str(tmp_path / "feed.xml"), "--json") == 30
    assert said.count("ebbe-3.mp3': the server answers 404") == 1
    assert said.count(".mp3': the server answers 404") == 10
    assert said.count("(enclosures-there)") == 1
    assert "and 2 more like these" in said
    rules = [line.get("rule") for line in lines(capsys)]
    assert rules.count("enclosures-there") == 12


def test_without_argument_the_built_feed_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("init", str(tmp_path / "show"), "--public-url", "https://pod.example/") == 0
    public = tmp_path / "show" / "feed" / "public"
    public.mkdir()
    for name, (data, _) in FILES.items():
        (public / name[1:]).write_bytes(data)
    (public / "feed.xml").write_bytes((BROKEN / "gut.xml").read_bytes())
    capsys.readouterr()
    assert leave("feed", "check", "--json", "-C", str(tmp_path / "show")) == 0
    assert [line["type"] for line in lines(capsys)] == ["result"]
    (public / "ebbe.vtt").unlink()
    assert leave("feed", "check", "--json", "-C", str(tmp_path / "show")) == 30
    assert [line.get("rule") for line in lines(capsys)] == ["transcripts-there", None]


def test_a_tree_that_is_not_built_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert leave("init", str(tmp_path / "show")) == 0
    capsys.readouterr()
    assert leave("feed", "check", "--json", "-C", str(tmp_path / "show")) == 30
    assert lines(capsys)[0]["rule"] == "feed-parses"
