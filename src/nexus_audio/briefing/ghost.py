"""Ghost's JSON: its export, what its Content and Admin APIs give, and one post of a feed.

What is kept of a feed or an export is one post in the form of those APIs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nexus_audio.briefing.dates import moment
from nexus_audio.briefing.outline import FrontMatter
from nexus_audio.briefing.posts import Post
from nexus_audio.briefing.source import Source, clean
from nexus_audio.errors import BriefingError

HERE = "__GHOST_URL__"
"""What an export writes instead of the site's own address."""

Row = Mapping[str, Any]


def read_posts(source: Source) -> list[Post]:
    """The posts in a JSON file; raises BriefingError, with the line, for what is none."""
    data = _data(source)
    rows = [row for row in _rows(data, "posts") if row.get("type", "post") == "post"]
    posts = [_post(row, data) for row in rows if _text(row, "html")]
    if not posts:
        raise BriefingError(
            "there are no posts in this JSON",
            subject=f"{source.name}:1",
            hint="Export it in Ghost under Settings, Import/Export; or save the issue's page.",
        )
    return posts


def write_post(post: Post) -> str:
    """One post as JSON, so that `read_posts` gives it back."""
    front = post.front
    row = {
        "title": front.title,
        "slug": post.slug,
        "url": front.url,
        "published_at": front.date,
        "custom_excerpt": front.summary,
        "feature_image": front.image,
        "visibility": "members" if post.members_only else "public",
        "authors": [{"name": front.author}] if front.author else [],
        "tags": [{"name": name} for name in front.categories],
        "guid": front.guid,
        "html": post.html,
    }
    return json.dumps({"posts": [row]}, ensure_ascii=False, indent=2) + "\n"


def _data(source: Source) -> Row:
    try:
        content = json.loads(source.data)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise BriefingError(
            f"this is not JSON: {getattr(error, 'msg', None) or 'it cannot be read'}",
            subject=f"{source.name}:{line}",
            hint="Export the posts once more.",
        ) from error
    dumps = content.get("db")
    if isinstance(dumps, list) and dumps and isinstance(dumps[0], dict):
        content = dumps[0]
    data = content.get("data", content)
    return data if isinstance(data, dict) else {}


def _rows(data: Row, table: str) -> Sequence[Row]:
    rows = data.get(table)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _post(row: Row, data: Row) -> Post:
    return Post(
        front=FrontMatter(
            title=_line(row, "title"),
            date=moment(_text(row, "published_at")),
            author=next(_names(row, data, "authors", "users", "author_id"), ""),
            summary=_line(row, "custom_excerpt"),
            url=_address(row, "url") or _address(row, "canonical_url"),
            image=_address(row, "feature_image"),
            guid=_line(row, "guid") or _line(row, "id") or _line(row, "uuid"),
            categories=tuple(_names(row, data, "tags", "tags", "tag_id")),
        ),
        html=_text(row, "html").replace(HERE, ""),
        slug=_line(row, "slug"),
        members_only=_text(row, "visibility") not in ("", "public"),
    )


def _names(row: Row, data: Row, field: str, table: str, key: str) -> Iterator[str]:
    """The names of authors or tags: in the post, or in a table of their own as in an export."""
    joined = [
        link for link in _rows(data, f"posts_{field}") if link.get("post_id") == row.get("id")
    ]
    joined.sort(key=lambda link: str(link.get("sort_order", 0)).zfill(4))
    by_id = {each.get("id"): each for each in _rows(data, table)} if joined else {}
    for each in [*_rows(row, field), *(by_id.get(link.get(key), {}) for link in joined)]:
        name = _line(each, "name")
        # Ghost keeps tags that begin with # to itself.
        if name and not name.startswith("#"):
            yield name


def _text(row: Row, field: str) -> str:
    value = row.get(field)
    return value if isinstance(value, str) else ""


def _line(row: Row, field: str) -> str:
    return " ".join(clean(_text(row, field)).split())


def _address(row: Row, field: str) -> str:
    value = _line(row, field)
    return value if value.startswith(("http://", "https://")) else ""
