from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from nexus_audio.errors import ConfigError
from nexus_audio.site.templates import lang, markdown, render, time

SIGNS = st.characters(exclude_categories=("Cc", "Cs"))
LINES = st.text(st.sampled_from("*_`[]()<>&#!|~\\+-=.: 1a\n") | SIGNS, max_size=40)


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (0, "00:00"),
        (754_900, "12:34"),
        (3_599_999, "59:59"),
        (3_600_000, "1:00:00"),
        (36_061_000, "10:01:01"),
    ],
)
def test_times_grow_hours_when_they_need_them(moment: int, written: str) -> None:
    assert time(moment) == written


@pytest.mark.parametrize("language", ["en", "en-GB", "zh-Hant-TW", "gsw"])
def test_another_language_is_told(language: str) -> None:
    assert lang(language, "de-AT") == f' lang="{language}"'


@pytest.mark.parametrize("language", ["de", "de-CH", "", "Deutsch", 'en"x', "e", "en_GB x"])
def test_the_same_language_or_none_is_not(language: str) -> None:
    assert lang(language, "de-AT") == ""


@given(LINES)
def test_markdown_shows_just_the_text(text: str) -> None:
    plain = " ".join(text.split())
    for before in ("", "- "):
        rendered = MarkdownIt("commonmark").render(f"{before}{markdown(text)}\n")
        shown: Any = html.fromstring(f"<div>{rendered}</div>")
        assert " ".join(shown.text_content().split()) == plain
        assert rendered.count("<li>") == len(before) // 2


def test_the_hosts_template_replaces_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "notes.html").write_text("{{ words.chapters }} & {{ gruß }}", encoding="utf-8")
    assert render("notes.html", "de", tmp_path, gruß="<b>") == "Kapitel & &lt;b&gt;"


def test_the_hosts_template_can_build_upon_it(tmp_path: Path) -> None:
    own = '{% extends "built-in/base.html" %}{% block body %}Ahoi{% endblock %}'
    (tmp_path / "base.html").write_text(own, encoding="utf-8")
    show = {"title": "Deichpost", "language": "de", "description": ""}
    page = render("base.html", "de", tmp_path, show=show, root="", canonical="")
    assert "<body>\nAhoi</body>" in page


@pytest.mark.parametrize(
    ("source", "subject"),
    [
        ("\n{% if %}", "feed/templates/notes.html:2"),
        ("{{ nobody }}", "feed/templates/notes.html"),
        ('{% include "none.html" %}', "feed/templates/notes.html"),
    ],
)
def test_a_faulty_template_is_named(tmp_path: Path, source: str, subject: str) -> None:
    (tmp_path / "notes.html").write_text(source, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        render("notes.html", "de", tmp_path)
    assert caught.value.subject == subject


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("note.html", "Did you mean 'notes.html'?"),
        ("Notes.html", "Did you mean 'notes.html'?"),
        ("notes.htm", "Did you mean 'notes.html'?"),
        ("notes.md.j2", "Did you mean 'notes.md'?"),
        ("teile/fuss.html", "Known are: base.html"),
    ],
)
def test_a_template_that_nobody_would_use_is_refused(tmp_path: Path, name: str, hint: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("Ahoi", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        render("notes.txt", "de", tmp_path)
    assert caught.value.subject == f"feed/templates/{name}"
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "name", ["README.md", ".notes.html.swp", ".x.html", "notes.html~", "#a.html", "logo.png"]
)
def test_what_is_no_template_may_lie_beside_them(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff")
    (tmp_path / "notes.txt").write_text("Ahoi", encoding="utf-8")
    assert render("notes.txt", "de", tmp_path) == "Ahoi"


@pytest.mark.parametrize(
    "source", ['{% include "teile/fuss.txt" %}', '{% set wo = "teile/fuss.txt" %}{% include wo %}']
)
def test_a_part_that_another_includes_is_used(tmp_path: Path, source: str) -> None:
    (tmp_path / "teile").mkdir()
    (tmp_path / "teile" / "fuss.txt").write_text("Fuß", encoding="utf-8")
    (tmp_path / "notes.txt").write_text(source, encoding="utf-8")
    assert render("notes.txt", "de", tmp_path) == "Fuß"
