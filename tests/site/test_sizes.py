"""Three hours and 27,000 words still come over a slow line."""

from __future__ import annotations

import gzip

from nexus_audio.site.assets import content
from toy_pages import LONG
from toy_site import tree


def test_the_page_of_three_hours_is_small() -> None:
    assert sum(len(utterance.words) for utterance in LONG.utterances) >= 27_000
    assert LONG.duration == 3 * 3_600_000
    page = tree([LONG])[f"episodes/{LONG.episode.slug}/index.html"]
    assert len(gzip.compress(page)) <= 130_000


def test_what_it_loads_is_small() -> None:
    assert len(gzip.compress(content("reader.js"))) <= 12_000
    assert len(gzip.compress(content("reader.css"))) <= 8_000
