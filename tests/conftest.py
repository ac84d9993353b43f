"""How every test runs: no screen, coroutine tests on the right loop, and nothing left behind."""

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The gate judges a change, not the dice: the same examples every time. BRAID_HYPOTHESIS=explore throws new ones.
settings.register_profile("gate", derandomize=True)
settings.register_profile("explore", print_blob=True)
settings.load_profile(os.environ.get("BRAID_HYPOTHESIS", "gate"))

pytest_plugins = ["tests.support.coroutines", "tests.support.garbage", "tests.support.leftovers"]
