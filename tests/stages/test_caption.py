from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nexus_audio import codec
from nexus_audio.models import (
    Alignment,
    Briefing,
    Cue,
    EditList,
    Section,
    SectionKind,
    Span,
    Utterance,
    Word,
)
from nexus_audio.pipeline import Job
from nexus_audio.stages.caption import caption

WORDS = (("Weg", 0), ("Guten", 1000), ("Morgen!", 1400))


def job(folder: Path, people: list[dict[str, Any]], show_people: list[dict[str, Any]]) -> Job:
    words = tuple(
        Word(text=text, start=start, end=start + 400, probability=1) for text, start in WORDS
    )
    section = Section(id="hallo", kind=SectionKind.OPENING, level=1, heading="Hallo")
    models: dict[str, object] = {
        "parse": Briefing(title="Probe", sections=(section,)),
        "align": Alignment(
            sections=(),
            adlibs=(),
            retakes=(),
            deviations=(),
            utterances=(Utterance(section="hallo", block=0, language="de", words=words),),
        ),
        "edit": EditList(kept=(Span(start=1000, end=5000),)),
    }
    for name, model in models.items():
        (folder / name).mkdir()
        codec.write(model, folder / name)
    (folder / "out").mkdir()
    episode = {"slug": "probe", "title": "Probe", "date": "", "guid": "1", "people": people}
    show = {"title": "S", "description": "", "author": "Änne", "link": "", "guid": "2"}
    return Job(
        stage="caption",
        episode="probe",
        inputs={name: folder / name for name in models},
        values={"episode": episode, "show": {**show, "people": show_people}},
        out=folder / "out",
    )


def test_every_form_holds_what_was_kept(tmp_path: Path) -> None:
    caption(job(tmp_path, [], []))
    out = tmp_path / "out"
    assert sorted(path.name for path in out.iterdir()) == [
        "cues.json",
        "transcript.html",
        "transcript.json",
        "transcript.srt",
        "transcript.txt",
        "transcript.vtt",
    ]
    timing = "00:00:00.000 --> 00:00:00.833"
    assert (out / "transcript.vtt").read_text(encoding="utf-8") == (
        f"WEBVTT\n\n{timing}\n<v Änne>Guten Morgen!\n"
    )
    assert (out / "transcript.txt").read_text(encoding="utf-8") == "Hallo\n-----\n\nGuten Morgen!\n"
    assert "<p>Guten Morgen!</p>" in (out / "transcript.html").read_text(encoding="utf-8")
    (cue,) = json.loads((out / "cues.json").read_text(encoding="utf-8"))
    assert codec.from_plain(Cue, cue) == Cue(
        start=0, end=833, lines=("Guten Morgen!",), speaker="Änne"
    )


@pytest.mark.parametrize(
    ("people", "show_people", "speaker"),
    [
        ([], [], "Änne"),
        ([], [{"name": "Cem"}], "Cem"),
        (
            [{"name": "Bo", "role": "guest"}, {"name": "Dilek", "role": "Host"}],
            [{"name": "Cem"}],
            "Dilek",
        ),
        ([{"name": "Bo", "role": "guest"}], [], "Änne"),
    ],
)
def test_the_speaker_is_the_host_of_the_episode_else_of_the_show_else_its_author(
    tmp_path: Path, people: list[dict[str, Any]], show_people: list[dict[str, Any]], speaker: str
) -> None:
    caption(job(tmp_path, people, show_people))
    text = (tmp_path / "out" / "transcript.json").read_text(encoding="utf-8")
    assert json.loads(text)["segments"][0]["speaker"] == speaker
