from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from audio_jobs import EPISODE, SHOW, tags
from nexus_audio.audio.tags import Tags, make_tags, picture_type
from nexus_audio.errors import InputError
from nexus_audio.models import Chapter


def test_tags_are_the_episodes_and_the_shows() -> None:
    assert tags() == Tags(
        title="Rüben & „Möhren“ 🥕",
        author="Jörg Acker",
        show="Beet",
        number="7",
        date="2026-03-01",
        language="deu",
        comment="Was im Beet steht.",
        chapters=(),
        cover=None,
    )


def test_what_is_not_known_is_empty() -> None:
    plain = make_tags(dataclasses.replace(EPISODE, number=None, summary=""), SHOW, [])
    assert (plain.number, plain.comment) == ("", "")


@pytest.mark.parametrize(
    ("language", "code"), [("de-AT", "deu"), ("EN", "eng"), ("fr", "fra"), ("tlh", "und")]
)
def test_languages_have_three_letters(language: str, code: str) -> None:
    show = dataclasses.replace(SHOW, language=language)
    assert make_tags(EPISODE, show, []).language == code


def test_chapters_come_in_the_order_of_time() -> None:
    late, early = (Chapter(start=at, end=at + 9, title="Möhren") for at in (9, 0))
    assert tags(late, early).chapters == (early, late)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"\xff\xd8\xff\xe0" + bytes(9), "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png")],
)
def test_a_picture_is_what_it_begins_with(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "cover.gif"
    path.write_bytes(data)
    assert picture_type(path) == kind
    assert tags(cover=path).cover == path


@pytest.mark.parametrize("data", [b"GIF89a", b""])
def test_another_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "cover.png"
    path.write_bytes(data)
    with pytest.raises(InputError, match="neither a JPEG nor a PNG") as caught:
        tags(cover=path)
    assert caught.value.subject == str(path)
    assert "JPEG" in caught.value.hint
