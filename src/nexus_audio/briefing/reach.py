"""Which machines may be reached, and a connection to the very address that was checked."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

_NAT64 = b"\0\x64\xff\x9b" + bytes(8)  # RFC 6052: an IPv4 address in the last four bytes


def is_public(address: str) -> bool:
    """Whether everybody on the internet means the same machine by this IP address."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip.packed[:12] == _NAT64:
            inner = IPv4Address(ip.packed[12:])
        ip = inner or ip
    return ip.is_global and not ip.is_multicast


def is_loopback(host: str) -> bool:
    """Whether a host names this machine, as an address or as localhost."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def may_reach(address: str, *, may_be_local: bool) -> bool:
    """Whether an IP address may be connected to; this machine only where the host asked for it."""
    return is_public(address) or (may_be_local and is_loopback(address))


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host; raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def connect(addresses: Sequence[str], port: int, seconds: float) -> socket.socket:
    """A connection to the first of the addresses that answers; raises OSError when none does."""
    *others, last = addresses
    for address in others:
        try:
            return socket.create_connection((address, port), seconds / len(addresses))
        except OSError:
            continue
    return socket.create_connection((last, port), seconds / len(addresses))
