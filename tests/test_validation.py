from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError, field_validator
from pydantic.dataclasses import dataclass as checked

from nexus_audio.errors import ConfigError
from nexus_audio.validation import check_addresses, fault


@dataclass
class Place:
    name: str


@checked
class Show:
    title: str = ""
    number: int = 1
    level: float = Field(default=0, ge=-9, le=9)
    quiet: bool = False
    type: Literal["full", "trailer", "bonus"] = "full"
    places: tuple[Place, ...] = ()
    address: str = ""
    links: dict[str, str] = Field(default_factory=dict)

    @field_validator("address")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value == "dort":
            raise ValueError("must be an address")
        return value


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"title": 5}, "title must be a text in quotes, not 5"),
        ({"title": datetime(2026, 11, 9, 6)}, "title must be a text in quotes, not 2026-11-09 06"),
        ({"title": True}, "title must be a text in quotes, not true"),
        ({"number": "elf"}, "number must be a whole number, not 'elf'"),
        ({"number": 1.5}, "number must be a whole number, not 1.5"),
        ({"level": "laut"}, "level must be a number, not 'laut'"),
        ({"level": 10}, "level must be at most 9.0, not 10"),
        ({"level": -10}, "level must be at least -9.0, not -10"),
        ({"quiet": "ja"}, "quiet must be true or false, not 'ja'"),
        ({"type": "halb"}, "type must be 'full', 'trailer' or 'bonus', not 'halb'"),
        ({"places": 1}, "places must be a list, not 1"),
        ({"places": ["Büsum"]}, "places.1 must be a table, not 'Büsum'"),
        ({"places": [{"name": "Büsum"}, {}]}, "places.2.name is missing"),
        ({"address": "dort"}, "address must be an address, not 'dort'"),
        ({"links": 3}, "links must be a table, not 3"),
    ],
)
def test_a_fault_is_one_sentence_for_those_who_wrote_it(
    written: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Show).validate_python(written)
    assert fault(caught.value).startswith(sentence)


def test_a_fault_that_has_no_sentence_yet_is_told_as_it_is() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(set[int]).validate_python(1)
    assert fault(caught.value) == "Input should be a valid set"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ({"link": "nexus.example"}, "link"),
        ({"members_url": "mitglieder.html"}, "members_url"),
        ({"new_feed_url": "/neu.xml"}, "new_feed_url"),
        ({"people": [{"name": "Änne"}, {"name": "Bo", "url": "bo.example"}]}, "url"),
        ({"podroll": [{"guid": "x", "url": "mailto:a@b.example"}]}, "url"),
        ({"link": "http://"}, "link"),
    ],
)
def test_a_part_of_an_address_is_refused(written: dict[str, Any], key: str) -> None:
    with pytest.raises(ConfigError, match=f"^feed/show.toml: {key} must be a whole") as caught:
        check_addresses(written, "feed/show.toml")
    assert "https://" in caught.value.hint


def test_whole_addresses_empty_ones_and_other_keys_are_taken() -> None:
    social = [{"protocol": "nostr", "uri": "nostr:note1", "account_url": "https://n.example/a"}]
    check_addresses({"link": "", "hub": "https://h.example/", "social": social}, "show.toml")
    check_addresses({"title": "url", "license_url": "https://küste.example/ö"}, "show.toml")
