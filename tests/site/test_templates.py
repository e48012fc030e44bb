from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from nexus_audio.errors import ConfigError
from nexus_audio.site.templates import language_tag, markdown, render, time

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


@pytest.mark.parametrize("language", ["de", "de-AT", "zh-Hant-TW", "gsw"])
def test_a_language_is_told_as_it_is(language: str) -> None:
    assert language_tag(language) == language


@pytest.mark.parametrize("language", ["", "Deutsch", 'en"x', "e", "de_AT"])
def test_what_is_no_language_is_not_told(language: str) -> None:
    assert language_tag(language) == ""


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
