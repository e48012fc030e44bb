"""The issues whose pages are opened in a real browser: a usual one, hostile ones, a long one."""

from __future__ import annotations

from dataclasses import replace

from nexus_audio.models import Block, BlockKind, Briefing, Chapter, Section, SectionKind
from toy_episode import EPISODE, SAYING, UTTERANCES, said
from toy_site import Issue, long_issue

USUAL = Issue()
OLDER = Issue(
    episode=replace(
        EPISODE,
        slug="16-watt",
        title="Watt und Wind",
        number=16,
        date="2026-11-13T06:00:00+01:00",
        link="",
    ),
    utterances=(
        said("Auf der Straße fährt heute kein Öltanker.", 2_000, SAYING, 0),
        *UTTERANCES[3:],
    ),
)

_EVIL = (
    "<script>alert('x')</script> \"><img src=x onerror=y> {{ 7*7 }} \u202eabc\u2066 " + "Ü" * 400
)
_HOSTILE = Section(
    id='"><b id=x',
    kind=SectionKind.TOPIC,
    level=1,
    heading=_EVIL,
    emoji="<b>",
    blocks=(
        Block(kind=BlockKind.PARAGRAPH, text=_EVIL),
        Block(kind=BlockKind.QUOTE, text=_EVIL, language='en"x', attribution=_EVIL),
    ),
)
HOSTILE = Issue(
    episode=replace(
        EPISODE,
        slug="666-boese",
        title=_EVIL,
        summary=_EVIL,
        number=15,
        link="",
        date="2026-11-06T06:00:00+01:00",
    ),
    briefing=Briefing(title=_EVIL, sections=(_HOSTILE,)),
    utterances=(
        said(_EVIL, 1_000, _HOSTILE, -1),
        said(_EVIL, 5_000, _HOSTILE, 0),
        said(_EVIL, 9_000, _HOSTILE, 1, 'en"x'),
        said(_EVIL, 14_000, None),
    ),
    chapters=(Chapter(start=0, end=20_000, title=_EVIL, emoji="<i>", section=_HOSTILE.id),),
    duration=20_000,
)
LONG = long_issue()
ISSUES = (USUAL, OLDER, HOSTILE, LONG)
