"""The form of a text is told by what it holds, and every form gives the same briefing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import briefing_forms as forms
from nexus_audio.briefing import Source, read, read_briefing, single
from nexus_audio.briefing.forms import Form, form
from nexus_audio.briefing.outline import FrontMatter, Heading, compose
from nexus_audio.errors import BriefingError
from nexus_audio.models import Block, BlockKind, Briefing, Link, SectionKind

SAMPLE = Path(__file__).parents[2] / "episodes" / "301-beispiel" / "briefing.txt"
LINK = Link(text="Nexus 295", url="https://example.org/nexus-295/")


def source(written: str | bytes) -> Source:
    data = written if isinstance(written, bytes) else written.encode()
    return Source(data=data, name="nexus")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Nexus 1: Wale\n\nText", Form.PLAIN),
        ("", Form.PLAIN),
        ("Nexus: Wale\nNr: 1\n\nText", Form.PLAIN),
        ("a < b und <b>fett</b>", Form.PLAIN),
        ("{kein JSON}", Form.PLAIN),
        ("Nexus 1".encode("utf-16"), Form.PLAIN),
        ("# Wale", Form.MARKDOWN),
        ("[Wale](https://example.org)\n\n## Wale", Form.MARKDOWN),
        ("<!-- Notiz -->\n# Wale", Form.MARKDOWN),
        ("\ufeff<!DOCTYPE html><body>Wale", Form.PAGE),
        ("<p>Wale</p>", Form.PAGE),
        ("<!--kg-card-begin: html-->\r\n<figure class=x></figure>", Form.PAGE),
        (' {"posts": []}', Form.POSTS),
        ("{}", Form.POSTS),
        ('<?xml version="1.0"?>\n<rss version="2.0">', Form.FEED),
        ("<!-- x --><feed xmlns='http://www.w3.org/2005/Atom'>", Form.FEED),
        ("<html><p>ein <rss> im Text</html>", Form.PAGE),
        ("From: a@example.org\r\nSubject: Wale\r\n\r\nText", Form.MAIL),
        ("From a Fri Nov 20\nReceived: x\n\ty\nDate: z\n\nText", Form.MAIL),
    ],
)
def test_what_it_holds_decides(written: str | bytes, expected: Form) -> None:
    assert form(source(written)) is expected


def tree(briefing: Briefing) -> list[Any]:
    return [
        (
            section.id,
            section.kind,
            section.level,
            section.emoji,
            section.heading,
            [replace(block, links=(), image="") for block in section.blocks],
        )
        for section in briefing.sections
    ]


def without_pictures(briefing: Briefing) -> Briefing:
    """The briefing without the addresses of its pictures, which the writers make up."""
    sections = [
        replace(section, blocks=tuple(replace(block, image="") for block in section.blocks))
        for section in briefing.sections
    ]
    return replace(briefing, sections=tuple(sections))


def linked(briefing: Briefing) -> Briefing:
    """The sample as its site has it, with the link that plain text has lost."""
    sections = [
        replace(
            section,
            blocks=tuple(
                replace(block, links=(LINK,)) if LINK.text in block.text else block
                for block in section.blocks
            ),
        )
        for section in briefing.sections
    ]
    return replace(briefing, sections=tuple(sections))


WRITERS: tuple[Callable[[Briefing], str | bytes], ...] = (
    forms.markdown,
    forms.ghost_page,
    forms.ghost_export,
    forms.rss,
    forms.atom,
    forms.wordpress,
    forms.substack,
    forms.mail,
)


@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_every_form_gives_the_tree_of_the_plain_text_and_its_links(
    write: Callable[[Briefing], str | bytes],
) -> None:
    plain = read_briefing(SAMPLE)
    briefing = read(source(write(linked(plain))), "301")
    if write is forms.markdown:  # it has no place for an excerpt that the site shows
        assert briefing.summary == plain.summary
    assert tree(briefing) == tree(plain)
    links = [link for each in briefing.sections for block in each.blocks for link in block.links]
    assert links == [LINK]
    assert briefing.references[0].url == LINK.url
    assert (briefing.title, briefing.emoji, briefing.number, briefing.author) == (
        plain.title,
        plain.emoji,
        plain.number,
        plain.author,
    )


@pytest.mark.parametrize(
    "write", [forms.ghost_page, forms.rss, forms.atom, forms.wordpress, forms.mail]
)
def test_the_moment_of_the_issue_keeps_its_zone(
    write: Callable[[Briefing], str | bytes],
) -> None:
    assert read(source(write(read_briefing(SAMPLE))), "301").date == forms.MOMENT


def test_what_a_feed_knows_of_an_issue_is_kept() -> None:
    briefing = read(source(forms.rss(read_briefing(SAMPLE))), "301")
    assert briefing.url == forms.ADDRESS
    assert briefing.image == "https://example.org/bild.jpg"
    assert briefing.guid == "6562"
    assert briefing.categories == ("Briefing",)


@pytest.mark.parametrize("write", [forms.rss, forms.ghost_export])
def test_one_issue_of_many_is_kept_as_a_source_of_its_own(write: Callable[[Briefing], str]) -> None:
    whole = source(write(read_briefing(SAMPLE)))
    alone = single(whole, "nexus-301")
    assert form(alone) is Form.POSTS
    assert single(alone) == alone
    assert read(alone) == read(whole, "301")


def test_another_issue_than_the_one_that_is_meant_is_refused() -> None:
    with pytest.raises(BriefingError, match="this is issue 301, not 242"):
        read(source(forms.ghost_page(read_briefing(SAMPLE))), "242")


# --- parse(render(briefing)) = briefing ---------------------------------------

WRITTEN = (
    "Wal singt im Winter *tiefer* als_im Sommer [1] 3. Meer & <b> „Größe“ 🐋 `x` \\ - # > ! ~ +"
    " whales are singing the longest songs of all animals"
)
WORDS = st.sampled_from(WRITTEN.split())
TEXT = st.lists(WORDS, min_size=1, max_size=6).map(" ".join).map("Der {}.".format)
NAMES = st.sampled_from(["Ada Quill", "FT", "Edith Marlowe, Spans"])


# Each example is a whole issue, so they are few, and the slowness of making one is no failure.
FEW = settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def blocks(draw: st.DrawFn, kind: BlockKind) -> Block:
    text = draw(TEXT)
    links: tuple[Link, ...] = ()
    if kind is not BlockKind.CAPTION and draw(st.booleans()):
        word = draw(st.sampled_from([word for word in text.split() if word.isalpha()]))
        links = (Link(text=word, url="https://example.org/a_(b)?c=1&d=*"),)
    numbers = st.one_of(st.none(), st.integers(0, 999))
    ordinal = draw(numbers) if kind is BlockKind.LIST_ITEM else None
    return Block(kind=kind, text=text, ordinal=ordinal, links=links)


@st.composite
def parts(draw: st.DrawFn, kind: SectionKind, heading: str = "") -> list[Heading | Block]:
    emoji = draw(st.sampled_from(["", "🐋 ", "1️⃣ "])) if kind is SectionKind.CATEGORY else ""
    written = heading or f"{emoji}{draw(TEXT)[:-1]}"
    pieces: list[Heading | Block] = [Heading(kind=kind, text=written)]
    for kind_of in draw(st.lists(st.sampled_from(BlockKind), max_size=2)):
        pieces.append(draw(blocks(kind_of)))
        if kind_of is BlockKind.QUOTE and draw(st.booleans()):
            pieces.append(Block(kind=BlockKind.PARAGRAPH, text=f"— {draw(NAMES)}"))
    return pieces


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    pieces: list[Heading | Block] = [Heading(kind=SectionKind.OPENING)]
    pieces.append(draw(blocks(BlockKind.PARAGRAPH)))
    if draw(st.booleans()):
        pieces += draw(parts(SectionKind.FOCUS, "Im Fokus dieser Ausgabe"))
    for _ in range(draw(st.integers(1, 2))):
        pieces += draw(parts(SectionKind.CATEGORY))
        pieces += draw(parts(SectionKind.TOPIC))
        pieces += draw(st.one_of(st.just([]), parts(SectionKind.SUBTOPIC)))
    if draw(st.booleans()):
        lines = (Block(kind=BlockKind.PARAGRAPH, text=text) for text in ("Ada Quill", "Autorin"))
        pieces += [Heading(kind=SectionKind.CLOSING), *lines]
    front = FrontMatter(
        title=draw(st.sampled_from(["Nexus 7: Wale", "🔥 Nexus 8: *Wale* & [Meer]", "Wale: 'ü'"])),
        date=draw(st.sampled_from(["", "2026-11-20", forms.MOMENT])),
        author=draw(st.sampled_from(["", "Juna Falkenried"])),
        summary=draw(st.sampled_from(["", "Wale: “kurz”"])),
        url=draw(st.sampled_from(["", forms.ADDRESS])),
        image=draw(st.sampled_from(["", "https://example.org/b.jpg"])),
        guid=draw(st.sampled_from(["", "6562"])),
        categories=tuple(draw(st.lists(st.sampled_from(["Briefing", "Meer & mehr"]), max_size=2))),
    )
    return compose(front, pieces)


@given(briefing=briefings())
@FEW
def test_markdown_gives_back_the_briefing_that_it_was_written_from(briefing: Briefing) -> None:
    assert without_pictures(read(source(forms.markdown(briefing)))) == briefing


@given(briefing=briefings())
@FEW
def test_html_gives_back_the_sections_that_it_was_written_from(briefing: Briefing) -> None:
    written = forms.ghost_page(replace(briefing, summary=""))
    assert without_pictures(read(source(written))).sections == briefing.sections
