"""What a setting may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.config import keys, load_settings, parts
from nexus_audio.errors import ConfigError
from written import write


def test_the_public_address_is_a_folder(user_file: Path) -> None:
    environ = {"NEXUS_STORAGE_PUBLIC_URL": "https://pod.example/x"}
    loaded = load_settings(environ=environ, user_file=user_file)
    assert loaded.settings.storage.public_url == "https://pod.example/x/"


@pytest.mark.parametrize(
    ("written", "formats"),
    [("mp3, opus", ["mp3", "opus"]), ("m4a", ["m4a"]), ("m4a,mp3,opus", ["m4a", "mp3", "opus"])],
)
def test_formats_are_a_list_also_in_the_environment(
    user_file: Path, written: str, formats: list[str]
) -> None:
    loaded = load_settings(environ={"NEXUS_AUDIO_FORMATS": written}, user_file=user_file)
    assert loaded.settings.audio.formats == formats


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[]", "every podcast app plays"),
        ("['opus', 'mp3']", "every podcast app plays"),
        ("['mp3', 'mp3']", "each format once"),
        ("['flac']", "'opus'"),
    ],
)
def test_formats_that_cannot_be_are_told(
    tmp_path: Path, user_file: Path, written: str, message: str
) -> None:
    write(tmp_path / "nexus.toml", f"[audio]\nformats = {written}\n")
    with pytest.raises(ConfigError, match=message):
        load_settings(tmp_path, environ={}, user_file=user_file)


def test_chapters_are_written_as_from(tmp_path: Path, user_file: Path) -> None:
    write(tmp_path / "nexus.toml", "[chapters]\nfrom = 'topics'\n")
    loaded = load_settings(tmp_path, environ={}, user_file=user_file)
    assert loaded.settings.chapters.from_ == "topics"
    assert "from" in keys(parts()["chapters"])
