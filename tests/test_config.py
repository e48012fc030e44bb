"""Settings come from where the order says, and a wrong one is told with the nearest right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.config import Settings, keys, load_settings, parts, read_model, read_toml
from nexus_audio.errors import ConfigError
from nexus_audio.models import Show


@pytest.fixture
def user_file(tmp_path: Path) -> Path:
    return tmp_path / "user" / "config.toml"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_any_file_the_defaults_hold(tmp_path: Path, user_file: Path) -> None:
    loaded = load_settings(tmp_path, environ={}, user_file=user_file)
    assert loaded.settings == Settings()
    assert loaded.origins == {}


def test_flags_win_over_environment_over_workspace_over_user(
    tmp_path: Path, user_file: Path
) -> None:
    write(user_file, "[audio]\nloudness = -20\nbitrate = 64\nhighpass = 80\ntrue_peak = -2\n")
    write(tmp_path / "nexus.toml", "[audio]\nloudness = -19\nbitrate = 128\nhighpass = 90\n")
    loaded = load_settings(
        tmp_path,
        environ={"NEXUS_AUDIO_LOUDNESS": "-18", "NEXUS_AUDIO_BITRATE": "160", "HOME": "/"},
        flags={"audio.loudness": -14.0, "audio.bitrate": None},
        user_file=user_file,
    )
    audio = loaded.settings.audio
    assert (audio.loudness, audio.bitrate, audio.highpass, audio.true_peak) == (-14, 160, 90, -2)
    assert loaded.origins == {
        "audio.loudness": "flag",
        "audio.bitrate": "NEXUS_AUDIO_BITRATE",
        "audio.highpass": str(tmp_path / "nexus.toml"),
        "audio.true_peak": str(user_file),
    }


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[audio]\nloudnes = -16", "'loudnes'", "'loudness'"),
        ("[audoi]\nloudness = -16", "'audoi'", "'audio'"),
        ("[zebra]\n", "'zebra'", "Known are: audio"),
        ("audio = 3", r"\[audio\] must be a table", ""),
        ("[audio\n", "not valid TOML", ""),
        ("[audio]\nloudness = 'loud'", "audio.loudness", "docs/configuration.md"),
        ("[audio]\nloudness = 3", "audio.loudness", "docs/configuration.md"),
        ("[storage]\npublic_url = 'ftp://x'", "http://", "docs/configuration.md"),
    ],
)
def test_a_wrong_file_is_told(
    tmp_path: Path, user_file: Path, text: str, message: str, hint: str
) -> None:
    file = write(tmp_path / "nexus.toml", text)
    with pytest.raises(ConfigError, match=message) as caught:
        load_settings(tmp_path, environ={}, user_file=user_file)
    assert caught.value.subject == str(file)
    assert hint in caught.value.hint
    assert caught.value.exit_code == 11


def test_a_wrong_variable_is_told_by_its_name(user_file: Path) -> None:
    with pytest.raises(ConfigError, match="beem") as caught:
        load_settings(environ={"NEXUS_SPEECH_BEEM": "3"}, user_file=user_file)
    assert caught.value.subject == "NEXUS_SPEECH_BEEM"
    with pytest.raises(ConfigError, match=r"speech.beam") as caught:
        load_settings(environ={"NEXUS_SPEECH_BEAM": "many"}, user_file=user_file)
    assert caught.value.subject == "NEXUS_SPEECH_BEAM"


def test_other_variables_are_no_business_of_ours(user_file: Path) -> None:
    load_settings(environ={"NEXUS_CACHE": "/x", "NEXUS_HOME": "/y"}, user_file=user_file)


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


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not valid TOML"):
        read_toml(file)
    file.write_text("[[chapter]]\nstart = 12:30\n")
    with pytest.raises(ConfigError, match="line 2") as caught:
        read_toml(file)
    assert "in quotes" in caught.value.hint
    with pytest.raises(ConfigError, match="cannot be read"):
        read_toml(tmp_path / "missing.toml")


SHOW = 'title = "Ä"\ndescription = "d"\nauthor = "a"\nlink = "https://x.example/"\nguid = "g"\n'


def test_a_model_is_read_from_toml(tmp_path: Path) -> None:
    show = read_model(Show, write(tmp_path / "show.toml", SHOW))
    assert (show.title, show.language) == ("Ä", "de")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SHOW + "langauge = 'de'", "langauge"),
        ("title = 'x'", "description"),
        (SHOW + "people=1", "people"),
        (SHOW + "type='weekly'", "type"),
        (SHOW + "[[people]]\nname='Ä'\nrolle='host'", "rolle"),
        (SHOW + "[block]\nall=true\nservcies=[]", "servcies"),
        (SHOW + "[update_frequency]\ntext='wöchentlich'\nrule=''", "rule"),
    ],
)
def test_a_wrong_model_is_told(tmp_path: Path, text: str, message: str) -> None:
    file = write(tmp_path / "show.toml", text)
    with pytest.raises(ConfigError, match=message) as caught:
        read_model(Show, file)
    assert caught.value.subject == str(file)
