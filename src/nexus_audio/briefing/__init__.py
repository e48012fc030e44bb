"""The written text of an issue, read into a briefing whatever its form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nexus_audio.briefing.feeds import read_feed
from nexus_audio.briefing.forms import Form, form
from nexus_audio.briefing.ghost import read_posts, write_post
from nexus_audio.briefing.headings import slug
from nexus_audio.briefing.mails import read_mail
from nexus_audio.briefing.markdown import read_markdown
from nexus_audio.briefing.pages import read_page
from nexus_audio.briefing.plain import read_plain
from nexus_audio.briefing.posts import choose, read_post
from nexus_audio.briefing.source import Source, open_source, text_of
from nexus_audio.errors import BriefingError
from nexus_audio.models import Briefing

__all__ = ["Source", "open_source", "read", "read_briefing", "single", "slug"]


def read_briefing(path: Path, issue: str = "") -> Briefing:
    """The briefing in a file; see `read`."""
    return read(open_source(path), issue)


def read(source: Source, issue: str = "") -> Briefing:
    """The briefing in a source, whose form is told by what it holds.

    A feed and an export hold many; `issue` names one by its number or slug.
    Raises BriefingError for what holds no issue, or not that one.
    """
    alone = single(source, issue)
    briefing = _read(alone)
    if issue.isdecimal() and briefing.number not in (None, int(issue)):
        raise BriefingError(
            f"this is issue {briefing.number}, not {issue}",
            subject=f"{source.name}:1",
            hint="Name the file or the address of the issue that you mean.",
        )
    return briefing


def single(source: Source, issue: str = "") -> Source:
    """The same source, or the one issue that is meant of a feed or an export."""
    found = form(source)
    if found not in (Form.FEED, Form.POSTS):
        return source
    posts = read_feed(source, issue) if found is Form.FEED else read_posts(source)
    post = choose(posts, issue, source.name)
    return replace(source, data=write_post(post).encode("utf-8", errors="ignore"))


def _read(source: Source) -> Briefing:
    match form(source):
        case Form.POSTS | Form.FEED:
            return read_post(choose(read_posts(source), "", source.name), source.name)
        case Form.MAIL:
            return read_mail(source)
        case Form.PAGE:
            return read_page(text_of(source), source.name)
        case Form.MARKDOWN:
            return read_markdown(text_of(source), source.name)
        case Form.PLAIN:
            return read_plain(text_of(source), source.name)
