"""Which hosts are this computer: plain http is spoken there and nowhere else (S7)."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Whether the host, a name or an address with or without brackets, is this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
