"""What a host wrote into a TOML file, checked to the key."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import ValidationError

from nexus_audio import codec
from nexus_audio.errors import ConfigError
from nexus_audio.validation import check_addresses, fault

T = TypeVar("T")


def read_toml(file: Path) -> dict[str, Any]:
    """What a TOML file holds."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"not valid TOML: {error}",
            subject=str(file),
            hint="Texts, times and dates stand in quotes.",
        ) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", subject=str(file)) from error


def read_model(kind: type[T], file: Path, **given: object) -> T:
    """A model from a TOML file of its fields; those in `given` are not for the file to say."""
    content = read_toml(file)
    _check_fields(kind, content, str(file), given)
    check_addresses(content, str(file))
    try:
        return codec.from_plain(kind, content | given)
    except ValidationError as error:
        raise ConfigError(
            fault(error),
            subject=str(file),
            hint="docs/formats.md lists what belongs there.",
        ) from error


def _check_fields(
    kind: type, content: Mapping[str, Any], where: str, given: Iterable[str] = ()
) -> None:
    """Refuse keys that no field has, in tables within tables too."""
    hints = get_type_hints(kind)
    check_keys(content, set(hints) - set(given), where)
    for key, value in content.items():
        kinds = [part for part in (hints[key], *get_args(hints[key])) if is_dataclass(part)]
        for table in value if isinstance(value, list) else [value]:
            if isinstance(table, dict) and kinds:
                _check_fields(kinds[0], table, where)  # type: ignore[arg-type]


def check_keys(found: Iterable[str], allowed: Iterable[str], where: Path | str) -> None:
    """Refuse a key that is not allowed, and name the nearest one that is."""
    names = sorted(allowed)
    for key in found:
        if key in names:
            continue
        near = difflib.get_close_matches(key, names, n=1)
        raise ConfigError(
            f"there is no setting {key!r}",
            subject=str(where),
            hint=f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(names)}.",
        )
