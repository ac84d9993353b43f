"""Debian packages: installed when we are root on a system with apt-get, otherwise named for the person to install."""

import os
import shutil
import subprocess
import sys
from functools import cache


def is_available() -> bool:
    return sys.platform.startswith("linux") and shutil.which("apt-get") is not None


def may_install() -> bool:
    return is_available() and sys.platform != "win32" and os.geteuid() == 0


def by_hand(packages: list[str]) -> str:
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def try_to_install(packages: list[str]) -> bool:
    """Whether the packages are in place now; never raises: the caller has something to say either way."""
    if not may_install() or not update():
        return False
    return apt_get("install", "--yes", "--no-install-recommends", *packages)


@cache
def update() -> bool:
    return apt_get("update")


def apt_get(*arguments: str) -> bool:
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-qq", *arguments], env=settings, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return done.returncode == 0
