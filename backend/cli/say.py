"""What commands say: results on standard output, complaints on standard error."""

import sys


def say(line: str) -> None:
    """One line of the result, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """One line on what went wrong."""
    sys.stderr.write(line + "\n")
