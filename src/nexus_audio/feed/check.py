"""The check of a built tree: who requires what, what is wrong, and what to do about it.

It looks at what no validator of feeds looks at: whether the files that a feed names are
there, are what the feed says they are, and agree with each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from nexus_audio.errors import FeedError
from nexus_audio.feed import feed_rules, file_rules
from nexus_audio.feed.published import Published, open_published


class Level(StrEnum):
    """How bad a finding is: an error must not be published."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault in a built tree."""

    level: Level
    rule: str
    requirer: str
    """Who asks for it: a specification or a directory."""
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold; `find` gives a message for each place where it does not."""

    level: Level
    find: Callable[[Published], Iterator[str]]
    requirer: str
    fix: str

    @property
    def name(self) -> str:
        """The name of the function, as it is shown."""
        return self.find.__name__.replace("_", "-")


_REBUILD = "Build again; if it stays, report it as a fault of nexus-audio."

RULES = (
    Rule(Level.ERROR, feed_rules.reads_back, "feed readers", _REBUILD),
    Rule(Level.ERROR, feed_rules.channel_complete, "Apple", "Fill it in in feed/show.toml."),
    Rule(Level.ERROR, feed_rules.self_link, "PSP-1", "Set storage.public_url in nexus.toml."),
    Rule(Level.ERROR, feed_rules.explicit_is_plain, "Apple", _REBUILD),
    Rule(Level.WARNING, feed_rules.show_guid, "PSP-1", "Write a UUID as guid in feed/show.toml."),
    Rule(Level.ERROR, feed_rules.items_complete, "Apple", "Fill it in in episode.toml."),
    Rule(Level.ERROR, feed_rules.one_enclosure, "RSS 2.0", _REBUILD),
    Rule(Level.ERROR, feed_rules.guids_unique, "Apple", "Give each episode.toml its own guid."),
    Rule(Level.ERROR, feed_rules.enclosures_unique, "Apple", "Use each recording once."),
    Rule(Level.ERROR, feed_rules.dates_have_zones, "RSS 2.0", "Correct date in episode.toml."),
    Rule(Level.WARNING, feed_rules.newest_first, "feed readers", _REBUILD),
    Rule(Level.ERROR, feed_rules.descriptions_short, "Apple", "Shorten the description."),
    Rule(Level.WARNING, feed_rules.durations_whole, "Apple", _REBUILD),
    Rule(Level.ERROR, feed_rules.addresses_absolute, "Apple", "Set storage.public_url."),
    Rule(Level.ERROR, file_rules.enclosures_there, "RSS 2.0", _REBUILD),
    Rule(Level.ERROR, file_rules.enclosures_measured, "RSS 2.0", _REBUILD),
    Rule(Level.ERROR, file_rules.enclosures_typed, "RSS 2.0", _REBUILD),
    Rule(Level.ERROR, file_rules.chapters_readable, "podcast namespace", _REBUILD),
    Rule(Level.ERROR, file_rules.chapters_agree, "nexus-audio", _REBUILD),
    Rule(Level.WARNING, file_rules.lines_agree, "nexus-audio", "Correct the notes' template."),
    Rule(Level.ERROR, file_rules.transcripts_there, "podcast namespace", _REBUILD),
    Rule(Level.ERROR, file_rules.transcripts_timed, "WebVTT", _REBUILD),
    Rule(
        Level.WARNING,
        file_rules.cover_fits,
        "Apple",
        "Put a square picture of 1400 to 3000 pixels at feed/cover.png or feed/cover.jpg.",
    ),
)


def check_tree(public: Path, public_url: str) -> tuple[Finding, ...]:
    """All that is wrong in a built tree, in the order of the rules.

    `public` is the folder that is uploaded, `public_url` the address under which it will lie.
    """
    try:
        published = open_published(public, public_url)
    except FeedError as error:
        return (_unreadable(error),)
    return tuple(
        Finding(
            level=rule.level, rule=rule.name, requirer=rule.requirer, message=message, fix=rule.fix
        )
        for rule in RULES
        for message in rule.find(published)
    )


def _unreadable(error: FeedError) -> Finding:
    return Finding(
        level=Level.ERROR,
        rule="feed-parses",
        requirer="RSS 2.0",
        message=error.message,
        fix=_REBUILD,
    )
