from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html as parser

from nexus_audio.models import Block, BlockKind, Chapter, Link, Person
from nexus_audio.site.assets import assets
from nexus_audio.site.page import Facts, render_page
from nexus_audio.site.transcript import make_transcript
from toy_episode import (
    BRIEFING,
    CHAPTERS,
    ENCLOSURE,
    EPISODE,
    FERRY,
    HARBOUR,
    SHOW,
    UTTERANCES,
    said,
)

TITLES = "//h2[not(ancestor::dialog)]"
CONTENTS = "//nav[@id='chapters']"
BASE: dict[str, Any] = {
    "show": SHOW,
    "episode": EPISODE,
    "briefing": BRIEFING,
    "utterances": UTTERANCES,
    "chapters": CHAPTERS,
    "enclosure": ENCLOSURE,
    "public_url": "https://cdn.example/nexus/",
    "cover": "assets/cover-1.png",
    "earlier": {12: "12-ebbe"},
}


def html(templates: Path | None = None, **changes: Any) -> str:
    facts = Facts(**BASE | changes)
    parts = make_transcript(facts.briefing, facts.utterances, facts.chapters)
    return render_page(facts, parts, templates)


def page(templates: Path | None = None, **changes: Any) -> Any:
    return parser.document_fromstring(html(templates, **changes))


def texts(root: Any, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in root.xpath(path)]


def test_the_page_says_what_it_is() -> None:
    root = page()
    assert root.get("lang") == "de"
    assert texts(root, "//h1") == [EPISODE.title]
    assert texts(root, "//title") == ["Fähren ohne Ruß, Möwen im Büro – Deichpost"]
    assert texts(root, "//p[@class='facts']") == ["Ausgabe 17 · 20. November 2026 · Dauer 1:02:00"]
    assert texts(root, "//p[@class='people']") == ["Mit Änne Grünwald"]
    assert texts(root, TITLES) == [
        "Kapitel",
        "Zum Mitlesen",
        "Frühere Ausgaben",
        "In der Podcast-App hören",
        "Zum Mitnehmen",
    ]
    (canonical,) = root.xpath("//link[@rel='canonical']/@href")
    assert canonical == "https://cdn.example/nexus/episodes/17-faehren/index.html"


def test_the_recording_is_there_without_a_script() -> None:
    (audio,) = page().xpath("//audio")
    assert audio.get("src") == "../../media/17-faehren-0123456789ab.mp3"
    assert audio.get("preload") == "metadata"
    assert "controls" in audio.attrib
    assert audio.get("aria-label") == EPISODE.title


def test_chapters_are_a_list_of_links_into_the_text() -> None:
    root = page()
    assert texts(root, f"{CONTENTS}//li") == [
        "Begrüßung 00:00",
        "Zitat des Tages 00:10",
        "⛴️ Die Fähre fährt mit Strom 01:00",
        "Möwen im Büro? 1:01:40",
    ]
    starts = [float(start) for start in root.xpath(f"{CONTENTS}//a/@data-start")]
    assert starts == [chapter.start / 1000 for chapter in CHAPTERS]


def test_the_transcript_has_the_newsletters_structure() -> None:
    root = page()
    assert texts(root, "//article/section/*[self::h3 or self::h4 or self::h5]") == [
        "Begrüßung",
        "Zitat des Tages 00:10",
        "⛴️ Verkehr",
        "Die Fähre fährt mit Strom 01:00",
        "Möwen im Büro?",
    ]
    assert root.xpath("//article//ol/li/@value") == ["1", "2"]
    assert texts(root, "//article/section/ul[not(@class)]/li") == ["Möwen stört das nicht. 01:30"]
    (quote,) = root.xpath("//figure")
    assert quote.xpath("blockquote/p/@lang") == ["en"]
    assert texts(quote, "figcaption") == ["Ruth Calder in ihrem Logbuch"]


def test_each_passage_has_a_link_to_its_time() -> None:
    root = page()
    assert len(root.xpath("//*[contains(@class, 'said')]")) == len(UTTERANCES)
    for passage in root.xpath("//p[contains(@class, 'said')] | //li[@class='said']"):
        (link,) = passage.xpath("a[@class='time']")
        assert link.get("href") == f"#{passage.get('id')}"
        assert re.fullmatch(r"(\d+:)?\d\d:\d\d", link.text)


def test_a_passage_has_the_name_that_outlives_the_recording() -> None:
    later = [said("Das Laden dauert zwölf.", 500, FERRY, 1)]
    before = page().xpath("//li[starts-with(., 'Laden')]/@id")
    assert page(utterances=later).xpath("//li[starts-with(., 'Das Laden')]/@id") == before


def test_each_word_has_its_time() -> None:
    for passage in page().xpath("//*[contains(@class, 'said')]"):
        words = [word for sentence in passage.xpath("span") for word in sentence.text.split()]
        assert len(passage.get("data-w").replace("~", "")) == len(words)
        assert float(passage.get("data-at")) >= 0


def test_a_sentence_is_an_element() -> None:
    spoken = said("Moin. Schön, dass Sie da sind! Los", 1_200, FERRY, 0)
    root = page(utterances=[spoken])
    assert texts(root, "//p[contains(@class, 'said')]/span") == [
        "Moin.",
        "Schön, dass Sie da sind!",
        "Los",
    ]


def test_earlier_issues_lead_to_their_chapters() -> None:
    reference = replace(BRIEFING.references[0], url="https://deichpost.example/12/#ebbe")
    root = page(briefing=replace(BRIEFING, references=(reference,)))
    links = root.xpath("//aside//a/@href")
    assert "../12-ebbe/index.html#ebbe" in links


def test_a_section_called_like_them_is_not_among_the_earlier_issues() -> None:
    named = replace(FERRY, heading="Frühere Ausgaben")
    sections = tuple(named if each is FERRY else each for each in BRIEFING.sections)
    root = page(briefing=replace(BRIEFING, sections=sections))
    assert texts(root, "//aside//h2").count("Frühere Ausgaben") == 1
    assert texts(root, "//aside/section[1]//li") == ["Ausgabe 12: Ebbe im Netz"]


def test_a_show_of_a_country_speaks_its_own_language() -> None:
    root = page(show=replace(SHOW, language="de-AT"))
    assert root.get("lang") == "de-AT"
    assert root.xpath("//*[@class='said']/@lang") == ["en"]


def test_what_social_sites_show() -> None:
    root = page()
    told = dict(
        zip(root.xpath("//meta/@property"), root.xpath("//meta[@property]/@content"), strict=True)
    )
    assert told["og:title"] == EPISODE.title
    assert told["og:url"] == root.xpath("//link[@rel='canonical']/@href")[0]
    assert told["og:image"] == "https://cdn.example/nexus/assets/cover-1.png"
    assert told["og:audio"].endswith(f"/media/{ENCLOSURE.name}")
    assert page(cover="").xpath("//meta[@property='og:image'] | //img") == []


def test_the_hosts_style_sheet_comes_after_ours(tmp_path: Path) -> None:
    (tmp_path / "site.css").write_text(":root { --accent: #123456; }")
    sheets = page(tmp_path).xpath("//link[@rel='stylesheet']/@href")
    assert [sheet.split("/")[-1].split("-")[0] for sheet in sheets] == ["reader", "site"]


def test_what_was_not_in_the_text_is_marked() -> None:
    (adlib,) = page().xpath("//p[contains(@class, 'adlib')]")
    assert texts(adlib, "small") == ["frei gesprochen"]


def test_sources_stand_where_they_were_spoken_of() -> None:
    root = page()
    links = root.xpath("//section[@id=$id]/ul[@class='links']//a/@href", id=FERRY.id)
    assert links == ["https://kuestenblatt.example/fähre?a=1&b=2"]


def test_what_was_skipped_is_folded_and_leads_to_the_newsletter() -> None:
    (folded,) = page().xpath("//details")
    assert folded.xpath(".//li/@id") == [HARBOUR.id]
    assert folded.get("open") is None
    assert texts(folded, "summary") == ["Im Newsletter außerdem (1)"]
    assert folded.xpath(".//a/@href") == [f"https://deichpost.example/17/#{HARBOUR.id}"]
    assert "Geheime" not in html()


def test_without_a_newsletter_what_was_skipped_is_only_named() -> None:
    root = page(episode=replace(EPISODE, link=""))
    assert root.xpath("//details//a") == []
    assert texts(root, "//details//li") == ["⚓ Der Hafen wird tiefer"]


def test_all_can_be_taken_along() -> None:
    assert texts(page(), "//ul[@class='downloads']//a") == [
        "MP3",
        "TXT",
        "WebVTT",
        "SRT",
        "Kapitel",
        "Diese Ausgabe im Newsletter",
    ]


TREE = {
    "../../index.html",
    "../../feed.xml",
    "../../cover.jpg",
    "../12-ebbe/index.html",
    "podcast://cdn.example/nexus/feed.xml",
    f"../../media/{ENCLOSURE.name}",
    "transcript.txt",
    "transcript.vtt",
    "transcript.srt",
    "chapters.txt",
    *(f"../../assets/{name}" for name in assets()),
}
TWICE = (*UTTERANCES, *UTTERANCES)


@pytest.mark.parametrize("utterances", [UTTERANCES, TWICE, ()], ids=["once", "twice", "none"])
def test_every_link_leads_somewhere(utterances: Any) -> None:
    root = page(utterances=utterances)
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)
    targets = [*root.xpath("//@href"), *root.xpath("//@src")]
    inside = {target for target in targets if not re.match(r"https://|data:,$", target)}
    assert inside <= TREE | {f"#{name}" for name in ids}


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inline() -> None:
    root = page()
    loads = root.xpath("//@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    assert all(load.startswith(("../../", "data:,")) for load in loads)
    assert root.xpath("//style | //@style | //script[not(@src)][not(@type)] | //iframe") == []
    assert root.xpath("//script[@type]/@type") == ["application/ld+json"]
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on")]
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "*" not in policy


def test_a_keyboard_skips_to_the_text() -> None:
    root = page()
    first = root.xpath("//body//a")[0]
    (target,) = root.xpath("//*[@id=$id]", id=first.get("href")[1:])
    assert texts(target, "h2") == ["Zum Mitlesen"]
    assert target.get("tabindex") == "-1"


HOSTILE = "<script>alert('x')</script> \"><img src=x onerror=y> {{ 7*7 }} \u202eabc " + "Ü" * 400


def test_what_is_written_stays_text() -> None:
    link = Link(text=HOSTILE, url="https://a.example/\"onclick='x'")
    code = Link(text="x", url="javascript:alert(1)")
    block = Block(
        kind=BlockKind.QUOTE, text="", attribution=HOSTILE, language='"x', links=(link, code)
    )
    section = replace(FERRY, id='t=0" x', heading=HOSTILE, emoji="<b>", blocks=(block,))
    root = page(
        show=replace(SHOW, title=HOSTILE, copyright=HOSTILE, license=HOSTILE),
        episode=replace(
            EPISODE,
            slug="a b",
            title=HOSTILE,
            summary=HOSTILE,
            link="javascript:x",
            people=(Person(name=HOSTILE, url="javascript:x"),),
        ),
        briefing=replace(BRIEFING, sections=(section, replace(HARBOUR, heading=HOSTILE))),
        utterances=(said(HOSTILE, 0, section, 0, '"x'),),
        chapters=(Chapter(start=0, end=9, title=HOSTILE, emoji="<i>", section=section.id),),
        enclosure=replace(ENCLOSURE, name="ä #?.mp3"),
    )
    assert root.xpath("//img[not(@class='cover')] | //*[@onclick] | //*[@onerror]") == []
    assert len(root.xpath("//script")) == 2
    assert not [each for each in root.xpath("//@href") if each.startswith("javascript")]
    assert texts(root, "//h1") == [HOSTILE]
    told = json.loads(root.xpath("//script[@type='application/ld+json']/text()")[0])
    assert told["name"] == HOSTILE
    assert unquote(root.xpath("//audio/@src")[0]) == "../../media/ä #?.mp3"
    assert root.xpath("//blockquote/@lang") == []


def test_each_format_can_be_taken_away() -> None:
    opus = replace(ENCLOSURE, name="17-ä.opus", type="audio/ogg")
    root = page(enclosure=replace(ENCLOSURE, alternates=(opus,)))
    media = {link.text: link.get("href") for link in root.xpath("//a[@download]")}
    assert media["MP3"] == f"../../media/{ENCLOSURE.name}"
    assert media["OPUS"] == "../../media/17-%C3%A4.opus"


def test_a_show_may_speak_english() -> None:
    root = page(show=replace(SHOW, language="en"))
    assert root.get("lang") == "en"
    assert texts(root, TITLES) == [
        "Chapters",
        "Read along",
        "Earlier issues",
        "Listen in your podcast app",
        "To take away",
    ]
    assert "20 November 2026" in texts(root, "//p[@class='facts']")[0]
    assert root.xpath("//*[@id='t=63']/../@lang") == ["de"]


def test_what_nobody_wrote_leaves_no_gap() -> None:
    root = page(
        show=replace(SHOW, people=(), copyright="", license="", link=""),
        episode=replace(EPISODE, number=None, summary=""),
        briefing=replace(BRIEFING, summary="", sections=BRIEFING.sections[:5]),
        chapters=(),
    )
    assert texts(root, "//p[@class='facts']") == ["20. November 2026 · Dauer 1:02:00"]
    assert root.xpath("//nav | //details | //p[@class='summary']") == []
    assert texts(root, "//footer") == [""]


def test_the_host_can_change_a_part_of_it(tmp_path: Path) -> None:
    own = '{% extends "built-in/page.html" %}{% block title %}Ahoi{% endblock %}'
    (tmp_path / "page.html").write_text(own, encoding="utf-8")
    root = page(tmp_path)
    assert texts(root, "//title") == ["Ahoi"]
    assert texts(root, "//h1") == [EPISODE.title]
