"""Import as it was before PySide: its own reads the source of every module that comes after it, and keeps the text."""

import builtins
import linecache

import shiboken6  # noqa: F401 - puts its import in place, so that it can be taken out again


def plain_import() -> None:
    """Takes out what serves PySide's `__feature__` only, which nothing here switches on: 20 MB, and time."""
    before = getattr(builtins, "__orig_import__", None)
    if before is not None:
        builtins.__import__ = before
        linecache.clearcache()
