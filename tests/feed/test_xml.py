from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nexus_audio.feed import xml


@given(st.text(alphabet=st.characters()))
def test_any_text_can_be_written_and_read(text: str) -> None:
    root = etree.Element("rss")
    xml.add(root, "title", text, {"href": text})
    xml.add_html(root, "description", text)
    title, description = etree.fromstring(xml.serialize(root))
    # A parser reads every line end as \n (XML 1.0, 2.11), unless it was written as a reference.
    assert title.text == (xml.clean(text) or None)
    assert (description.text or "").splitlines() == xml.clean(text).splitlines()


def test_control_characters_and_blanks_around_are_dropped() -> None:
    assert xml.clean(" Gr\x00ü\x0bße\ud800 \n") == "Grüße"


def test_a_prefix_becomes_its_namespace() -> None:
    assert xml.name("title") == "title"
    assert xml.name("podcast:guid") == "{https://podcastindex.org/namespace/1.0}guid"


def test_html_stands_in_cdata() -> None:
    root = etree.Element("rss")
    xml.add_html(root, "description", "<p>Über & mehr</p>")
    assert "<![CDATA[<p>Über & mehr</p>]]>" in xml.serialize(root).decode()


def test_html_with_the_end_mark_of_cdata_reads_back() -> None:
    root = etree.Element("rss")
    xml.add_html(root, "description", "<p>a[b[0]]>1</p>")
    assert etree.fromstring(xml.serialize(root)).findtext("description") == "<p>a[b[0]]>1</p>"
