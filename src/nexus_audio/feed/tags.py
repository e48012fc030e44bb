"""The tags of the podcast namespace that a show and an episode have in common."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from nexus_audio.feed import xml
from nexus_audio.models import Person
from nexus_audio.namespace import Location, Social, Txt


def add_people(parent: etree._Element, people: Sequence[Person]) -> None:
    """Who speaks or works on it; an episode's list replaces the show's."""
    for person in people:
        attributes = {
            "role": person.role,
            "group": person.group,
            "href": person.url,
            "img": person.image,
        }
        xml.add(parent, "podcast:person", person.name, attributes)


def add_locations(parent: etree._Element, locations: Sequence[Location]) -> None:
    """Where it was made, or what place it is about."""
    for place in locations:
        attributes = {
            "rel": place.rel,
            "geo": place.geo,
            "osm": place.osm,
            "country": place.country.upper(),
        }
        xml.add(parent, "podcast:location", place.name, attributes)


def add_social(parent: etree._Element, social: Sequence[Social]) -> None:
    """Where listeners talk about it."""
    for post in social:
        attributes = {
            "priority": post.priority,
            "protocol": post.protocol,
            "uri": post.uri,
            "accountId": post.account,
            "accountUrl": post.account_url,
        }
        xml.add(parent, "podcast:socialInteract", attributes=attributes)


def add_txt(parent: etree._Element, txt: Sequence[Txt]) -> None:
    """Words to services, as proof of ownership."""
    for word in txt:
        xml.add(parent, "podcast:txt", word.text, {"purpose": word.purpose})
