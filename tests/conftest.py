"""How every test runs: no screen, coroutine tests on the right loop, and nothing left behind."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.support.coroutines", "tests.support.garbage", "tests.support.leftovers"]
