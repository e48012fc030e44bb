from __future__ import annotations

import lxml.html
import pytest
from lxml.html import HtmlElement

from nexus_audio.briefing.html import marks
from nexus_audio.briefing.pictures import emoji, picture, thumbnail
from nexus_audio.models import Block

BASE = "https://example.org/nexus-1/"


def element(html: str) -> HtmlElement:
    return lxml.html.fragment_fromstring(html)


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ('src="a.jpg"', "https://example.org/nexus-1/a.jpg"),
        ('src="//b.example/a.jpg" width="100%" height="auto"', "https://b.example/a.jpg"),
        ('src="a.jpg" width="100"', "https://example.org/nexus-1/a.jpg"),
        ('data-src="/a.jpg" src="x.gif"', "https://example.org/a.jpg"),
        ('src="a.gif" width="1" height="1"', ""),
        ('src="a.gif" height="99px"', ""),
        ('src="a.gif" class="author-avatar"', ""),
        ('src="a.gif" class="kg-bookmark-icon"', ""),
        ('src="javascript:x()"', ""),
        ('src="http://["', ""),
        ('src=""', ""),
        ("", ""),
    ],
)
def test_a_picture_has_an_address_and_shows_something(attributes: str, address: str) -> None:
    assert picture(element(f"<img {attributes}>"), BASE) == address


def test_without_an_address_of_the_page_a_relative_one_leads_nowhere() -> None:
    assert picture(element('<img src="a.jpg">'), "") == ""


def test_a_picture_may_stand_for_an_emoji() -> None:
    assert emoji(element('<img class="emoji" alt="🔥">')) == "🔥"
    assert emoji(element('<img class="wp-smiley">')) == ""
    assert emoji(element('<img class="wide" alt="Ein Wal">')) == ""


def test_a_box_shows_its_thumbnail_and_not_its_icon() -> None:
    icon, image = '<img class="kg-bookmark-icon" src="i.png">', '<img src="t.jpg">'
    box = f'<a>{icon}<div class="kg-bookmark-thumbnail">{image}</div></a>'
    assert thumbnail(element(box), BASE) == f"{BASE}t.jpg"
    assert thumbnail(element(f"<a>{icon}{image}</a>"), BASE) == ""


def found(html: str) -> list[tuple[str, str, str]]:
    blocks = (mark for mark in marks(element(f"<div>{html}</div>"), BASE))
    return [
        (block.kind.value, " ".join(block.text.split()), block.image.removeprefix(BASE))
        for block in blocks
        if isinstance(block, Block)
    ]


A, B = '<img src="a">', '<img src="b">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<figure>{A}<figcaption>Wal</figcaption></figure>", [("caption", "Wal", "a")]),
        (f"<figure><figcaption>Wal</figcaption>{A}</figure>", [("caption", "Wal", ""), ("", "a")]),
        (f"<figure>{A}</figure>", [("", "a")]),
        (
            f"<figure><div><div>{A}</div><div>{B}</div></div><figcaption><p>Wal</p></figcaption>"
            "</figure>",
            [("", "a"), ("caption", "Wal", "b")],
        ),
        (f"<p>Vor {A} nach.</p>", [("paragraph", "Vor nach.", ""), ("", "a")]),
        (f"<p><a href='x'>{A}</a></p><p>Wal</p>", [("", "a"), ("paragraph", "Wal", "")]),
        (
            f'<div class="kg-card kg-image-card">{A}<p class="kg-card-figcaption">Wal</p></div>',
            [("caption", "Wal", "a")],
        ),
        (
            f'<div class="wp-caption">{A}<p class="wp-caption-text">Wal</p></div>',
            [("caption", "Wal", "a")],
        ),
        (f'<div class="kg-signup-card">{A}</div>', []),
        (f"<footer>{A}</footer>", []),
    ],
)
def test_pictures_go_with_their_captions(html: str, expected: list[tuple[str, ...]]) -> None:
    whole = [("caption", *each) if len(each) == 2 else each for each in expected]
    assert found(html) == whole


def test_an_emoji_stays_in_its_heading() -> None:
    written = '<h2><img class="emoji" alt="🔥" src="x.svg"> Wale</h2>'
    (title,) = marks(element(f"<div>{written}</div>"))
    assert getattr(title, "text", "") == "🔥 Wale"
