"""What can be wrong in the tags of the podcast namespace: one function a rule.

The tables say what docs/tags of the namespace says, as of 2026-05-13.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import chain

from lxml import etree

from nexus_audio.feed import dates, vocabulary, xml
from nexus_audio.feed.published import Published, doubled, label, text

REQUIRED = {
    "alternateEnclosure": ("type",),
    "chapters": ("url", "type"),
    "funding": ("url",),
    "image": ("href",),
    "integrity": ("type", "value"),
    "remoteItem": ("feedGuid",),
    "socialInteract": ("protocol",),
    "soundbite": ("startTime", "duration"),
    "source": ("uri",),
    "trailer": ("url", "pubdate"),
    "transcript": ("url", "type"),
}
SPOKEN = ("guid", "license", "location", "locked", "medium", "person", "season", "trailer")
"""The tags that must hold text."""
ONCE = tuple(
    f"podcast:{tag}"
    for tag in [
        "guid",
        "locked",
        "medium",
        "license",
        "updateFrequency",
        "podroll",
        "publisher",
        "chapters",
        "season",
        "episode",
        "chat",
    ]
)
"""The tags that a show or an episode has at most once."""
LONGEST = {"txt": 4000}
SHORT = 128
"""Letters; aggregators may cut a longer text."""

_NUMBER = r"\d+(\.\d+)?"
_UUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
FORMS = {
    ("location", "geo"): r"geo:-?\d+(\.\d+)?,-?\d+(\.\d+)?(,-?\d+(\.\d+)?)?(;.*)?",
    ("location", "osm"): r"[NWR]\d+(#\d+)?",
    ("location", "country"): r"[A-Z]{2}",
    ("soundbite", "startTime"): _NUMBER,
    ("soundbite", "duration"): _NUMBER,
    ("integrity", "value"): r"sha(256|384|512)-[A-Za-z0-9+/]+={0,2}|[A-Za-z0-9+/\s]+={0,2}",
    ("image", "aspect-ratio"): rf"{_NUMBER}\s*/\s*{_NUMBER}",
    ("remoteItem", "feedGuid"): _UUID,
    ("socialInteract", "priority"): r"\d+",
    ("trailer", "length"): r"\d+",
    ("trailer", "season"): r"\d+",
    ("updateFrequency", "rrule"): r"(RRULE:)?([A-Z]+=[^;=]+;)*"
    r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY|SECONDLY)(;[A-Z]+=[^;=]+)*",
}
TRANSCRIPTS = ("text/vtt", "application/x-subrip", "application/srt", "application/json")
TEXTS = ("text/html", "text/plain")


def show_guid(published: Published) -> Iterator[str]:
    """The show's guid is a UUID."""
    guid = text(published.channel, "podcast:guid")
    try:
        uuid.UUID(guid)
    except ValueError:
        yield f"podcast:guid is {guid!r}"


def attributes_given(published: Published) -> Iterator[str]:
    """Each tag has the attributes that it must have."""
    for tag, element in _tags(published):
        for key in REQUIRED.get(tag, ()):
            if not element.get(key):
                yield f"podcast:{tag} has no {key}"


def texts_given(published: Published) -> Iterator[str]:
    """Each tag that must hold text holds some, and none too much."""
    for tag, element in _tags(published):
        written = (element.text or "").strip()
        if tag in SPOKEN and not written:
            yield f"podcast:{tag} is empty"
        if len(written) > LONGEST.get(tag, SHORT):
            yield f"podcast:{tag} has {len(written)} letters"


def words_known(published: Published) -> Iterator[str]:
    """Words come from the published lists."""
    known = _words()
    for tag, element in _tags(published):
        for key, written in {"": element.text or "", **_attributes(element)}.items():
            words = known.get((tag, key), (written,))
            if written not in words:
                # Types that look alike are of different files.
                near = "" if key == "type" else vocabulary.nearest(written, words)
                yield f"podcast:{tag} {key}{' ' if key else ''}is {written!r}{near}"


def roles_known(published: Published) -> Iterator[str]:
    """People have a role of the taxonomy, in the group that it belongs to."""
    for tag, element in _tags(published):
        fault = tag == "person" and _role_fault(element.get("role", "host"), element.get("group"))
        if fault:
            yield f"{element.text} is {fault}"


def licenses_known(published: Published) -> Iterator[str]:
    """A licence that is not listed says where it can be read."""
    listed = vocabulary.licenses()
    for tag, element in _tags(published):
        name = (element.text or "").strip()
        if tag == "license" and name.lower() not in listed and not element.get("url"):
            yield f"the licence {name!r} is not listed, and has no url"


def values_formed(published: Published) -> Iterator[str]:
    """Numbers, places, hashes and rules are written as they should be."""
    for tag, element in _tags(published):
        for key, written in _attributes(element).items():
            form = FORMS.get((tag, key))
            if form and not re.fullmatch(form, written):
                yield f"podcast:{tag} {key} is {written!r}"


def moments_formed(published: Published) -> Iterator[str]:
    """A trailer's date and the start of a rhythm are moments; a rhythm that counts has a start."""
    for tag, element in _tags(published):
        written = element.get("pubdate", "")
        if tag == "trailer" and written and dates.read(written) is None:
            yield f"podcast:trailer pubdate is {written!r}"
        written = element.get("dtstart", "")
        if tag == "updateFrequency" and written and not _is_iso(written):
            yield f"podcast:updateFrequency dtstart is {written!r}"
        counts = "COUNT=" in element.get("rrule", "")
        if tag == "updateFrequency" and counts and not written:
            yield "podcast:updateFrequency counts, and has no dtstart"


def podcast_tags_once(published: Published) -> Iterator[str]:
    """What the namespace wants once stands there once."""
    for parent in (published.channel, *published.items):
        for tag in doubled(parent, ONCE):
            yield f"{label(parent)} has more than one {tag}"


def show_guid_kept(published: Published) -> Iterator[str]:
    """The show keeps its guid, wherever its feed lies."""
    before, guid = published.before.show, text(published.channel, "podcast:guid")
    if before and guid != before:
        yield f"the show was published as {before}, and is now {guid or 'without a guid'}"


def soundbites_inside(published: Published) -> Iterator[str]:
    """Each soundbite lasts, and lies within its episode."""
    for item in published.items:
        most = published.duration(item)
        for bite in item.iterfind(xml.name("podcast:soundbite")):
            try:
                length = float(bite.get("duration", ""))
                end = float(bite.get("startTime", "")) + length
            except ValueError:
                continue  # values_formed tells
            if length <= 0:
                yield f"{label(item)}: a soundbite lasts {length} s"
            if most is not None and end * 1000 > most:
                yield f"{label(item)}: a soundbite ends at {end} s"


def _words() -> dict[tuple[str, str], Collection[str]]:
    answers = ("yes", "no")
    return {
        ("medium", ""): vocabulary.mediums(),
        ("locked", ""): answers,
        ("block", ""): answers,
        ("block", "id"): vocabulary.services(),
        ("socialInteract", "protocol"): vocabulary.protocols(),
        ("location", "rel"): ("subject", "creator"),
        ("updateFrequency", "complete"): ("true", "false"),
        ("integrity", "type"): ("sri", "pgp-signature"),
        ("transcript", "type"): (*TRANSCRIPTS, *TEXTS),
        ("chapters", "type"): ("application/json+chapters",),
    }


def _role_fault(role: str, group: str | None) -> str:
    """What is wrong with a role, or with its group; empty when nothing is."""
    groups = vocabulary.roles()
    roles = groups.get(group.lower()) if group is not None else [*chain(*groups.values())]
    if roles is None:
        return f"in the group {group!r}{vocabulary.nearest(str(group), groups)}"
    if role.lower() in roles:
        return ""
    where = "" if group is None else f" in {group!r}"
    return f"{role!r}, which is no role{where}{vocabulary.nearest(role, roles)}"


def _is_iso(written: str) -> bool:
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return False
    return True


def _tags(published: Published) -> Iterator[tuple[str, etree._Element]]:
    """Each element of the namespace with its name."""
    prefix = f"{{{xml.PODCAST}}}"
    for element in published.tags(f"{prefix}*"):
        yield str(element.tag).removeprefix(prefix), element


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items()}
