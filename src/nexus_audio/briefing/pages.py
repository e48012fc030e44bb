"""The page of an issue: what its head says of it, and where on it the text stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from nexus_audio.briefing.cards import classes
from nexus_audio.briefing.dates import moment
from nexus_audio.briefing.html import marks
from nexus_audio.briefing.markup import harmless
from nexus_audio.briefing.outline import FrontMatter
from nexus_audio.briefing.source import clean
from nexus_audio.briefing.web import read_web
from nexus_audio.models import Briefing

CONTENTS = (
    "gh-content",
    "available-content",
    "entry-content",
    "wp-block-post-content",
    "post-content",
    "post-content-sans-serif",
    "post-full-content",
    "article-content",
    "kg-canvas",
)
"""The classes under which Ghost, Substack and WordPress put the text of a post."""

TITLES = (
    "gh-article-title",
    "post-title",
    "entry-title",
    "wp-block-post-title",
    "article-title",
    "post-full-title",
)
EXCERPTS = (
    "gh-article-excerpt",
    "post-excerpt",
    "article-excerpt",
    "post-full-custom-excerpt",
    "subtitle",
)


def read_page(text: str, name: str, known: FrontMatter | None = None) -> Briefing:
    """The briefing on a page or in a part of one; what is `known` already counts more.

    Raises BriefingError where the page holds no issue.
    """
    root = harmless(text, name)
    content = _content(root)
    excerpt = _words_of(root, EXCERPTS)
    front = _front(root, excerpt)
    if known:
        front = replace(front, title=known.title or front.title, date=known.date or front.date)
    return read_web(front, marks(content, front.url), name, shows_summary=bool(excerpt))


def _front(root: HtmlElement, excerpt: str) -> FrontMatter:
    facts = dict(_facts(root))
    article = next(root.iter("article", "main"), root)
    headline = _words_of(root, TITLES) or _words(next(article.iter("h1"), None))
    times = (time.get("datetime", "") for time in root.iter("time"))
    return FrontMatter(
        title=headline or facts.get("og:title", "") or _words(next(root.iter("title"), None)),
        date=moment(facts.get("article:published_time") or next(times, "")),
        author=facts.get("author", ""),
        summary=excerpt or facts.get("description", ""),
        url=_canonical(root) or facts.get("og:url", ""),
        image=facts.get("og:image", ""),
        categories=tuple(value for key, value in _facts(root) if key == "article:tag"),
    )


def _facts(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """What the page says of itself in its `<meta>`; the first of a name counts."""
    for meta in reversed(list(root.iter("meta"))):
        key = meta.get("property") or meta.get("name")
        if key:
            yield key.lower(), " ".join(clean(meta.get("content", "")).split())


def _canonical(root: HtmlElement) -> str:
    found = (link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical")
    return next(found, "")


def _content(root: HtmlElement) -> HtmlElement:
    """The element that holds the text, or all there is."""
    for name in CONTENTS:
        found = next((each for each in root.iter() if name in classes(each)), None)
        if found is not None:
            return found
    return next(root.iter("article", "main"), root)


def _words_of(root: HtmlElement, names: tuple[str, ...]) -> str:
    found = (each for each in root.iter() if set(classes(each)) & set(names))
    return _words(next(found, None))


def _words(element: HtmlElement | None) -> str:
    text = "" if element is None else clean(element.text_content())
    return re.sub(r"\s+", " ", text).strip()
