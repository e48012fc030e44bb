"""Models as JSON files and back, checked on the way in."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from nexus_audio.errors import StoreError

T = TypeVar("T")


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def file_name(kind: type) -> str:
    """The name of the file that holds a model: `EditList` lies in `edit-list.json`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.__name__).lower() + ".json"


def to_plain(value: object) -> Any:
    """A model as dicts, lists and scalars, ready for JSON or a template."""
    return _adapter(type(value)).dump_python(value, mode="json")


def from_plain(kind: type[T], data: object) -> T:
    """A model from dicts, lists and scalars; raises pydantic's ValidationError."""
    value: T = _adapter(kind).validate_python(data)
    return value


def to_json(kind: Any, value: object) -> bytes:
    """A value of any type as JSON for `from_json`."""
    return _adapter(kind).dump_json(value)


def from_json(kind: Any, data: bytes) -> Any:
    """The value back; raises pydantic's ValidationError, a ValueError, when it is damaged."""
    return _adapter(kind).validate_json(data)


def dump_json(data: object) -> str:
    """JSON for people to read and for machines to compare: UTF-8, two spaces, last line ended."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def write(value: object, folder: Path) -> Path:
    """Write a model into a folder under the name of its type."""
    path = folder / file_name(type(value))
    path.write_text(dump_json(to_plain(value)), encoding="utf-8")
    return path


def read(kind: type[T], folder: Path) -> T:
    """Read a model back; raises StoreError when the file is missing or damaged."""
    path = folder / file_name(kind)
    try:
        value: T = _adapter(kind).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise StoreError(
            f"not a readable {kind.__name__}: {error}",
            subject=str(path),
            hint="Delete .nexus and build again; nothing that you wrote is lost.",
        ) from error
    return value
