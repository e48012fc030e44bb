"""The main job, as its user does it: the sample, the real model, the command line.

The sample's truth (tests/sample/truth.json) says when each section is really spoken.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from nexus_audio.audio import ffmpeg
from nexus_audio.models import Reading

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("whole-episode")]

ROOT = Path(__file__).parent.parent
SLUG = "301-beispiel"
TRUTH = json.loads((ROOT / "tests" / "sample" / "truth.json").read_bytes())
ONLY_HERE = shutil.ignore_patterns("public", "publications.jsonl")
HEARING = {"ingest", "measure", "condition", "transcribe"}


def call(workspace: Path, *arguments: str, **environment: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code of a command and the lines that it prints for programs."""
    done = subprocess.run(
        [sys.executable, "-m", "nexus_audio", *arguments, "--json", "-C", str(workspace)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines, done.stderr
    assert lines[-1]["type"] in ("result", "error")
    assert lines[-1]["code"] == done.returncode
    return done.returncode, lines


def ran(lines: list[dict[str, Any]]) -> set[str]:
    return {line["stage"] for line in lines if line.get("kind") == "finished"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this repository's workspace, in a folder with an odd name."""
    root = tmp_path_factory.mktemp("whole") / "Meine Sendung ü 🎙"
    for name in ("episodes", "feed"):
        shutil.copytree(ROOT / name, root / name, ignore=ONLY_HERE)
    shutil.copyfile(ROOT / "nexus.toml", root / "nexus.toml")
    return root


@pytest.fixture(scope="module")
def built(workspace: Path) -> list[dict[str, Any]]:
    """The lines of the first build."""
    code, lines = call(workspace, "build", "--all")
    assert code in (0, 3), lines[-1]
    return lines


@pytest.fixture
def public(workspace: Path, built: list[dict[str, Any]]) -> Path:
    return workspace / "feed" / "public"


@pytest.fixture
def episode(public: Path) -> Path:
    return public / "episodes" / SLUG


@pytest.fixture
def enclosure(public: Path) -> Path:
    (path,) = (public / "media").iterdir()
    return path


@pytest.fixture
def alignment(episode: Path) -> Any:
    return json.loads((episode / "alignment.json").read_bytes())


def test_every_stage_ran(built: list[dict[str, Any]]) -> None:
    assert HEARING | {"parse", "align", "render", "page", "feed"} <= ran(built)


def test_every_section_starts_where_it_is_spoken(alignment: Any) -> None:
    found = {section["id"]: section for section in alignment["sections"]}
    assert list(found) == [section["id"] for section in TRUTH["sections"]]
    for true in TRUTH["sections"]:
        section = found[true["id"]]
        if true["read"]:
            assert abs(section["start"] - true["start"]) <= 500, true["id"]
            assert section["end"] > section["start"]
        else:
            assert section["reading"] == Reading.SKIPPED
            assert section["start"] is None


def overlap(first: dict[str, int], second: dict[str, int]) -> float:
    shared = min(first["end"], second["end"]) - max(first["start"], second["start"])
    return shared / (second["end"] - second["start"])


def test_what_was_said_freely_is_listed(alignment: Any) -> None:
    (true,) = TRUTH["adlibs"]
    assert any(overlap(found, true) > 0.9 for found in alignment["adlibs"])


def test_what_was_said_twice_is_listed(alignment: Any) -> None:
    (true,) = TRUTH["retakes"]
    (found,) = alignment["retakes"]
    assert found["section"] == true["section"]
    assert found["superseded"][1] <= found["kept"][0]
    assert abs(found["superseded"][0] - true["superseded"][0]) <= 500
    assert abs(found["kept"][0] - true["kept"][0]) <= 500


def test_the_feed_names_the_true_enclosure(public: Path, enclosure: Path) -> None:
    feed = feedparser.parse((public / "feed.xml").read_bytes())
    assert not feed.bozo
    (entry,) = feed.entries
    (named,) = entry.enclosures
    assert named.href.endswith(f"media/{enclosure.name}")
    assert int(named.length) == enclosure.stat().st_size
    assert named.type == "audio/mpeg"


def chapters_of_mp3(path: Path) -> list[tuple[int, str]]:
    log = subprocess.run(
        [ffmpeg.executable(), "-hide_banner", "-i", str(path)], capture_output=True, check=False
    ).stderr.decode()
    found = re.findall(r"Chapter #\S+: start ([\d.]+),.+\n\s+Metadata:\n\s+title\s+: (.+)", log)
    return [(round(float(start) * 1000), title) for start, title in found]


def test_all_forms_of_the_chapters_are_equal(episode: Path, enclosure: Path) -> None:
    tagged = chapters_of_mp3(enclosure)
    plain = json.loads((episode / "chapters.json").read_bytes())["chapters"]
    assert [(round(one["startTime"] * 1000), one["title"]) for one in plain] == tagged
    podlove = etree.parse(episode / "chapters.psc.xml").getroot()
    assert [one.get("title") for one in podlove] == [title for _, title in tagged]
    lines = [f"{start // 60000:02}:{start // 1000 % 60:02} {title}" for start, title in tagged]
    notes = (episode / "notes.md").read_text(encoding="utf-8")
    assert re.findall(r"^- (\d\d:\d\d .+)$", notes, re.M) == lines
    assert (episode / "chapters.txt").read_text(encoding="utf-8").splitlines() == lines
    assert tagged[0][0] == 0
    assert len(tagged) >= 3


def test_the_encoded_file_is_as_loud_as_it_should_be(enclosure: Path) -> None:
    log = subprocess.run(
        [
            *(ffmpeg.executable(), "-hide_banner", "-nostats", "-i", str(enclosure)),
            *("-af", "ebur128=peak=true", "-f", "null", "-"),
        ],
        capture_output=True,
        check=True,
    ).stderr.decode()
    summary = log.split("Summary:")[1]
    integrated = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", summary)[0])
    peak = float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", summary)[0])
    assert abs(integrated + 16) <= 0.5
    assert peak <= -1.0


def test_transcripts_hold_names_as_they_are_written(episode: Path) -> None:
    for name in (
        "transcript.vtt",
        "transcript.srt",
        "transcript.html",
        "transcript.txt",
        "transcript.json",
    ):
        text = (episode / name).read_text(encoding="utf-8")
        assert "Paketkäfer" in text


def test_a_second_build_does_nothing(workspace: Path, built: list[dict[str, Any]]) -> None:
    code, lines = call(workspace, "build", "--all")
    assert code == built[-1]["code"]
    assert ran(lines) == set()
    assert lines[-1]["changed"] == 0
    assert call(workspace, "build", "--all", "--dry-run")[1][-1]["stages"] == 0


def test_the_recording_is_never_touched(workspace: Path, built: list[dict[str, Any]]) -> None:
    path = Path("episodes") / SLUG / "recording.opus"
    assert (workspace / path).read_bytes() == (ROOT / path).read_bytes()


def test_it_is_published_and_verified(workspace: Path, public: Path) -> None:
    assert call(workspace, "publish")[0] == 0
    live = workspace / "published"
    for path in public.rglob("*"):
        if path.is_file():
            assert (live / path.relative_to(public)).read_bytes() == path.read_bytes()
    assert call(workspace, "verify")[0] == 0
    assert call(workspace, "publish")[1][-1]["new"] == 0
    _, lines = call(workspace, "status")
    assert lines[0]["state"] == "published"
    (live / "episodes" / SLUG / "index.html").write_text("other")
    assert call(workspace, "verify")[0] == 42


def test_another_heading_is_not_heard_again(workspace: Path, public: Path) -> None:
    briefing = workspace / "episodes" / SLUG / "briefing.txt"
    briefing.write_text(
        briefing.read_text(encoding="utf-8").replace("🤖 KI\n", "🤖 KI und Maschinen\n"),
        encoding="utf-8",
    )
    _, lines = call(workspace, "build", "--all")
    assert {"parse", "align", "chapter", "page", "feed"} <= ran(lines)
    assert not HEARING & ran(lines)
    chapters = json.loads((public / "episodes" / SLUG / "chapters.json").read_bytes())["chapters"]
    assert "KI und Maschinen" in [chapter["title"] for chapter in chapters]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A workspace with one episode of 25 seconds."""
    call(tmp_path, "init", str(tmp_path), "--title", "Klein")
    text = tmp_path / "text.md"
    text.write_text("# Klein\n\n## Begrüßung\n\ndies ist die Beispielausgabe von Nexus.\n")
    sound = tmp_path / "Aufnahme 1 ü.flac"
    source = str(ROOT / "episodes" / SLUG / "recording.opus")
    ffmpeg.run("-i", source, "-t", "25", ffmpeg.address(sound), about=sound)
    arguments = ("--briefing", str(text), "--recording", str(sound))
    assert call(tmp_path, "new", "1-klein", *arguments)[0] == 0
    yield tmp_path
    shutil.rmtree(tmp_path / ".nexus", ignore_errors=True)


def stop_while(stage: str, workspace: Path, number: signal.Signals) -> tuple[int, str]:
    """Start a build in a process group of its own, and end all of it when a stage begins."""
    with subprocess.Popen(
        [sys.executable, "-m", "nexus_audio", "build", "--json", "-C", str(workspace)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            event = json.loads(line)
            if (event.get("stage"), event.get("kind")) == (stage, "started"):
                os.killpg(process.pid, number)
                break
        # Workers share stderr: its end is the end of the last of them.
        _, said = process.communicate(timeout=30)
        return process.returncode, said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_build_goes_on_where_it_was(small: Path, number: signal.Signals) -> None:
    code, said = stop_while("transcribe", small, number)
    assert code == (130 if number == signal.SIGINT else -signal.SIGKILL)
    assert "Traceback" not in said
    code, lines = call(small, "build")
    assert code in (0, 3)
    assert not {"ingest", "measure", "condition"} & ran(lines)
    assert "transcribe" in ran(lines)


def test_without_a_model_and_a_network_it_is_told(small: Path) -> None:
    code, lines = call(small, "build", NEXUS_CACHE=str(small / "empty"))
    assert code == 22
    assert "models fetch base" in lines[-1]["hint"]


def test_wrong_input_is_told_with_its_file(small: Path) -> None:
    folder = small / "episodes" / "1-klein"
    recording = folder / "recording.flac"
    again = ("new", "1-klein", "--briefing", str(folder / "briefing.md"))
    assert call(small, *again)[0] == 15
    empty = small / "leer.txt"
    empty.write_text(" \n")
    code, lines = call(small, "new", "2-leer", "--briefing", str(empty))
    assert (code, lines[-1]["subject"]) == (12, str(empty))
    assert not (small / "episodes" / "2-leer").exists()
    recording.rename(folder / "elsewhere.flac")
    code, lines = call(small, "build", "1-klein")
    assert (code, lines[-1]["subject"]) == (13, str(folder))
    (folder / "recording.mp3").write_text("Das ist kein Ton.\n" * 100)
    code, lines = call(small, "build", "1-klein")
    assert (code, lines[-1]["subject"]) == (13, str(folder / "recording.mp3"))
    assert not (small / "feed" / "public").exists()
