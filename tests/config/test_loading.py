"""Settings come from where the order says, and a wrong one is told with the nearest right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.config import Settings, load_settings
from nexus_audio.errors import ConfigError
from written import write


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
