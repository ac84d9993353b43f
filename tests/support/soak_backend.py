"""The server with caches so small that they are full at once: what it still grows by is no cache (R27)."""

import sys

from tests.support.small_caches import shrink

SMALL = "PRAGMA cache_size = -512"
FEW_BYTES = 256 << 10
FEW_CHANGES = 400


def with_small_caches() -> None:
    """From now on databases are opened so, and so few answers, encoded changes and rows of the log are kept."""
    shrink()
    from backend.feed import encoded, recent
    from backend.storage import sqlite

    encoded._MOST = FEW_BYTES
    recent.RecentChanges.__init__.__defaults__ = (FEW_CHANGES,)
    sqlite._SETTINGS = tuple(SMALL if "cache_size" in one else one for one in sqlite._SETTINGS)
    assert SMALL in sqlite._SETTINGS


if __name__ == "__main__":
    with_small_caches()
    from backend.cli.main import main

    sys.exit(main(sys.argv[1:]))
