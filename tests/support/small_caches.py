"""Runs a module with caches so small that they are full at once: what it still grows by is none of them (R27).

`python -m tests.support.small_caches MODULE [ARGUMENT…]`; `shrink` does it for whatever is imported afterwards.
"""

import functools
import runpy
import sys
from collections.abc import Callable
from typing import Any

from sqlcipher3 import dbapi2

FEW = 128
FEW_STATEMENTS = 8
_lru_cache: Callable[..., Any] = functools.lru_cache
_connect: Callable[..., Any] = dbapi2.connect


def shrink() -> None:
    """From now on nothing remembers more than a few answers or prepared statements; what has no limit still shows."""
    functools.lru_cache = _small
    dbapi2.connect = _connect_small


def _small(maxsize: Any = 128, typed: bool = False) -> Any:
    return _lru_cache(min(maxsize, FEW) if isinstance(maxsize, int) else maxsize, typed)


def _connect_small(*arguments: Any, **options: Any) -> Any:
    return _connect(*arguments, **{**options, "cached_statements": FEW_STATEMENTS})


if __name__ == "__main__":
    shrink()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
