"""What happens to a recording: every stage, what it needs, and what it depends on.

    recording ─ ingest ─┬─ measure
                        └─ condition ─ transcribe ─┐
    briefing ── parse ─────────────────────────────┴─ rehear ─ align ─ edit
    edit ─┬─ chapter ─┬─ render ─ chart
          │           └─ notes ─┬─ page
          └─ caption            └─ item
    all items and pages ─ feed

The version of a stage goes up when its result changes for the same inputs;
everything that was built before is then built again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nexus_audio import codec
from nexus_audio.config import Settings
from nexus_audio.engines import identity
from nexus_audio.models import Episode, Show
from nexus_audio.pipeline import File, Task
from nexus_audio.site.assets import appearance
from nexus_audio.workspace import EpisodeFolder, Workspace


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as it is declared: a function of `stages/<name>.py` and all that it reads."""

    name: str
    version: int
    needs: tuple[str, ...]
    """Stages before it and files of the host; a file that is not there is left out."""
    values: tuple[str, ...] = ()
    wide: bool = False
    """Whether it keeps all cores busy by itself."""


STAGES = (
    Stage("ingest", 3, ("recording",)),
    Stage("measure", 3, ("ingest",)),
    Stage("condition", 3, ("ingest", "measure"), ("audio",)),
    Stage("transcribe", 2, ("condition",), ("speech",), wide=True),
    Stage("parse", 4, ("briefing",)),
    Stage("rehear", 7, ("condition", "transcribe", "parse"), ("speech",), wide=True),
    Stage("align", 12, ("parse", "rehear", "measure"), ("corrections",)),
    Stage(
        "edit",
        4,
        ("parse", "measure", "condition", "align", "jingles"),
        ("audio", "overrides", "cuts"),
    ),
    Stage("chapter", 3, ("parse", "align", "edit"), ("chapters", "overrides", "episode")),
    Stage("caption", 5, ("parse", "align", "edit"), ("episode", "show")),
    Stage("render", 2, ("condition", "edit", "chapter", "cover"), ("encoding", "episode", "show")),
    Stage("chart", 1, ("ingest", "edit", "chapter", "render"), ("audio", "show")),
    Stage(
        "notes",
        6,
        ("parse", "align", "edit", "chapter", "templates"),
        ("episode", "show", "storage", "earlier", "answers"),
    ),
    Stage(
        "page",
        5,
        ("parse", "align", "edit", "chapter", "render", "measure", "templates", "cover"),
        ("episode", "show", "storage", "earlier", "subscribe"),
    ),
    Stage("item", 1, ("render", "chapter", "notes"), ("facts", "show", "storage")),
)
FEED = Stage(
    "feed",
    3,
    ("render", "item", "page"),
    ("show", "episodes", "storage", "cover_url", "feed"),
)

ONLY_IN_FEED = frozenset(
    {
        *("type", "medium", "complete", "new_feed_url", "hub", "update_frequency", "block"),
        *("locations", "trailers", "social", "podroll", "images", "txt"),
        *("season_name", "display", "image", "soundbites", "unpublished"),
        *("cut", "deviation"),
    }
)
"""The keys of show.toml and episode.toml that no page, tag or note shows."""
SUBSCRIBE = ("apple_url", "spotify_url")
"""The keys of show.toml that only pages show: the sound need not be encoded again for them."""


def episode_tasks(
    folder: EpisodeFolder, workspace: Workspace, settings: Settings, numbers: Mapping[str, int]
) -> Mapping[str, Task]:
    """The tasks of one episode by the name of their stage.

    `numbers` are those of all episodes by slug, to which issues can refer.
    """
    files = _files(folder, workspace)
    values = _values(folder, workspace, settings, numbers)
    identities = _identities(settings)
    tasks: dict[str, Task] = {}
    for stage in STAGES:
        sources: Mapping[str, Task | File] = {**files, **tasks}
        tasks[stage.name] = Task(
            stage=stage.name,
            function=_function(stage),
            version=stage.version,
            episode=folder.slug,
            inputs={
                name: source
                for need in stage.needs
                for name, source in sources.items()
                if name.partition("/")[0] == need
            },
            values={name: values[name] for name in stage.values},
            identity=identities.get(stage.name, ""),
            wide=stage.wide,
        )
    return tasks


def feed_task(
    episodes: Mapping[str, Mapping[str, Task]],
    facts: Sequence[Episode],
    workspace: Workspace,
    settings: Settings,
    cover_url: str,
) -> Task:
    """The task of the show's feed, from the tasks of its episodes by slug."""
    inputs: dict[str, Task | File] = {
        f"{slug}/{name}": tasks[name] for slug, tasks in episodes.items() for name in FEED.needs
    }
    for name, path in (("templates", workspace.templates), ("cover", workspace.cover)):
        if path:
            inputs[name] = File(path=path)
    return Task(
        stage=FEED.name,
        function=_function(FEED),
        version=FEED.version,
        inputs=inputs,
        identity=appearance(),
        values={
            "show": codec.to_plain(workspace.show),
            "episodes": [codec.to_plain(episode) for episode in facts],
            "storage": _public(settings),
            "cover_url": cover_url,
            "feed": settings.feed.model_dump(mode="json"),
        },
    )


def _function(stage: Stage) -> str:
    return f"nexus_audio.stages.{stage.name}:{stage.name}"


def _files(folder: EpisodeFolder, workspace: Workspace) -> dict[str, File]:
    paths: dict[str, Path | None] = {
        **{f"recording/{number}": path for number, path in enumerate(folder.recordings, 1)},
        "briefing": folder.briefing,
        "cover": workspace.cover,
        "templates": workspace.templates,
        "jingles": workspace.jingles,
    }
    return {name: File(path=path) for name, path in paths.items() if path}


def _values(
    folder: EpisodeFolder, workspace: Workspace, settings: Settings, numbers: Mapping[str, int]
) -> dict[str, Any]:
    episode = folder.episode
    return {
        # What only encoding depends on must not make a new master, and all that follows from it.
        "audio": settings.audio.model_dump(mode="json", exclude={"bitrate", "formats", "id3"}),
        "encoding": settings.audio.model_dump(mode="json"),
        "speech": settings.speech.model_dump(mode="json"),
        "chapters": settings.chapters.model_dump(mode="json"),
        "storage": _public(settings),
        "corrections": folder.corrections,
        "overrides": folder.overrides,
        "answers": [codec.to_plain(one) for one in episode.deviation if one.answer == "note"],
        "cuts": [codec.to_plain(cut) for cut in episode.cut],
        "episode": _spoken_of(episode),
        # Only earlier ones, so that a new episode changes nothing of those before it.
        "earlier": {
            slug: number for slug, number in numbers.items() if number < (episode.number or 0)
        },
        "facts": codec.to_plain(episode),
        "show": _spoken_of(workspace.show),
        "subscribe": {key: getattr(workspace.show, key) for key in SUBSCRIBE},
    }


def _spoken_of(written: Episode | Show) -> dict[str, Any]:
    """What the host wrote, without what only the feed tells: that must not encode audio anew."""
    plain = codec.to_plain(written)
    left_out = {*ONLY_IN_FEED, *SUBSCRIBE}
    return {key: value for key, value in plain.items() if key not in left_out}


def _identities(settings: Settings) -> dict[str, str]:
    """What stages depend on that is neither input nor setting."""
    looks = appearance()
    heard = identity(settings.speech)
    return {
        **{"transcribe": heard, "rehear": heard},
        **{"chart": looks, "notes": looks, "page": looks},
    }


def _public(settings: Settings) -> dict[str, Any]:
    # Where the bytes are put changes nothing of what is built; the address does.
    return {"public_url": settings.storage.public_url}
