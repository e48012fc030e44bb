from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.briefing import source
from nexus_audio.briefing.source import bounded, clean, open_source, text_of
from nexus_audio.errors import BriefingError


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "briefing.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Größe".encode(), "Größe"),
        ("Größe".encode("utf-8-sig"), "Größe"),
        ("Größe".encode("utf-16"), "Größe"),
        ("„Größe“ 5 €".encode("cp1252"), "„Größe“ 5 €"),
        (b"Gr\xf6\x81e", "Gr\xf6\x81e"),
        ("Gro\u0308ße".encode(), "Größe"),
        (b"a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\x0cc".encode(), "a\nb\nc"),
        ("a\u00a0b\u202fc".encode(), "a b c"),
        ("Wol\u00adken\u200b\u2060kratzer\ufeff".encode(), "Wolkenkratzer"),
        ("👩\u200d💻 und a\u200db".encode(), "👩\u200d💻 und ab"),
        ("❤️\u200d🔥".encode(), "❤️\u200d🔥"),
    ],
)
def test_text_comes_out_clean(tmp_path: Path, data: bytes, text: str) -> None:
    assert text_of(open_source(written(tmp_path, data))) == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        ("\ufeff\u200b\n".encode(), "empty"),
        (b"%PDF-1.7\n\x00\x01\x02", "not a text file"),
        (b"\x89PNG\r\n\x1a\n\x00", "not a text file"),
        (b"\xff\xfe\x00", "not a text file"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = written(tmp_path, data)
    with pytest.raises(BriefingError, match=message) as caught:
        text_of(open_source(path))
    assert caught.value.subject == str(path)
    assert caught.value.hint


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "fehlt.txt", tmp_path):
        with pytest.raises(BriefingError, match="cannot be read"):
            text_of(open_source(path))


def test_a_huge_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "briefing.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr(source, "Source", lambda **_: pytest.fail("was read"))
    with pytest.raises(BriefingError, match="larger than 5 MB"):
        text_of(open_source(path))


def test_a_text_of_the_largest_size_is_read(tmp_path: Path) -> None:
    assert len(text_of(open_source(written(tmp_path, b"a" * source.LARGEST)))) == source.LARGEST


def test_a_text_longer_than_any_issue_is_refused_with_the_line() -> None:
    longest = "Wal\n\n" + "a" * (source.LONGEST - 5)
    assert bounded(longest, "wale.txt") is longest
    with pytest.raises(BriefingError, match="more than 1,000,000 characters") as caught:
        bounded(f"{longest}b", "wale.txt")
    assert caught.value.subject == "wale.txt:3"


def test_an_export_of_many_years_may_be_larger_than_an_issue(tmp_path: Path) -> None:
    data = b'{"posts": []}' + b" " * source.LARGEST
    assert open_source(written(tmp_path, data)).data == data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("schlicht", "schlicht"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("\u202eabc\u202c \u2066d\u2069", "abc d"),
        ("\ud83dgut\udc00", "gut"),
    ],
)
def test_what_nobody_sees_is_gone(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_text_of_endless_lines_is_refused_with_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, b"Nexus 1: Wale\n\n" + b"a\n\n" * source.MOST_LINES)
    with pytest.raises(BriefingError, match="more than 50000 lines") as caught:
        text_of(open_source(path))
    assert caught.value.subject == f"{path}:{2 * source.MOST_LINES + 1}"
    assert text_of(open_source(written(tmp_path, b"a" + b"\n" * 1_000_000)))
