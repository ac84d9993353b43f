"""What `serve` was asked for, and whether that is allowed."""

from dataclasses import dataclass
from pathlib import Path

from domain.address import is_loopback


class NotAllowed(Exception):
    """The options would make the server unsafe; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """Where to listen, and how."""

    host: str = "127.0.0.1"
    port: int = 8020
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: bool = False
    embedded: bool = False
    trial: bool = False

    @property
    def has_tls(self) -> bool:
        """Whether this process speaks TLS itself."""
        return self.tls_cert is not None and self.tls_key is not None


def check(options: ServeOptions) -> None:
    """Refuses plain http to other computers (S7) and half a TLS set-up. Raises NotAllowed."""
    if (options.tls_cert is None) != (options.tls_key is None):
        raise NotAllowed("TLS needs both files: --tls-cert and --tls-key.")
    if is_loopback(options.host) or options.has_tls or options.behind_proxy:
        return
    raise NotAllowed(
        f"Braid does not speak plain http on {options.host}: passwords would be readable on the way. "
        "Give --tls-cert and --tls-key, or --behind-proxy if something in front of it speaks TLS."
    )
