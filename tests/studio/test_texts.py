"""Everything that the studio says is said in German, too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.requests import Request

from nexus_audio import errors
from nexus_audio.align.confidence import REASONS
from nexus_audio.studio.texts import known, language_of, translator

ROOM = Path(str(files("nexus_audio.studio")))
SOURCES = [*sorted((ROOM / "templates").glob("*.html")), *sorted((ROOM / "static").glob("*.js"))]
SAID = re.compile(r"""\bt\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_each_text_has_a_german_one(source: Path) -> None:
    said = {one or other for one, other in SAID.findall(source.read_text(encoding="utf-8"))}
    assert said - set(known()) == set()


@pytest.mark.parametrize("reason", REASONS.values())
def test_each_reason_for_a_review_has_a_german_one(reason: str) -> None:
    assert translator("de")(reason) != reason


PACKAGE = ROOM.parent
TOLD = frozenset({"UploadRefused", "HTTPException", "Point", "Rule", "Stranger", "Trait", "Answer"})
TOLD |= {name for name, kind in vars(errors).items() if isinstance(kind, type)}
"""What a host is told something by."""
WITHIN = frozenset({"_unclear", "_lost", "_unbuilt", "_wrong", "_unusable", "_refused", "_open"})
WITHIN |= {"_unreadable", "review"}
"""Functions that make an error or a finding of what they are given."""
NAMED = frozenset({"message", "hint", "reason", "_WAYS_OUT", "_FULL", "_KEYS", "_EXPORT", "_COPY"})
NAMED |= {"_DOWNLOAD", "_INSTALL", "_BUILD", "_SHOW", "_EPISODE", "_ADDRESS", "_SERVER", "_ONCE"}
NAMED |= {"_THERE", "_ONE_LIST", "_COVER"}
"""What such texts are called before somebody is told them."""
NAMES = ("name", "subject")
PLACE, WORD = "'7'", re.compile("[A-Za-z]{2,}")
ELSEWHERE = ("cli/", "studio/serving.py", "studio/security.py", "stages/gc.py")
"""Said in the terminal, or before there is a language."""
MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if not path.relative_to(PACKAGE).as_posix().startswith(ELSEWHERE)
]


def placed(part: ast.expr) -> str:
    """A part of an f-string: its own words, or something in quotes for a value."""
    match part:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=ast.IfExp(body=ast.Constant(value=str(text)))):
            return text
    return PLACE


def written(node: ast.expr | None) -> Iterator[str]:
    """The texts of an expression, with something short in each place."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(map(placed, parts))
        case ast.IfExp(body=one, orelse=other):
            yield from (*written(one), *written(other))
        case ast.Tuple(elts=parts) | ast.Dict(values=parts) | ast.BoolOp(values=parts):
            yield from (text for part in parts for text in written(part))


def told(module: Path) -> set[str]:
    """All that a module can tell a host: words to read, and so more than one."""
    found: set[str] = set()
    is_rules = module.name.endswith("_rules.py") or module.name in ("verify.py", "promise.py")
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                if name in TOLD | WITHIN:
                    given = node.args[3:] if name == "Rule" else node.args
                    given += [one.value for one in node.keywords if one.arg not in NAMES]
                    found.update(text for one in given for text in written(one))
            case ast.Assign(targets=[ast.Name(id=name)]) if name in NAMED:
                found.update(written(node.value))
            case ast.AnnAssign(target=ast.Name(id=name)) if name in NAMED:
                found.update(written(node.value))
            case ast.Yield() if is_rules:
                found.update(written(node.value))
    words = {text: WORD.findall(text.replace(PLACE, "")) for text in found if " " in text.strip()}
    return {text for text, said in words.items() if len(said) > 1}


@pytest.mark.parametrize(
    "module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)).removesuffix(".py")
)
def test_whatever_a_host_is_told_is_told_in_german(module: Path) -> None:
    t = translator("de")
    assert sorted(text for text in told(module) if t(text) == text) == []


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("a/b.wav: is empty", "a/b.wav: ist leer"),
        (
            "the show has no cover (Apple); 'Brot' has no description (Apple)",
            "der Podcast hat noch kein Bild (Apple); 'Brot' hat keine Beschreibung (Apple)",
        ),
        (
            "Write it once. Build again; if it stays, report it as a fault of nexus-audio.",
            "Schreiben Sie es einmal. Bauen Sie noch einmal; bleibt es, melden Sie es als Fehler "
            "von nexus-audio.",
        ),
        ("x: y: cannot be read: No such file", "x: y: lässt sich nicht lesen: No such file"),
        ("'Über Brot': itunes:episode is 'x'", "'Über Brot': itunes:episode ist 'x'"),
        ("the weather is fine today", "the weather is fine today"),
        ("Wie es ist: ein Titel", "Wie es ist: ein Titel"),
    ],
)
def test_what_was_put_together_is_told_by_its_parts(english: str, german: str) -> None:
    assert translator("de")(english) == german


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
