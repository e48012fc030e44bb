"""The example in docs/engines.md works as it stands."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

import toy_engine
from nexus_audio.config import Speech
from nexus_audio.engines import identity, listen, open_engine

DOCUMENT = Path(__file__).parents[2] / "docs" / "engines.md"


def test_a_third_engine_comes_by_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (entry,) = re.findall(r"^humming = \"(.*)\"$", text, re.MULTILINE)
    module = ModuleType(entry.partition(":")[0])
    exec(example, module.__dict__)  # noqa: S102 - it is our own document
    monkeypatch.setitem(sys.modules, module.__name__, module)
    toy_engine.install(monkeypatch, humming=entry)
    speech = Speech(engine="humming", model="hm")
    assert identity(speech) == "humming-1"
    sound = toy_engine.sound((0, 2_000), (2_500, 4_000), (60_000, 61_000))
    first, second = listen(open_engine(speech), [sound], {"de": 0.8, "en": 0.2})
    assert (first.text, second.text, second.language) == ("hm hm", "hm", "de")
    code = example.split("class ")[1]
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
