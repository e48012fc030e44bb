"""Where the licence of a show can be read."""

from __future__ import annotations

import re

from nexus_audio.feed.links import web_address
from nexus_audio.models import Show

_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)", re.I)
"""The identifiers that SPDX, and so the podcast namespace, give to Creative Commons licences."""
_ZERO = re.compile(r"CC0-(\d\.\d)", re.I)


def license_address(show: Show) -> str:
    """The address that the host gave, else that of a Creative Commons licence; empty for others."""
    name, given = show.license.strip(), web_address(show.license_url)
    if name and given:
        return given
    if found := _COMMONS.fullmatch(name):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    found = _ZERO.fullmatch(name)
    return f"https://creativecommons.org/publicdomain/zero/{found[1]}/" if found else ""
