"""Which addresses the server may fetch from (S13): the account's own host or Meta's, never anything private."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from domain.address import is_loopback

META_HOSTS = (
    "facebook.com",
    "fbsbx.com",
    "fbcdn.net",
    "instagram.com",
    "cdninstagram.com",
    "whatsapp.net",
    "whatsapp.com",
)
Resolve = Callable[[str, int], Awaitable[list[str]]]


class Forbidden(Exception):
    """The address is not one that the server fetches from; it stays so however often one asks."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect: the address was resolved once and is used as it is, so that a second answer of the DNS
    cannot lead anywhere else."""

    url: httpx.URL
    address: str


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class Guard:
    """Decides for one account. `base_url` on loopback (trial, tests) permits exactly that host and port."""

    def __init__(self, base_url: str, resolver: Resolve = resolve) -> None:
        self._base = httpx.URL(base_url)
        self._resolve = resolver

    async def check(self, url: str) -> Target:
        """Where to fetch the address from. Raises Forbidden, or OSError when the name cannot be resolved."""
        try:
            asked = httpx.URL(url)
        except (httpx.InvalidURL, TypeError, ValueError) as error:
            raise Forbidden("not an address") from error
        if asked.userinfo or not asked.host:
            raise Forbidden("names a user, or no host")
        if self._is_loopback_base(asked):
            return Target(asked, asked.host)
        if asked.scheme != "https" or asked.port not in {None, 443} or not self._allowed_host(asked.host):
            raise Forbidden("not an allowed host")
        addresses = await self._resolve(asked.host, 443)
        if not addresses or not all(_is_public(address) for address in addresses):
            raise Forbidden("not a public address")
        return Target(asked, addresses[0])

    def is_base(self, url: httpx.URL) -> bool:
        """Whether the address is on the account's own host, or on one of Meta's, which may see the token."""
        return self._is_loopback_base(url) or self._allowed_host(url.host)

    def _is_loopback_base(self, url: httpx.URL) -> bool:
        same = (url.scheme, url.host, url.port) == (self._base.scheme, self._base.host, self._base.port)
        return same and is_loopback(self._base.host)

    def _allowed_host(self, host: str) -> bool:
        # A bare address is no host of Meta's, and "facebook.com.evil.example" ends with none of them.
        lowered = host.lower().rstrip(".")
        return lowered == self._base.host or any(lowered == meta or lowered.endswith(f".{meta}") for meta in META_HOSTS)


def _is_public(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    checked = mapped or parsed
    return checked.is_global and not checked.is_multicast
