"""The written text of an issue, read into a briefing whatever its form."""

from __future__ import annotations

from pathlib import Path

from nexus_audio.briefing.headings import slug
from nexus_audio.briefing.markdown import is_markdown, read_markdown
from nexus_audio.briefing.plain import read_plain
from nexus_audio.briefing.source import read_text
from nexus_audio.models import Briefing

__all__ = ["read_briefing", "slug"]


def read_briefing(path: Path) -> Briefing:
    """The briefing in a file: Markdown where it looks like that, else the site's plain text.

    What the file holds decides, not its name. Raises BriefingError for a file
    that holds no issue.
    """
    text = read_text(path)
    read = read_markdown if is_markdown(text) else read_plain
    return read(text, str(path))
