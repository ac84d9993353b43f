"""Runs a module with caches so small that they are full at once: what it still grows by is none of them (R27).

`python -m tests.support.small_caches MODULE [ARGUMENT…]`; `shrink` does it for whatever is imported afterwards.
"""

import functools
import runpy
import sys
from collections.abc import Callable
from typing import Any

FEW = 128
_lru_cache: Callable[..., Any] = functools.lru_cache


def shrink() -> None:
    """From now on nothing remembers more than a few answers; what has no limit keeps none, and shows."""
    functools.lru_cache = _small


def _small(maxsize: Any = 128, typed: bool = False) -> Any:
    return _lru_cache(min(maxsize, FEW) if isinstance(maxsize, int) else maxsize, typed)


if __name__ == "__main__":
    shrink()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
