"""All rules of the check: how bad a fault is, who asks for it, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from nexus_audio.feed import (
    chapter_rules,
    feed_rules,
    item_rules,
    media_rules,
    podcast_rules,
    transcript_rules,
)
from nexus_audio.feed.published import Published


class Level(StrEnum):
    """How bad a finding is: an error must not be published."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold; `find` gives a message for each place where it does not."""

    level: Level
    find: Callable[[Published], Iterator[str]]
    requirer: str
    """Who asks for it: a specification or a directory."""
    fix: str
    """What to do about it, in any feed."""
    place: str = ""
    """What the host of a feed of ours does for that."""

    @property
    def name(self) -> str:
        """The name of the function, as it is shown."""
        return self.find.__name__.replace("_", "-")


_BUILD = "Build again; if it stays, report it as a fault of nexus-audio."
_SHOW = "Correct it in feed/show.toml."
_EPISODE = "Correct it in episode.toml."
_ADDRESS = "Set storage.public_url in nexus.toml."
_SERVER = "Set it up at the server, or take another."
_ONCE = "Write it once."
_THERE = "Bring the file back, or correct its address."
_ONE_LIST = "Write all forms of the chapters from one list."
_COVER = "Put a square RGB picture of 1400 to 3000 pixels, without transparency, in its place."
_P20 = "podcast namespace"
_ERROR, _WARNING = Level.ERROR, Level.WARNING

RULES = (
    Rule(
        _ERROR,
        feed_rules.reads_back,
        "feed readers",
        "Write each episode as one item of the channel.",
        _BUILD,
    ),
    Rule(_ERROR, feed_rules.channel_complete, "Apple", "Give the show what is missing.", _SHOW),
    Rule(_WARNING, feed_rules.author_given, "Apple", "Write itunes:author.", _SHOW),
    Rule(_ERROR, feed_rules.show_tags_once, "RSS 2.0", _ONCE, _BUILD),
    Rule(
        _ERROR, feed_rules.self_link, "PSP-1", "Name the address at which the feed lies.", _ADDRESS
    ),
    Rule(
        _WARNING,
        feed_rules.items_last,
        "RSS Advisory Board",
        "Write the items behind all else of the show.",
        _BUILD,
    ),
    Rule(_ERROR, feed_rules.explicit_is_plain, "Apple", "Write true or false.", _BUILD),
    Rule(_ERROR, feed_rules.language_known, "Apple", "Write its code, as de or en-us.", _SHOW),
    Rule(
        _ERROR,
        feed_rules.categories_known,
        "Apple",
        "Take one from Apple's list, to the letter.",
        _SHOW,
    ),
    Rule(_ERROR, feed_rules.types_known, "Apple", "Use one of the types that Apple names."),
    Rule(_WARNING, feed_rules.titles_plain, "RSS Advisory Board", "Write the title as plain text."),
    Rule(_ERROR, feed_rules.descriptions_short, "Apple", "Shorten the description to 4000 bytes."),
    Rule(_ERROR, feed_rules.addresses_absolute, "Apple", "Write the whole address, in ASCII."),
    Rule(_WARNING, feed_rules.links_lead, "feed readers", "Write the whole address of the link."),
    Rule(
        _WARNING,
        feed_rules.feed_small,
        "feed readers",
        "Move older episodes to archives (RFC 5005).",
        "Lower feed.items in nexus.toml.",
    ),
    Rule(_ERROR, item_rules.items_complete, "Apple", "Give the episode what is missing.", _EPISODE),
    Rule(
        _WARNING,
        item_rules.descriptions_given,
        "Apple",
        "Describe the episode.",
        "Write a summary into episode.toml.",
    ),
    Rule(_ERROR, item_rules.item_tags_once, "RSS 2.0", _ONCE, _BUILD),
    Rule(
        _ERROR,
        item_rules.one_enclosure,
        "RSS 2.0",
        "Write one; further forms are alternateEnclosures.",
        _BUILD,
    ),
    Rule(_ERROR, item_rules.guids_unique, "Apple", "Give each episode its own guid.", _EPISODE),
    Rule(
        _ERROR,
        item_rules.guids_kept,
        "Apple",
        "Write the old guid again: apps know the episode by it.",
        _EPISODE,
    ),
    Rule(_WARNING, item_rules.episodes_kept, "listeners", "Bring the episode's folder back."),
    Rule(_WARNING, item_rules.permalinks_lead, "RSS 2.0", 'Write isPermaLink="false".'),
    Rule(_ERROR, item_rules.enclosures_unique, "Apple", "Use each recording once."),
    Rule(
        _ERROR,
        item_rules.dates_have_zones,
        "RSS 2.0",
        "Write it as Mon, 16 Nov 2026 07:30:00 +0100.",
        _EPISODE,
    ),
    Rule(_ERROR, item_rules.weekdays_right, "RSS 2.0", "Write the day that it is.", _BUILD),
    Rule(
        _WARNING,
        item_rules.offsets_fit,
        "listeners",
        "Write +01:00 in winter and +02:00 in summer.",
        _EPISODE,
    ),
    Rule(_WARNING, item_rules.dates_past, "RSS Advisory Board", "Publish it when it is time."),
    Rule(
        _WARNING, item_rules.newest_first, "feed readers", "Write the newest episode first.", _BUILD
    ),
    Rule(
        _WARNING, item_rules.durations_whole, "Apple", "Write it in whole seconds, as 3723.", _BUILD
    ),
    Rule(_ERROR, item_rules.numbers_whole, "Apple", "Write a whole number from 1 on.", _EPISODE),
    Rule(_ERROR, item_rules.serials_numbered, "Apple", "Give the episode a number.", _EPISODE),
    Rule(
        _WARNING,
        item_rules.description_first,
        "feed readers",
        "Write the description first.",
        _BUILD,
    ),
    Rule(
        _WARNING,
        podcast_rules.show_guid,
        "PSP-1",
        "Write a UUID, made once and kept for ever.",
        _SHOW,
    ),
    Rule(
        _ERROR,
        podcast_rules.show_guid_kept,
        _P20,
        "Write the old guid again: apps know the show by it.",
        _SHOW,
    ),
    Rule(_ERROR, podcast_rules.podcast_tags_once, _P20, _ONCE, _BUILD),
    Rule(_ERROR, podcast_rules.attributes_given, _P20, "Give it this attribute."),
    Rule(_ERROR, podcast_rules.texts_given, _P20, "Write a text of at most 128 letters."),
    Rule(_ERROR, podcast_rules.words_known, _P20, "Use a word that the namespace lists."),
    Rule(_ERROR, podcast_rules.roles_known, _P20, "Use a role of podcasttaxonomy.com."),
    Rule(
        _ERROR,
        podcast_rules.licenses_known,
        _P20,
        "Give the address of its text.",
        "Write license_url into feed/show.toml.",
    ),
    Rule(_ERROR, podcast_rules.values_formed, _P20, "Write it as the namespace describes it."),
    Rule(_ERROR, podcast_rules.moments_formed, _P20, "Write the date as the namespace asks."),
    Rule(
        _ERROR,
        podcast_rules.soundbites_inside,
        _P20,
        "Let it last, and end within the episode.",
        _EPISODE,
    ),
    Rule(_ERROR, media_rules.enclosures_there, "RSS 2.0", _THERE, _BUILD),
    Rule(
        _ERROR,
        media_rules.enclosures_measured,
        "RSS 2.0",
        "Write how many bytes the file has.",
        _BUILD,
    ),
    Rule(_ERROR, media_rules.durations_real, "Apple", "Write how long the file plays.", _BUILD),
    Rule(
        _ERROR,
        media_rules.enclosures_typed,
        "RSS 2.0",
        "Let feed, file, name and server say the same.",
        _BUILD,
    ),
    Rule(_ERROR, media_rules.media_ranged, "Apple", _SERVER),
    Rule(_ERROR, media_rules.heads_answered, "Apple", _SERVER),
    Rule(_WARNING, media_rules.versions_told, "Apple", _SERVER),
    Rule(_WARNING, media_rules.feed_typed, "RSS Advisory Board", _SERVER),
    Rule(_WARNING, media_rules.documents_shared, _P20, _SERVER),
    Rule(_WARNING, media_rules.cover_fits, "Apple", _COVER, "The show's lies at feed/cover.jpg."),
    Rule(
        _ERROR,
        chapter_rules.chapters_readable,
        _P20,
        "Write JSON chapters, in order, within the episode.",
        _BUILD,
    ),
    Rule(
        _WARNING,
        chapter_rules.chapters_from_zero,
        "Spotify",
        "Let the first chapter begin at 0.",
        _BUILD,
    ),
    Rule(
        _ERROR,
        chapter_rules.simple_chapters_ordered,
        "Podlove Simple Chapters",
        "Give each a title and a time, in order, within the episode.",
        _BUILD,
    ),
    Rule(_ERROR, chapter_rules.chapters_agree, "nexus-audio", _ONE_LIST, _BUILD),
    Rule(_ERROR, chapter_rules.tags_agree, "nexus-audio", _ONE_LIST, _BUILD),
    Rule(
        _WARNING,
        chapter_rules.lines_agree,
        "nexus-audio",
        _ONE_LIST,
        "Correct the notes' template.",
    ),
    Rule(_WARNING, transcript_rules.transcripts_given, "PSP-1", "Add one in WebVTT.", _BUILD),
    Rule(_ERROR, transcript_rules.transcripts_there, _P20, _THERE, _BUILD),
    Rule(
        _ERROR,
        transcript_rules.transcripts_typed,
        _P20,
        "Write the type that the file has.",
        _BUILD,
    ),
    Rule(
        _ERROR,
        transcript_rules.transcripts_timed,
        "WebVTT",
        "Write the cues in order, within the episode.",
        _BUILD,
    ),
)
