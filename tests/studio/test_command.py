"""A command ends when it is done, or when the studio ends it."""

from __future__ import annotations

import json
from pathlib import Path

from nexus_audio.studio.command import begin, end


def test_a_command_says_what_happens_and_ends(tmp_path: Path) -> None:
    (tmp_path / "nexus.toml").write_text("")
    with (tmp_path / "errors").open("w") as errors, begin(["status"], tmp_path, errors) as process:
        assert process.stdout is not None
        said = [json.loads(line) for line in process.stdout]
    assert said[-1]["type"] == "result"
    assert process.returncode == 0


def test_a_command_is_ended(tmp_path: Path) -> None:
    (tmp_path / "nexus.toml").write_text("")
    with (tmp_path / "errors").open("w") as errors:
        process = begin(["watch", str(tmp_path)], tmp_path, errors)
        end(process)
        assert process.stdout is not None
        process.stdout.close()
    assert process.poll() is not None
