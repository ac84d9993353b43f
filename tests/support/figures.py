"""Measured figures in a test's output; `pytest -rP` shows them."""

import sys


def figure(text: str) -> None:
    sys.stdout.write(f"[figure] {text}\n")
