"""The graph of stages: complete, in order, and with everything that a result depends on."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest

import toy_engine
import toy_workspace
from nexus_audio.config import Settings
from nexus_audio.models import Episode, Show
from nexus_audio.pipeline import Job, Task, in_order
from nexus_audio.stages.graph import FEED, ONLY_IN_FEED, STAGES, Stage, episode_tasks, feed_task
from nexus_audio.workspace import Workspace
from toy_workspace import SETTINGS

HOST_FILES = {"recording", "briefing", "jingles", "cover", "templates"}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    toy_engine.install(monkeypatch)
    return toy_workspace.make(tmp_path)


@pytest.mark.parametrize("stage", [*STAGES, FEED], ids=lambda stage: stage.name)
def test_each_stage_is_a_function_of_a_job(stage: Stage) -> None:
    module = importlib.import_module(f"nexus_audio.stages.{stage.name}")
    function = getattr(module, stage.name)
    (parameter,) = inspect.signature(function, eval_str=True).parameters.values()
    assert parameter.annotation is Job
    assert function.__doc__


def test_each_stage_needs_only_what_comes_before() -> None:
    known = set(HOST_FILES)
    for stage in STAGES:
        assert set(stage.needs) <= known, stage.name
        known.add(stage.name)


def test_tasks_are_those_of_the_table(workspace: Workspace) -> None:
    tasks = episode_tasks(toy_workspace.add(workspace, "1-a"), workspace, SETTINGS, {})
    assert list(tasks) == [stage.name for stage in STAGES]
    assert {task.episode for task in tasks.values()} == {"1-a"}
    for stage in STAGES:
        inputs = {name.partition("/")[0] for name in tasks[stage.name].inputs}
        given = inputs | (HOST_FILES & set(stage.needs))
        assert given == set(stage.needs)


def keys(tasks: dict[str, Task]) -> dict[str, str]:
    return {name: task.key for name, task in tasks.items()}


def changed(workspace: Workspace, settings: Settings) -> set[str]:
    """The stages whose keys other settings change."""
    folder = workspace.episode("1-a")
    before = keys(dict(episode_tasks(folder, workspace, SETTINGS, {})))
    after = keys(dict(episode_tasks(folder, workspace, settings, {})))
    return {name for name in before if before[name] != after[name]}


ALL = {stage.name for stage in STAGES}
AFTER_HEARING = ALL - {"ingest", "measure", "parse"}
ENDS = {"chapter", "render", "chart", "notes", "page", "item"}
ENCODED = {"render", "chart", "page", "item"}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"build": {"jobs": 3}}, set()),
        ({"storage": {"path": "elsewhere"}}, set()),
        ({"storage": {"public_url": "https://x.example/"}}, {"notes", "page", "item"}),
        ({"chapters": {"shortest": 3}}, ENDS),
        ({"speech": {"engine": "toy", "beam": 1}}, AFTER_HEARING - {"condition"}),
        ({"audio": {"loudness": -14.0}}, AFTER_HEARING),
        ({"audio": {"bitrate": 64}}, ENCODED),
        ({"audio": {"formats": ["mp3", "opus"]}}, ENCODED),
        ({"audio": {"id3": "2.3"}}, ENCODED),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_a_setting_changes_what_depends_on_it(
    workspace: Workspace, settings: dict[str, dict[str, object]], expected: set[str]
) -> None:
    toy_workspace.add(workspace, "1-a")
    plain = SETTINGS.model_dump(by_alias=True)
    merged = {name: part | settings.get(name, {}) for name, part in plain.items()}
    assert changed(workspace, Settings.model_validate(merged)) == expected


def test_a_comment_in_toml_changes_nothing(workspace: Workspace) -> None:
    folder = toy_workspace.add(workspace, "1-a")
    before = keys(dict(episode_tasks(folder, workspace, SETTINGS, {})))
    toml = folder.path / "episode.toml"
    toml.write_text("# Ein Gedanke.\n" + toml.read_text())
    assert keys(dict(episode_tasks(folder, workspace, SETTINGS, {}))) == before


def more(workspace: Workspace, file: str, text: str) -> set[str]:
    """The stages that must be built again when a file says more; `feed` is the show's."""

    def every() -> dict[str, str]:
        folder = workspace.episode("1-a")
        tasks = dict(episode_tasks(folder, workspace, SETTINGS, {}))
        feed = feed_task({"1-a": tasks}, [folder.episode], workspace, SETTINGS, "")
        return keys(tasks) | {"feed": feed.key}

    before, path = every(), workspace.root / file
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    after = every()
    return {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("feed/show.toml", 'hub = "https://h.example/"\n[[podroll]]\nguid = "9b"\n', {"feed"}),
        ("feed/show.toml", 'spotify_url = "https://open.spotify.com/show/1"\n', {"page", "feed"}),
        (
            "episodes/1-a/episode.toml",
            '[[soundbites]]\nstart = "1:00"\nduration = 20\n',
            {"item", "feed"},
        ),
    ],
    ids=["show", "buttons", "episode"],
)
def test_what_only_the_feed_tells_encodes_nothing_anew(
    workspace: Workspace, file: str, text: str, expected: set[str]
) -> None:
    toy_workspace.add(workspace, "1-a")
    assert more(workspace, file, text) == expected


def test_a_summary_is_told_everywhere_but_not_heard_again(workspace: Workspace) -> None:
    toy_workspace.add(workspace, "1-a")
    again = more(workspace, "episodes/1-a/episode.toml", 'summary = "Kurz."\n')
    assert {"render", "notes", "page", "item", "feed"} <= again
    assert not {"ingest", "condition", "transcribe", "align"} & again


def test_every_key_that_only_the_feed_tells_is_one() -> None:
    known = {*Show.__dataclass_fields__, *Episode.__dataclass_fields__}
    assert known >= ONLY_IN_FEED


def test_the_feed_comes_after_all_its_episodes(workspace: Workspace) -> None:
    folders = [toy_workspace.add(workspace, slug) for slug in ("1-a", "2-b")]
    tasks = {folder.slug: episode_tasks(folder, workspace, SETTINGS, {}) for folder in folders}
    facts = [folder.episode for folder in folders]
    feed = feed_task(tasks, facts, workspace, SETTINGS, "")
    assert set(feed.inputs) == {
        f"{slug}/{stage}" for slug in ("1-a", "2-b") for stage in FEED.needs
    }
    assert in_order([feed])[-1] is feed
    assert set(FEED.values) == set(feed.values)


def of(workspace: Workspace, slug: str) -> dict[str, str]:
    """The keys of an episode among all the others."""
    tasks = episode_tasks(workspace.episode(slug), workspace, SETTINGS, workspace.numbers())
    return keys(dict(tasks))


def test_a_new_episode_changes_nothing_of_those_before_it(workspace: Workspace) -> None:
    toy_workspace.add(workspace, "2-b", number=2)
    before = of(workspace, "2-b")
    toy_workspace.add(workspace, "3-c", number=3)
    assert of(workspace, "2-b") == before


def test_an_earlier_episode_changes_only_what_can_refer_to_it(
    workspace: Workspace,
) -> None:
    toy_workspace.add(workspace, "2-b", number=2)
    before = of(workspace, "2-b")
    toy_workspace.add(workspace, "1-a", number=1)
    after = of(workspace, "2-b")
    assert {name for name in before if before[name] != after[name]} == {"notes", "page", "item"}
