"""Which server addresses are accepted, and which of them are this computer."""

import ipaddress
from urllib.parse import urlsplit

from app.errors import Refused

INSECURE = "insecure_address"
INVALID = "invalid_address"


def is_loopback(host: str) -> bool:
    """Whether the host is this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked(server: str) -> str:
    """The base address without a trailing slash. Raises Refused: plain http is for loopback only (S7)."""
    try:
        parts = urlsplit(server.strip())
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(INVALID) from error
    if parts.scheme not in {"http", "https"} or not host or parts.username or parts.query or parts.fragment:
        raise Refused(INVALID)
    if parts.scheme == "http" and not is_loopback(host):
        raise Refused(INSECURE)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
