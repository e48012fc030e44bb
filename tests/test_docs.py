"""The documents say what the code does: each verb, setting, exit code and key."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import get_args, get_type_hints

import click
import pytest

from nexus_audio import errors
from nexus_audio.cli.app import VERBS, cli
from nexus_audio.config import keys, parts
from nexus_audio.models import Episode, Show

ROOT = Path(__file__).parent.parent
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
TEXTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_documented_and_has_help(verb: str) -> None:
    assert f"\n### {verb}\n" in DOCS["cli.md"]
    command = cli.get_command(click.Context(cli), verb)
    assert command is not None
    assert command.help


@pytest.mark.parametrize("verb", VERBS)
def test_each_option_of_a_verb_is_documented(verb: str) -> None:
    command = cli.get_command(click.Context(cli), verb)
    assert command is not None
    section = DOCS["cli.md"].split(f"\n### {verb}\n")[1].split("\n#")[0]
    shared = {"--json", "-v", "-q", "-C", "--verbose", "--quiet", "--workspace", "--help", "-h"}
    options = {name for option in command.params for name in option.opts if name[0] == "-"}
    missing = {name for name in options - shared if name not in section}
    assert not missing


def table(text: str, heading: str) -> dict[str, list[str]]:
    section = text.split(f"## {heading}\n")[1].split("\n#", maxsplit=1)[0]
    rows = re.findall(r"^\| (.+) \|$", section, re.M)
    cells = [[cell.strip() for cell in row.split(" | ")] for row in rows]
    return {row[0].strip("`"): row[1:] for row in cells}


@pytest.mark.parametrize("part", parts())
def test_each_setting_is_documented_with_its_default(part: str) -> None:
    model = parts()[part]
    rows = table(DOCS["configuration.md"], f"[{part}]")
    assert set(keys(model)) == set(rows) - {"key"}
    for name, field in model.model_fields.items():
        default, _ = rows[field.alias or name]
        assert json.loads(default.strip("`")) == field.default
        assert field.description


def test_each_exit_code_is_documented() -> None:
    rows = table(DOCS["cli.md"], "Exit codes")
    tree = errors.__doc__ or ""
    codes = set(re.findall(r"(?<=\s)\d+(?=\s{3}|\s+[a-z])", tree))
    assert codes | {"0", "2", "3"} == set(rows) - {"code"}


@pytest.mark.parametrize(("model", "heading"), [(Episode, "episode.toml"), (Show, "show.toml")])
def test_each_key_that_a_host_writes_is_documented(model: type, heading: str) -> None:
    section = DOCS["formats.md"].split(heading)[1].split("\n### ")[0]
    for name, hint in get_type_hints(model).items():
        table = next(
            (part for part in (hint, *get_args(hint)) if dataclasses.is_dataclass(part)), None
        )
        if table is None:
            assert f"`{name}`" in section or name == "slug"
        elif name not in ("locations", "social", "txt") or model is Show:
            (row,) = re.findall(rf"^\| `\[+{name}\]+` \| (.+) \|$", section, re.M)
            assert all(f"`{field.name}`" in row for field in dataclasses.fields(table))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


def test_the_first_screen_has_the_two_commands() -> None:
    screen = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    assert "make demo" in screen
    assert "make test" in screen
    assert "synthetic" in screen
