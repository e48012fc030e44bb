"""The posts of a newsletter, as a feed or an export holds them, and the one that is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from nexus_audio.briefing.html import marks
from nexus_audio.briefing.markup import MEMBERS_ONLY, harmless
from nexus_audio.briefing.outline import Divider, FrontMatter
from nexus_audio.briefing.references import issue
from nexus_audio.briefing.source import clean
from nexus_audio.briefing.web import read_web
from nexus_audio.errors import BriefingError
from nexus_audio.models import Briefing


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One issue as a newsletter system holds it."""

    front: FrontMatter
    html: str
    slug: str = ""
    members_only: bool = False
    """Whether the site shows it to members only."""


def read_post(post: Post, name: str) -> Briefing:
    """The briefing in a post; raises BriefingError where it holds none."""
    found = marks(harmless(clean(post.html), name), post.front.url)
    # Ghost shows what stands above its divider to everybody, even of a post for members.
    closed = post.members_only and not MEMBERS_ONLY.search(post.html)
    return read_web(post.front, [Divider(), *found] if closed else found, name)


def choose(posts: Sequence[Post], wanted: str, name: str) -> Post:
    """The post of that number or slug; without either, the only one.

    Raises BriefingError when there is none, more than one, or only its title.
    """
    found = matching(posts, wanted)
    if len(found) == 1 and found[0].html.strip():
        return found[0]
    if len(found) == 1:
        raise BriefingError(
            f"only the title of “{found[0].front.title}” is in it",
            subject=f"{name}:1",
            hint=f"Name the address of the issue instead: {found[0].front.url}".rstrip(": "),
        )
    what = f"issue {wanted}" if wanted else "issue"
    titles = ", ".join(f"“{post.front.title}”" for post in (found or posts)[:5])
    raise BriefingError(
        f"there are {len(found)} issues here" if found else f"there is no {what} here",
        subject=f"{name}:1",
        hint=f"Name one with --issue, by its number or its slug. Here are: {titles or 'none'}.",
    )


def matching(posts: Sequence[Post], wanted: str) -> list[Post]:
    """The posts of that number or slug; all where none is named."""
    return [post for post in posts if not wanted or _is(post, wanted)]


def _is(post: Post, wanted: str) -> bool:
    named = issue(post.front.title)
    number = named.number if named else post.front.number
    if wanted.lstrip("#").isdecimal() and number is not None:
        return number == int(wanted.lstrip("#"))
    last = urlsplit(post.front.url).path.rstrip("/").rpartition("/")[2]
    return wanted in (post.slug, last, post.front.guid, post.front.url)
