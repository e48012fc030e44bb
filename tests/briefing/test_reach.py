from __future__ import annotations

import pytest

from nexus_audio.briefing.reach import is_loopback, is_public, may_reach


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_what_the_internet_can_reach(address: str) -> None:
    assert is_public(address)


PRIVATE = (
    "127.0.0.1 ::1 10.1.1.1 172.16.0.1 192.168.0.1 169.254.169.254 0.0.0.1 100.64.0.1 224.0.0.1"
    " fe80::1%eth0 fc00::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_what_only_some_can_reach(address: str) -> None:
    assert not is_public(address)


def test_this_machine_only_where_it_is_asked_for() -> None:
    assert is_loopback("localhost")
    assert is_loopback("::1")
    assert not is_loopback("example.org")
    assert may_reach("127.0.0.1", may_be_local=True)
    assert not may_reach("127.0.0.1", may_be_local=False)
    assert not may_reach("10.0.0.1", may_be_local=True)
