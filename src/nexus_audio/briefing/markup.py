"""Foreign HTML made harmless: bounded first, then cleaned by nh3, then parsed."""

from __future__ import annotations

import re
from collections import Counter

import lxml.html
import nh3
from lxml.html import HtmlElement

from nexus_audio.briefing.source import LARGEST, bounded, too_large, where
from nexus_audio.errors import BriefingError

DEEPEST = 200
"""Elements inside each other; mails built of tables reach about 40."""

HEAVIEST = 500_000
"""The depths of all tags added up, a bound for what a parser can make of them.

An issue of 10,000 words stays below 100,000.
"""

MOST_MARKS = 50_000
"""Tags, or characters written as `&…;`; an issue of 10,000 words has some thousand of each."""

MOST_ATTRIBUTES = 1_000
"""Of one tag, as parsers compare each with all before it."""

MEMBERS_ONLY = re.compile(r"<!--\s*members-only\s*-->")
"""What Ghost writes where the part for members begins."""

MARKER = re.compile(
    r"<!--\s*(?:members-only|kg-gated-block:(?:begin[^>]*|end)|kg-card-(?:begin|end)[^>]*)\s*-->"
)
"""The comments of Ghost that mean something."""

_HIDDEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?P<raw>script|style|svg)\b.*?(?:</(?P=raw)\s*>|\Z)",
    re.I | re.S,
)
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?P<rest>(?:=\s*"[^"]*"|=\s*'[^']*'|[^>])*+)""", re.I
)
_GAP = re.compile(r"[\s/]+")
# They have no end tag, or end where the next of them begins.
_ENDLESS = frozenset(
    "area base br col dd dt embed hr img input li link meta option p source td th tr wbr".split()  # noqa: SIM905
)
_TAGS = frozenset(
    "a article aside audio b blockquote br button center cite code dd del div dl dt em figcaption"  # noqa: SIM905
    " figure font footer form h1 h2 h3 h4 h5 h6 header hr i img ins li link main mark meta nav"
    " ol p pre q s section small span strong sub sup table tbody td tfoot th thead time title tr"
    " u ul".split()
)
_DROPPED = {"script", "style", "svg", "iframe", "noscript", "object", "select", "template", "video"}
_ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href"},
    "audio": {"src"},
    "div": {"data-gh-segment"},
    "img": {"src", "data-src", "alt", "width", "height"},
    "li": {"value"},
    "link": {"rel", "href"},
    "meta": {"name", "property", "content"},
    "ol": {"start"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto"}


def harmless(html: str, name: str) -> HtmlElement:
    """The tree of a page or a part of one, without scripts, handlers and unknown addresses.

    Comments stay where they are Ghost's marks. Raises BriefingError, with the
    line, for what is too long or nested too deeply to be a written text.
    """
    if len(html) > LARGEST:
        raise too_large(name)
    shown = _HIDDEN.sub(lambda found: found[0] if MARKER.fullmatch(found[0]) else "", html)
    _bound(shown, name)
    clean = nh3.clean(
        shown,
        tags=set(_TAGS),
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        strip_comments=False,
        link_rel=None,
    )
    root = lxml.html.fragment_fromstring(clean, create_parent="div")
    bounded(root.text_content(), name)
    return root


def _bound(html: str, name: str) -> None:
    """Refuse what would take a parser more than about a second."""
    opened: Counter[str] = Counter()
    depth = weight = 0
    if html.count("&") > MOST_MARKS:
        raise _too_many(where(name, html))
    for count, tag in enumerate(_TAG.finditer(html)):
        kind = tag["name"].lower()
        if tag["end"] and opened[kind]:
            opened[kind] -= 1
            depth -= 1
        elif not tag["end"] and kind not in _ENDLESS:
            opened[kind] += 1
            depth += 1
        weight += depth
        rest = tag["rest"]
        is_flooded = len(rest) > MOST_ATTRIBUTES and len(_GAP.findall(rest)) > MOST_ATTRIBUTES
        if depth > DEEPEST or weight > HEAVIEST or is_flooded or count > MOST_MARKS:
            raise _too_many(where(name, html, tag.start()))


def _too_many(subject: str) -> BriefingError:
    return BriefingError(
        "marks are too many, or nested too deeply",
        subject=subject,
        hint="This is hardly a written issue; save its page or its text once more.",
    )
