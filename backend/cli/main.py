"""Chooses the command; the embedded start goes past the command-line library, which it does not need."""

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Runs a command; 0 when it went well."""
    from backend.cli.commands import run

    return run(list(arguments))
