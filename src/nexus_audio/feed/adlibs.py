"""Chapters for what is only in the podcast: long ad-libs, when the host wants them.

The chapter around an ad-lib goes on after it, under its own title, where enough of it is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nexus_audio import config
from nexus_audio.feed.marks import Mark, first_kept
from nexus_audio.feed.titles import adlib_title
from nexus_audio.models import Adlib, EditList, Milliseconds


def with_adlibs(
    marks: Sequence[Mark],
    adlibs: Sequence[Adlib],
    edits: EditList,
    settings: config.Chapters,
    language: str,
) -> list[Mark]:
    """The marks in order of time with one for each ad-lib that is as long as the settings ask."""
    found = list(marks)
    # One that is too short for a chapter would part the chapter around it in two.
    least = max(settings.adlibs, settings.shortest) * 1000
    for adlib in adlibs if settings.adlibs else ():
        start = first_kept(edits, adlib.start, adlib.end)
        end = first_kept(edits, adlib.end)
        end = edits.duration if end is None else end
        if start is not None and end - start >= least:
            mark = Mark(start=start, title=adlib_title(language))
            found = _inserted(found, mark, end, settings.shortest * 1000, edits.duration)
    return found


def _inserted(
    marks: Sequence[Mark],
    adlib: Mark,
    end: Milliseconds,
    shortest: Milliseconds,
    duration: Milliseconds,
) -> list[Mark]:
    before = [mark for mark in marks if mark.start <= adlib.start]
    after = [mark for mark in marks if mark.start > adlib.start]
    left = (after[0].start if after else duration) - end
    around = [mark for mark in before if mark.kind or mark.named][-1:] if left >= shortest else []
    return [*before, adlib, *(replace(mark, start=end) for mark in around), *after]
