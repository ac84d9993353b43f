"""Which server addresses are accepted."""

from urllib.parse import urlsplit

from app.errors import Refused
from domain.address import is_loopback

INSECURE = "insecure_address"
INVALID = "invalid_address"


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
