from __future__ import annotations

import json
from pathlib import Path

import pytest

import briefing_forms as forms
from nexus_audio.briefing import read_briefing
from nexus_audio.cli import main

SAMPLE = Path(__file__).parents[2] / "episodes" / "301-beispiel" / "briefing.txt"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(list(arguments))
    return int(caught.value.code or 0)


def test_a_program_is_told_every_section(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("briefing", "show", str(SAMPLE), "--json") == 0
    *sections, result = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["id"] for each in sections][:3] == [
        "opening",
        "im-fokus-dieser-ausgabe",
        "zitat-des-tages",
    ]
    assert sections[2]["languages"] == ["en"]
    assert sections[4]["references"][0]["number"] == 295
    assert result["number"] == 301
    assert result["words"] == sum(each["words"] for each in sections)


def test_an_issue_of_a_feed_becomes_an_episode(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = tmp_path / "feed ü"
    feed.write_text(forms.rss(read_briefing(SAMPLE)), "utf-8")
    assert run("init", str(tmp_path / "show")) == 0
    show = str(tmp_path / "show")
    assert run("new", "301-a", "--briefing", str(feed), "--issue", "301", "-C", show) == 0
    folder = tmp_path / "show" / "episodes" / "301-a"
    assert forms.MOMENT in (folder / "episode.toml").read_text("utf-8")
    assert forms.ADDRESS in (folder / "episode.toml").read_text("utf-8")
    assert read_briefing(folder / "briefing.json").number == 301
    assert run("new", "302-a", "--briefing", str(feed), "-C", show) == 12
    assert "--issue" in capsys.readouterr().err


def test_the_host_sees_where_links_lead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issue = tmp_path / "issue.md"
    issue.write_text(
        "# Nexus 7: Wale\n\n## Wale\n\nDer [große Wal](https://example.org/wal) singt in "
        "[Rot](https://example.org/rot).\n\n## Algen\n\nNichts.\n",
        "utf-8",
    )
    assert run("briefing", "show", str(issue)) == 0
    shown = capsys.readouterr()
    lines = [line.strip() for line in (shown.out + shown.err).splitlines()]
    assert "große Wal → https://example.org/wal" in lines
    assert lines.index("Rot → https://example.org/rot") < next(
        index for index, line in enumerate(lines) if line.endswith("Algen")
    )
