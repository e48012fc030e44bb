"""Jobs for the stages that work on sound, each reading what the ones before it wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nexus_audio import codec
from nexus_audio.audio.tags import Tags, make_tags
from nexus_audio.config import Audio
from nexus_audio.events import Event
from nexus_audio.models import Alignment, Briefing, Chapter, Cut, Episode, Show
from nexus_audio.pipeline import Job

EPISODE = Episode(
    slug="7-rueben",
    title="Rüben & „Möhren“ 🥕",
    date="2026-03-01T06:00:00+01:00",
    guid="urn:x:7",
    number=7,
    summary="Was im Beet steht.",
)
SHOW = Show(title="Beet", description="", author="Jörg Acker", link="https://beet.test/", guid="g")


@dataclass
class Desk:
    """A folder of artifacts, and the events of the jobs that ran over them."""

    folder: Path
    events: list[Event] = field(default_factory=list)
    audio: Audio = field(default_factory=Audio)
    overrides: list[dict[str, Any]] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)

    def run(self, stage: Callable[[Job], None], **files: Path) -> Path:
        """Run a stage on all artifacts made so far and on files of the host; its artifact."""
        name = stage.__name__
        made = {path.name: path for path in self.folder.iterdir() if path.is_dir()}
        out = self.folder / name
        out.mkdir()
        stage(
            Job(
                stage=name,
                episode=EPISODE.slug,
                inputs={**made, **files},
                values=self._values(),
                out=out,
                emit=self.events.append,
            )
        )
        return out

    def put(self, stage: str, *models: object) -> None:
        """Put an artifact there without running its stage."""
        (self.folder / stage).mkdir()
        for model in models:
            codec.write(model, self.folder / stage)

    def put_no_text(self) -> None:
        """Put there what comes of a briefing without a word."""
        self.put("parse", Briefing(title="", sections=()))
        self.put(
            "align", Alignment(sections=(), adlibs=(), retakes=(), deviations=(), utterances=())
        )

    def put_chapters(self, *chapters: Chapter) -> None:
        """Put the chapter stage's list there."""
        (self.folder / "chapter").mkdir(exist_ok=True)
        listed = json.dumps([codec.to_plain(chapter) for chapter in chapters])
        (self.folder / "chapter" / "chapter-list.json").write_text(listed, encoding="utf-8")

    def _values(self) -> Mapping[str, Any]:
        return {
            "overrides": self.overrides,
            "cuts": [codec.to_plain(cut) for cut in self.cuts],
            "audio": self.audio.model_dump(mode="json"),
            "encoding": self.audio.model_dump(mode="json"),
            "episode": codec.to_plain(EPISODE),
            "show": codec.to_plain(SHOW),
        }


def tags(*chapters: Chapter, cover: Path | None = None) -> Tags:
    """The tags of the episode."""
    return make_tags(EPISODE, SHOW, chapters, cover)
