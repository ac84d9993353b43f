"""The server with caches so small that they are full at once: what it still grows by is no cache (R27)."""

import sys

from tests.support.small_caches import shrink

FEW_KIB = 512
FEW_BYTES = 256 << 10
FEW_CHANGES = 400


def with_small_caches() -> None:
    """From now on databases are opened so, and so few answers, encoded changes and rows of the log are kept."""
    shrink()
    from backend.feed import encoded, recent
    from backend.storage import sqlite

    encoded._MOST = FEW_BYTES
    recent.RecentChanges.__init__.__defaults__ = (FEW_CHANGES,)
    assert min(sqlite._WRITER_KIB, sqlite._READER_KIB) > FEW_KIB
    sqlite._WRITER_KIB = sqlite._READER_KIB = FEW_KIB


if __name__ == "__main__":
    with_small_caches()
    from backend.cli.main import main

    sys.exit(main(sys.argv[1:]))
