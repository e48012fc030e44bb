"""Everything that the studio says is said in German, too."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.requests import Request

from nexus_audio.align.confidence import REASONS
from nexus_audio.studio.texts import known, language_of, translator

ROOM = Path(str(files("nexus_audio.studio")))
SOURCES = [*sorted((ROOM / "templates").glob("*.html")), ROOM / "static" / "studio.js"]
RAISED = re.compile(r"""(?:Error|UploadRefused|Exception)\(\s*(?:\d+, )?(f?"[^"]+")\s*[,)]""")
SAID = re.compile(r"""\bt\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_each_text_has_a_german_one(source: Path) -> None:
    said = {one or other for one, other in SAID.findall(source.read_text(encoding="utf-8"))}
    assert said - set(known()) == set()


@pytest.mark.parametrize("reason", REASONS.values())
def test_each_reason_for_a_review_has_a_german_one(reason: str) -> None:
    assert translator("de")(reason) != reason


ASKED = [path for path in sorted(ROOM.glob("*.py")) if path.name != "serving.py"]
"""What a browser asks; the other one speaks in the terminal."""


@pytest.mark.parametrize("module", ASKED, ids=lambda path: path.name)
def test_each_error_of_the_studio_has_a_german_one(module: Path) -> None:
    t = translator("de")
    for said in RAISED.findall(module.read_text(encoding="utf-8")):
        text = re.sub(r"\{[^{}]*\}", "7", said.lstrip("f").strip('"'))
        assert t(text) != text or t(f"x: {text}") != f"x: {text}", text


@pytest.mark.parametrize(("english", "german"), known().items())
def test_both_have_the_same_places(english: str, german: str) -> None:
    assert german
    assert english.count("{}") == german.count("{}")


def test_a_text_with_something_in_it_is_found() -> None:
    t = translator("de")
    told = t("aehren: nothing was spoken in the recording")
    assert told == "aehren: in der Aufnahme wird nicht gesprochen"
    assert t("Episode {}", 7) == "Folge 7"
    assert t("nobody has said this") == "nobody has said this"
    assert translator("en")("Episode {}", 7) == "Episode 7"


@pytest.mark.parametrize(
    ("cookie", "accepted", "expected"),
    [
        ("", "de-AT,en;q=0.5", "de"),
        ("", "fr,en", "en"),
        ("", "", "en"),
        ("de", "en", "de"),
        ("xx", "de", "de"),
    ],
)
def test_the_language_is_chosen_or_the_browsers(cookie: str, accepted: str, expected: str) -> None:
    headers = [(b"cookie", f"language={cookie}".encode()), (b"accept-language", accepted.encode())]
    assert language_of(Request({"type": "http", "headers": headers})) == expected
