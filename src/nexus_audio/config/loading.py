"""Where settings come from; the one place that reads files and environment for them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from pydantic import ValidationError

from nexus_audio.config.parts import Settings, keys, parts
from nexus_audio.config.toml import check_keys, read_toml
from nexus_audio.errors import ConfigError
from nexus_audio.validation import fault

PREFIX = "NEXUS_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Settings with where each of them came from."""

    settings: Settings
    origins: Mapping[str, str]
    """By dotted name: a file, a variable of the environment, a flag; unnamed ones are defaults."""


def load_settings(
    root: Path | None = None,
    *,
    flags: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
    user_file: Path | None = None,
) -> Loaded:
    """The settings for a workspace; `flags` are given by dotted name, as `build.jobs`."""
    user_file = user_file or platformdirs.user_config_path("nexus-audio") / "config.toml"
    named: dict[str, tuple[object, str]] = {}
    for file in (user_file, root / "nexus.toml" if root else None):
        if file and file.is_file():
            named |= {name: (value, str(file)) for name, value in _from_file(file).items()}
    named |= _from_environment(os.environ if environ is None else environ)
    named |= {name: (value, "flag") for name, value in (flags or {}).items() if value is not None}
    return Loaded(
        settings=_validated(named), origins={name: origin for name, (_, origin) in named.items()}
    )


def _from_file(file: Path) -> dict[str, object]:
    values: dict[str, object] = {}
    for table, content in read_toml(file).items():
        check_keys([table], parts(), file)
        if not isinstance(content, dict):
            raise ConfigError(f"[{table}] must be a table", subject=str(file))
        for key, value in content.items():
            check_keys([key], keys(parts()[table]), file)
            values[f"{table}.{key}"] = value
    return values


def _from_environment(environ: Mapping[str, str]) -> dict[str, tuple[object, str]]:
    values: dict[str, tuple[object, str]] = {}
    for variable, value in environ.items():
        table, _, key = variable.removeprefix(PREFIX).lower().partition("_")
        if variable.startswith(PREFIX) and table in parts():
            check_keys([key], keys(parts()[table]), variable)
            values[f"{table}.{key}"] = (value, variable)
    return values


def _validated(named: Mapping[str, tuple[object, str]]) -> Settings:
    tree: dict[str, dict[str, object]] = {}
    for name, (value, _) in named.items():
        table, _, key = name.partition(".")
        tree.setdefault(table, {})[key] = value
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        name = ".".join(str(place) for place in error.errors()[0]["loc"])
        raise ConfigError(
            fault(error),
            subject=next((origin for key, (_, origin) in named.items() if key == name), name),
            hint="docs/configuration.md lists what each setting may be.",
        ) from error
