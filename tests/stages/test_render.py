from __future__ import annotations

import hashlib
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from audio_jobs import EPISODE, Desk
from nexus_audio import codec
from nexus_audio.audio.ffmpeg import executable
from nexus_audio.config import Audio
from nexus_audio.events import EventKind
from nexus_audio.models import Chapter, EditList, Enclosure, Loudness, Span
from nexus_audio.stages.condition import condition
from nexus_audio.stages.edit import edit
from nexus_audio.stages.ingest import ingest
from nexus_audio.stages.measure import measure
from nexus_audio.stages.render import render
from sounds import RATE, Samples, read, speech, stereo, write_wav
from tag_readers import by_ffmpeg, by_mutagen

CHAPTERS = (
    Chapter(start=0, end=4_000, title="Möhren"),
    Chapter(start=4_000, end=9_000, title="Rüben", link="https://beet.test/#rueben"),
)
COVER = Path(__file__).parents[2] / "feed" / "cover.png"
TEXTS = {
    "title": EPISODE.title,
    "author": "Jörg Acker",
    "show": "Beet",
    "number": "7",
    "date": "2026-03-01",
    "language": "deu",
    "comment": "Was im Beet steht.",
}


def _desk(folder: Path, sound: Samples, kept: EditList | None = None) -> Desk:
    desk = Desk(folder)
    desk.run(ingest, recording=write_wav(folder / "s.wav", sound, bits=24))
    desk.run(measure)
    desk.run(condition)
    if kept:
        desk.put("edit", kept)
    else:
        desk.put_no_text()
        desk.run(edit)
    desk.put_chapters(*CHAPTERS)
    desk.events.clear()
    return desk


def _meter(path: Path) -> tuple[float, float]:
    """Loudness and true peak by a plain call of ffmpeg's meter, on the decoded file."""
    command = [executable(), "-nostdin", "-i", str(path), "-vn"]
    command += ["-af", "ebur128=peak=true", "-f", "null", "-"]
    log = subprocess.run(command, check=True, capture_output=True).stderr.decode()
    summary = log.rpartition("Summary:")[2]
    loud, peak = re.search(r"I: +(\S+) LUFS", summary), re.search(r"Peak: +(\S+) dB", summary)
    assert loud
    assert peak
    return float(loud[1]), float(peak[1])


def _facts(out: Path) -> tuple[Enclosure, Path]:
    enclosure = codec.read(Enclosure, out)
    return enclosure, out / enclosure.name


ALL = ["mp3", "m4a", "opus"]


@pytest.mark.parametrize(("channels", "level"), [(1, -45.0), (2, -20.0)])
def test_the_episode_is_as_loud_as_it_should_be(
    tmp_path: Path, channels: int, level: float
) -> None:
    voice = speech(9, level=level)
    other = speech(9, level=level, seed=2)
    desk = _desk(tmp_path, stereo(voice, other) if channels == 2 else voice)
    desk.audio = Audio(formats=ALL)
    enclosure, file = _facts(desk.run(render))
    for each in (enclosure, *enclosure.alternates):
        loud, peak = _meter(file.with_name(each.name))
        assert loud == pytest.approx(-16, abs=0.3)
        assert peak <= -1
        assert (each.loudness.integrated, each.loudness.true_peak) == (loud, peak)
    assert not [event for event in desk.events if event.kind == EventKind.REVIEW]


def test_the_enclosure_says_what_the_file_is(tmp_path: Path) -> None:
    desk = _desk(tmp_path, speech(9))
    out = desk.run(render)
    enclosure, file = _facts(out)
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert {path.name for path in out.iterdir()} == {file.name, "enclosure.json"}
    assert enclosure.name == f"{EPISODE.slug}-{digest[:12]}.mp3"
    assert (enclosure.type, enclosure.length, enclosure.sha256) == ("audio/mpeg", len(data), digest)
    assert enclosure.duration == 9_000
    assert len(read(file)) == 9 * RATE


@pytest.mark.parametrize("count", [2, 300])
def test_each_format_has_tags_chapters_and_cover(tmp_path: Path, count: int) -> None:
    """All forms agree, as ffmpeg and mutagen read them, to the millisecond."""
    desk = _desk(tmp_path, speech(9))
    times = [n * 9_000 // count + min(n, 7) for n in range(count)] + [9_000]
    listed = [
        Chapter(start=start, end=end, title=f"Rüben = {n}; # „Möhren“", link="https://beet.test/#ü")
        for n, (start, end) in enumerate(pairwise(times))
    ]
    desk.put_chapters(*reversed(listed))
    desk.audio = Audio(formats=ALL)
    enclosure, file = _facts(desk.run(render, cover=COVER))
    for each in (enclosure, *enclosure.alternates):
        path = file.with_name(each.name)
        theirs, others = by_ffmpeg(path), by_mutagen(path)
        assert theirs.texts == TEXTS
        assert others.texts | {"language": "deu"} == TEXTS  # MP4 tells it of the track alone
        chapters = [(chapter.start, chapter.title) for chapter in listed]
        assert theirs.chapters == chapters
        # Of an MP4 mutagen reads the Nero form, which ends there.
        assert others.chapters == (chapters[:255] if path.suffix == ".m4a" else chapters)
        assert others.cover == COVER.read_bytes()


def test_only_what_is_kept_is_heard(tmp_path: Path) -> None:
    kept = EditList(kept=(Span(start=0, end=2_000), Span(start=5_000, end=9_000)))
    desk = _desk(tmp_path, speech(9), kept)
    enclosure, file = _facts(desk.run(render))
    assert enclosure.duration == 6_000
    assert len(read(file)) == 6 * RATE
    assert enclosure.loudness.integrated == pytest.approx(-16, abs=0.5)


def test_a_soft_part_alone_is_brought_up(tmp_path: Path) -> None:
    """The master is right as a whole; what is kept of it may not be."""
    sound = speech(12, level=-26)
    sound[: 6 * RATE] *= 0.3
    desk = _desk(tmp_path, sound, EditList(kept=(Span(start=0, end=6_000),)))
    enclosure, _ = _facts(desk.run(render))
    assert enclosure.loudness.integrated == pytest.approx(-16, abs=0.5)
    assert enclosure.loudness.true_peak <= -1


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        desk = _desk(tmp_path / name, speech(9))
        desk.audio = Audio(formats=ALL)
        made.append(_facts(desk.run(render, cover=COVER))[0])
    assert made[0] == made[1]
    assert len({each.sha256 for each in (made[0], *made[0].alternates)}) == 3


def test_progress_counts_the_episodes_seconds(tmp_path: Path) -> None:
    desk = _desk(tmp_path, speech(12))
    desk.run(render)
    assert {(event.done, event.total) for event in desk.events} == {(10, 12), (12, 12)}


def test_what_cannot_be_reached_wants_a_persons_look(tmp_path: Path) -> None:
    desk = _desk(tmp_path, speech(9))
    desk.audio = Audio(loudness=-8, true_peak=-9)
    enclosure, _ = _facts(desk.run(render))
    assert enclosure.loudness != Loudness(integrated=-8, range=0, true_peak=-9)
    [review] = [event for event in desk.events if event.kind == EventKind.REVIEW]
    assert "LUFS" in review.message


def test_jingles_are_played_into_every_format(tmp_path: Path) -> None:
    desk = Desk(tmp_path, audio=Audio.model_validate({"formats": ["mp3", "m4a", "opus"]}))
    desk.run(ingest, recording=write_wav(tmp_path / "s.wav", speech(6), bits=24))
    desk.run(measure)
    desk.run(condition)
    desk.put_no_text()
    folder = tmp_path / "host" / "jingles"
    folder.mkdir(parents=True)
    write_wav(folder / "before.wav", speech(2, seed=3))
    edits = codec.read(EditList, desk.run(edit, jingles=folder))
    desk.put_chapters(Chapter(start=0, end=edits.duration, title="Alles"))
    out = desk.run(render)
    assert edits.duration == 8_000
    made = codec.read(Enclosure, out)
    for one in (made, *made.alternates):
        assert one.duration == 8_000
        assert len(read(out / one.name)) / RATE == pytest.approx(8, abs=0.05)
