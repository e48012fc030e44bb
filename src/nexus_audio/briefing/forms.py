"""Which form a written text has: what it holds decides, not its name."""

from __future__ import annotations

import re
from enum import StrEnum

from nexus_audio.briefing.markdown import is_markdown
from nexus_audio.briefing.source import Source

HEAD = 65_536
"""Bytes that are looked at; the headers of a mail can take most of them."""


class Form(StrEnum):
    """How an issue is written; the value is the ending of a file of that form."""

    PLAIN = "txt"
    MARKDOWN = "md"
    PAGE = "html"
    POSTS = "json"
    FEED = "xml"
    MAIL = "eml"


_POSTS = re.compile(r"\s*\{\s*[\"}]")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_MARKUP = re.compile(r"\s*<[a-z!?]", re.I)
_BLOCK = re.compile(
    r"<(?:html|head|body|p|h[1-6]|div|article|main|section|table|ul|ol|figure)[\s>]", re.I
)
_HEADERS = re.compile(r"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_OF_MAIL = frozenset({"from", "to", "subject", "date", "message-id", "mime-version", "received"})


def form(source: Source) -> Form:
    """The form of a source; what is nothing else is plain text."""
    head = _head(source.data)
    if _POSTS.match(head):
        return Form.POSTS
    if _MARKUP.match(head):
        if _FEED.search(head) and not re.search("<html", head, re.I):
            return Form.FEED
        if _BLOCK.search(head):
            return Form.PAGE
    if _is_mail(head):
        return Form.MAIL
    return Form.MARKDOWN if is_markdown(head) else Form.PLAIN


def _head(data: bytes) -> str:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = data[:HEAD].decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
    return head.replace("\r\n", "\n").replace("\r", "\n")


def _is_mail(head: str) -> bool:
    headers = _HEADERS.match(re.sub(r"\AFrom .*\n", "", head))
    names = re.findall(r"^([\w-]+):", headers[0], re.M) if headers else []
    return len(_OF_MAIL & {name.lower() for name in names}) >= 2
