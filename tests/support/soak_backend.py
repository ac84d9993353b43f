"""The server with caches so small that they are full at once: what it still grows by is no cache (R27)."""

import sys

from tests.support.small_caches import shrink

SMALL = "PRAGMA cache_size = -512"
FEW = 256 << 10


def with_small_caches() -> None:
    """From now on databases are opened so, and so few answers and bytes of encoded changes are kept."""
    shrink()
    from backend.feed import encoded
    from backend.storage import sqlite

    encoded._MOST = FEW
    sqlite._SETTINGS = tuple(SMALL if "cache_size" in one else one for one in sqlite._SETTINGS)
    assert SMALL in sqlite._SETTINGS


if __name__ == "__main__":
    with_small_caches()
    from backend.cli.main import main

    sys.exit(main(sys.argv[1:]))
