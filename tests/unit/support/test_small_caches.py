"""The soak's small caches: what has a limit is full at once, what has none still shows."""

import subprocess
import sys

_SCRIPT = """
from tests.support.small_caches import FEW, shrink
shrink()
from functools import lru_cache
limits = [lru_cache(maxsize=most)(abs).cache_info().maxsize for most in (16_384, 8, None)]
assert limits == [FEW, 8, None], limits
assert lru_cache(abs)(-1) == 1
from sqlcipher3 import dbapi2
assert dbapi2.connect(":memory:", cached_statements=256).execute("SELECT 1").fetchone() == (1,)
import localdb.search_terms
assert localdb.search_terms._known.cache_info().maxsize == FEW
"""


def test_what_is_imported_afterwards_remembers_little() -> None:
    subprocess.run([sys.executable, "-c", _SCRIPT], check=True)
