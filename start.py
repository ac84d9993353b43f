#!/usr/bin/env python3
"""Braid's everyday commands; needs nothing but Python 3.11 to 3.13 (try: python3 start.py --help)."""

import sys

OLDEST, NEWEST = (3, 11), (3, 13)


def main() -> int:
    # Nothing of ours is imported before this check: an older Python could not even read it.
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(
            "Braid needs Python 3.11, 3.12 or 3.13; this is Python {}.{}.\n"
            "Install one of those and run it as, for example: python3.12 start.py".format(*sys.version_info[:2]),
            file=sys.stderr,
        )
        return 2
    from tools.setup.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
