"""The server's command line: serve, migrate, user, channel, simulate."""

import sys

if __name__ == "__main__":
    from backend.cli.main import main

    sys.exit(main(sys.argv[1:]))
