from __future__ import annotations

from dataclasses import replace

import pytest

from nexus_audio.feed.license import license_address
from toy_episode import SHOW


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        (" cc-by-nc-sa-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC-NC-4.0", ""),
        ("Alle Rechte vorbehalten", ""),
        ("", ""),
    ],
)
def test_creative_commons_licences_have_an_address(name: str, address: str) -> None:
    assert license_address(replace(SHOW, license=name)) == address


@pytest.mark.parametrize("name", ["CC-BY-4.0", "Deich-Lizenz 1"])
def test_the_address_that_the_host_gives_wins(name: str) -> None:
    given = replace(SHOW, license=name, license_url="https://deich.example/lizenz")
    assert license_address(given) == "https://deich.example/lizenz"


def test_an_address_without_a_licence_leads_nowhere() -> None:
    assert license_address(replace(SHOW, license="", license_url="https://x.example/")) == ""
