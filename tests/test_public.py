"""The public tree holds exactly what was built, and is written without a gap."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nexus_audio import codec, public
from toy_episode import ENCLOSURE


def listing(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.html"
    path.write_bytes("Größe 🎙".encode())
    path.chmod(0o444)
    return path


def test_the_tree_holds_what_it_is_given(tmp_path: Path, source: Path) -> None:
    files: public.Tree = {"episodes/a/index.html": source, "feed.xml": b"<rss/>"}
    changed = public.write(files, tmp_path / "public")
    assert changed == ("episodes/a/index.html", "feed.xml")
    assert listing(tmp_path / "public") == {
        "episodes/a/index.html": source.read_bytes(),
        "feed.xml": b"<rss/>",
    }


def test_what_is_the_same_is_left_alone(tmp_path: Path, source: Path) -> None:
    files: public.Tree = {"a.html": source, "feed.xml": b"<rss/>"}
    public.write(files, tmp_path / "public")
    before = (tmp_path / "public" / "a.html").stat().st_mtime_ns
    assert public.write(files, tmp_path / "public") == ()
    assert (tmp_path / "public" / "a.html").stat().st_mtime_ns == before


def test_what_changed_is_replaced_also_where_it_is_as_long(tmp_path: Path) -> None:
    public.write({"feed.xml": b"<one/>"}, tmp_path)
    assert public.write({"feed.xml": b"<two/>"}, tmp_path) == ("feed.xml",)
    assert listing(tmp_path) == {"feed.xml": b"<two/>"}


def test_what_belongs_no_more_is_swept_with_its_folder(tmp_path: Path) -> None:
    public.write({"episodes/old/index.html": b"x", "feed.xml": b"1"}, tmp_path)
    (tmp_path / ".feed.xml.new").write_bytes(b"half")
    public.write({"feed.xml": b"1"}, tmp_path)
    assert listing(tmp_path) == {"feed.xml": b"1"}
    assert not (tmp_path / "episodes").exists()


def test_a_crash_leaves_the_old_feed_in_place(tmp_path: Path) -> None:
    public.write({"a.html": b"1", "feed.xml": b"<one/>"}, tmp_path / "public")
    files: public.Tree = {
        "a.html": b"2",
        "b.html": tmp_path / "missing.html",
        "feed.xml": b"<two/>",
    }
    with pytest.raises(FileNotFoundError):
        public.write(files, tmp_path / "public")
    assert listing(tmp_path / "public")["feed.xml"] == b"<one/>"


def test_every_format_of_an_episode_lies_in_media(tmp_path: Path) -> None:
    opus = replace(ENCLOSURE, name="17-faehren-ba9876543210.opus", type="audio/ogg")
    codec.write(replace(ENCLOSURE, alternates=(opus,)), tmp_path)
    assert public.media(tmp_path) == {
        f"media/{ENCLOSURE.name}": tmp_path / ENCLOSURE.name,
        f"media/{opus.name}": tmp_path / opus.name,
    }


def test_what_is_made_for_the_tree_is_written_as_it_is_made(tmp_path: Path) -> None:
    files: public.Tree = {"a.html": lambda: b"made", "feed.xml": b"1"}
    assert public.write(files, tmp_path) == ("a.html", "feed.xml")
    assert public.write(files, tmp_path) == ()
    assert listing(tmp_path)["a.html"] == b"made"
