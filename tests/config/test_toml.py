"""A file of a host's that is wrong is told with its name, and with what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.config import read_model, read_toml
from nexus_audio.errors import ConfigError
from nexus_audio.models import Show
from written import write


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
