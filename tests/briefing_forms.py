"""One briefing written in every form that is read: what a newsletter system would make of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage
from html import escape

from nexus_audio.models import Block, BlockKind, Briefing, Link, Section, SectionKind

RANKS = {SectionKind.TOPIC: 3, SectionKind.SUBTOPIC: 4}
MOMENT = "2026-11-20T06:00:00+01:00"
ADDRESS = "https://example.org/nexus-301/"


def markdown(briefing: Briefing) -> str:
    """The briefing in Markdown, what is known of it as front matter."""
    front = {
        "title": _joined(briefing.emoji, briefing.title),
        "number": briefing.number,
        "date": briefing.date,
        "author": briefing.author,
        "summary": briefing.summary,
        "url": briefing.url,
        "image": briefing.image,
        "guid": briefing.guid,
        "categories": list(briefing.categories),
    }
    fields = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items() if value
    ]
    parts = ["\n".join(["---", *fields, "---"])]
    for section in briefing.sections:
        parts += _markdown_heading(section)
        parts += [_markdown_block(block) for block in _with_sources(section.blocks)]
    return "\n\n".join(parts) + "\n"


def _markdown_heading(section: Section) -> list[str]:
    if section.kind is SectionKind.CLOSING:
        return ["---"]
    words = _joined(section.emoji, _marked(section.heading))
    rank = 1 if section.kind is SectionKind.OPENING else RANKS.get(section.kind, 2)
    return [f"{'#' * rank} {words}"] if words else []


def _markdown_block(block: Block) -> str:
    text = _linked(block, _marked, lambda link, words: f"[{words}](<{link.url}>)")
    match block.kind:
        case BlockKind.QUOTE:
            return f"> {text}"
        case BlockKind.CAPTION:
            return f"![{text}](bild.jpg)"
        case BlockKind.LIST_ITEM:
            return f"- {text}" if block.ordinal is None else f"{block.ordinal}. {text}"
    return text


def _marked(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def html(briefing: Briefing) -> str:
    """The text of the briefing as Ghost's editor writes it, without the title."""
    parts = []
    lead = briefing.summary
    for section in briefing.sections:
        parts += _html_heading(section)
        blocks = list(_with_sources(section.blocks))
        if section.kind is SectionKind.OPENING and lead and blocks[0].text == lead:
            blocks = blocks[1:]
        if section.kind is SectionKind.CLOSING:
            lines = [_html_text(block) for block in blocks]
            parts.append(f"<p>{'<br>'.join(lines)}</p>")
        else:
            parts += [_html_block(block) for block in blocks]
    return "\n".join(parts)


def _html_heading(section: Section) -> list[str]:
    if section.kind is SectionKind.CLOSING:
        return ["<hr>"]
    rank = RANKS.get(section.kind, 2)
    words = escape(_joined(section.emoji, section.heading))
    return [f'<h{rank} id="{section.id}">{words}</h{rank}>'] if words else []


def _html_block(block: Block) -> str:
    text = _html_text(block)
    match block.kind:
        case BlockKind.QUOTE:
            return f"<blockquote>{text}</blockquote>"
        case BlockKind.CAPTION:
            return (
                '<figure class="kg-card kg-image-card kg-card-hascaption"><img src="b.jpg" '
                f'class="kg-image" alt="Ein Bild"><figcaption>{text}</figcaption></figure>'
            )
        case BlockKind.LIST_ITEM if block.ordinal is not None:
            return f'<ol start="{block.ordinal}"><li value="{block.ordinal}">{text}</li></ol>'
        case BlockKind.LIST_ITEM:
            return f"<ul><li>{text}</li></ul>"
    return f"<p>{text}</p>"


def _html_text(block: Block) -> str:
    return _linked(block, escape, lambda link, words: f'<a href="{escape(link.url)}">{words}</a>')


def _linked(block: Block, write: Callable[[str], str], link: Callable[[Link, str], str]) -> str:
    """The text of a block with its links in their places."""
    done, rest = "", block.text
    for each in block.links:
        before, found, after = rest.partition(each.text)
        if found:
            done, rest = done + write(before) + link(each, write(each.text)), after
    return done + write(rest)


def _with_sources(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, and after each run of quotes the line that says whose they are."""
    after = [*blocks[1:], None][: len(blocks)]
    for block, following in zip(blocks, after, strict=True):
        yield block
        goes_on = following and following.kind is BlockKind.QUOTE and following.attribution
        if block.attribution and goes_on != block.attribution:
            yield Block(kind=BlockKind.PARAGRAPH, text=f"— {block.attribution}")


def _joined(emoji: str, words: str) -> str:
    return f"{emoji} {words}".strip()


# --- what newsletter systems put around it ------------------------------------


def ghost_page(briefing: Briefing) -> str:
    """The page of a post on a site of Ghost's, with all that stands around the text."""
    title = escape(_joined(briefing.emoji, briefing.title))
    return f"""<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>{title} | Beispiel</title>
<link rel="canonical" href="{ADDRESS}"><meta property="og:title" content="Kurz">
<meta property="og:image" content="https://example.org/bild.jpg">
<meta property="article:published_time" content="{MOMENT}">
<meta property="article:tag" content="Briefing"><meta name="author" content="{briefing.author}">
<script type="application/ld+json">{{"headline": "Skript"}}</script>
<style>p {{ color: red }}</style></head>
<body class="post-template"><header><h1>Beispiel</h1><nav><ul><li>Menü</li></ul></nav></header>
<main><article class="gh-article post"><h1 class="gh-article-title is-title">{title}</h1>
<p class="gh-article-excerpt">{escape(briefing.summary)}</p><time datetime="2026-11-20">heute</time>
<section class="gh-content gh-canvas">{html(briefing)}</section></article>
<section class="gh-comments">Melde Dich an</section></main><footer>Impressum</footer></body></html>
"""


def ghost_row(briefing: Briefing) -> dict[str, object]:
    """The post as a row of Ghost's table of them."""
    return {
        "id": "6562",
        "title": _joined(briefing.emoji, briefing.title),
        "slug": "nexus-301",
        "html": html(briefing),
        "custom_excerpt": briefing.summary,
        "canonical_url": ADDRESS,
        "published_at": "2026-11-20T05:00:00.000Z",
        "feature_image": "https://example.org/bild.jpg",
        "type": "post",
        "visibility": "public",
    }


def ghost_export(briefing: Briefing) -> str:
    """The export of a whole site with one post and one page."""
    data = {
        "posts": [ghost_row(briefing), {"title": "Über", "type": "page", "html": "<p>x</p>"}],
        "users": [{"id": "1", "name": briefing.author}],
        "posts_authors": [{"post_id": "6562", "author_id": "1", "sort_order": 0}],
        "tags": [{"id": "a", "name": "Briefing"}, {"id": "b", "name": "#intern"}],
        "posts_tags": [{"post_id": "6562", "tag_id": i, "sort_order": 0} for i in "ab"],
    }
    return json.dumps({"db": [{"meta": {"version": "5.101.3"}, "data": data}]})


def rss(briefing: Briefing) -> str:
    """The newsletter's feed with this issue and the one before it."""
    title = escape(_joined(briefing.emoji, briefing.title))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Beispiel</title>
<item><title>Nexus 300: Davor</title><guid isPermaLink="false">300</guid>
<link>https://example.org/nexus-300/</link><description>x</description>
<content:encoded><![CDATA[<p>Davor</p>]]></content:encoded></item>
<item><title><![CDATA[{_joined(briefing.emoji, briefing.title)}]]></title>
<description><![CDATA[{briefing.summary}]]></description><link>{ADDRESS}</link>
<guid isPermaLink="false">6562</guid><category><![CDATA[Briefing]]></category>
<dc:creator><![CDATA[{briefing.author}]]></dc:creator>
<pubDate>Fri, 20 Nov 2026 06:00:00 +0100</pubDate>
<media:content url="https://example.org/bild.jpg" medium="image"/>
<content:encoded><![CDATA[{html(briefing)}]]></content:encoded></item>
</channel></rss><!-- {title} -->
"""


def atom(briefing: Briefing) -> str:
    """The same as Atom."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Beispiel</title><id>x</id>
<entry><title>{escape(_joined(briefing.emoji, briefing.title))}</title><id>6562</id>
<link href="{ADDRESS}"/><published>{MOMENT}</published><category term="Briefing"/>
<author><name>{briefing.author}</name></author><summary>{escape(briefing.summary)}</summary>
<content type="html">{escape(html(briefing))}</content></entry></feed>
"""


def wordpress(briefing: Briefing) -> str:
    """The page of a post of a WordPress block theme."""
    title = escape(_joined(briefing.emoji, briefing.title))
    return f"""<!DOCTYPE html><html lang="de-DE"><head><title>{title} – Beispiel</title>
<link rel='canonical' href='{ADDRESS}' /></head><body><div class="wp-site-blocks">
<header class="wp-block-template-part"><p class="wp-block-site-title">Beispiel</p></header>
<main class="wp-block-group"><h1 class="wp-block-post-title">{title}</h1>
<p class="post-excerpt">{escape(briefing.summary)}</p>
<div class="wp-block-post-date"><time datetime="{MOMENT}">20. November 2026</time></div>
<div class="entry-content wp-block-post-content">{html(briefing)}
<div class="sharedaddy"><h3>Teilen mit:</h3><ul><li>Mail</li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Ähnliche Beiträge</h3></div></div>
<div class="comments"><h2>Kommentare</h2></div></main></div></body></html>
"""


def substack(briefing: Briefing) -> str:
    """The page of a post on Substack."""
    title = escape(_joined(briefing.emoji, briefing.title))
    widget = (
        '<div class="subscription-widget-wrap"><div class="preamble"><p>Danke fürs Lesen!</p>'
        '</div></div><p class="button-wrapper"><a class="button" href="https://x">Teilen</a></p>'
    )
    return f"""<!DOCTYPE html><html><head><title>{title}</title>
<link rel="canonical" href="{ADDRESS}"></head><body><div id="entry"><article class="post">
<div class="post-header"><h1 class="post-title published">{title}</h1>
<h3 class="subtitle">{escape(briefing.summary)}</h3></div>
<div class="available-content"><div dir="auto" class="body markup">{html(briefing)}{widget}</div>
</div></article><div class="post-footer">Diskussion</div></div></body></html>
"""


def mail(briefing: Briefing) -> bytes:
    """The newsletter as Ghost sends it: tables in tables, quoted-printable."""
    message = EmailMessage()
    message["Subject"] = _joined(briefing.emoji, briefing.title)
    message["From"] = "Beispiel <post@example.org>"
    message["Date"] = "Fri, 20 Nov 2026 06:00:00 +0100"
    message.set_content("Bitte im Browser lesen.")
    title = escape(_joined(briefing.emoji, briefing.title))
    page = f"""<!doctype html><html><body><span class="preheader">Vorschau</span>
<table class="body"><tr><td class="container"><table class="main"><tr><td class="wrapper"><table>
<tr><td class="post-title"><a href="{ADDRESS}" class="post-title-link">{title}</a></td></tr>
<tr><td><p class="post-excerpt">{escape(briefing.summary)}</p></td></tr>
<tr><td class="post-meta">Von {briefing.author} • <a href="{ADDRESS}">Im Browser</a></td></tr>
<tr class="post-content-row"><td class="post-content-sans-serif">
<!-- POST CONTENT START -->{html(briefing)}<!-- POST CONTENT END --></td></tr></table></td></tr>
<tr><td class="footer">Du bekommst das, weil … <a href="https://x">Abmelden</a></td></tr>
</table></td></tr></table></body></html>
"""
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    return message.as_bytes()
