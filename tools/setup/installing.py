"""Making the virtual environment and filling it with pip, with failures put into words."""

import importlib.util
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path

from tools.setup import apt, say
from tools.setup.environment import base_python

REASONS = (
    (("No space left on device",), "The disk is full."),
    (("DO NOT MATCH THE HASHES",), "A downloaded package is not the one Braid was tested with, so it was refused."),
    (
        ("name resolution", "NewConnectionError", "ConnectTimeout", "Read timed out", "Max retries", "ProxyError",
         "No route to host", "Could not find a version", "Network is unreachable"),
        "The package index could not be reached. Check the network (or the proxy settings of pip) and start again.",
    ),
    (("SSL", "CERTIFICATE"), "The package index was reached, but its certificate was not trusted."),
    (("Permission denied", "PermissionError"), "The folder of Braid cannot be written to."),
)  # fmt: skip


def make(folder: Path, python: Path) -> None:
    remove(folder)
    if not can_make_whole():
        apt.try_to_install([f"python3.{sys.version_info[1]}-venv"])
    options = [] if can_make_whole() else ["--without-pip"]
    if options and not has_module("venv", "pip"):
        raise say.SetupTroubleError(
            "This Python cannot make virtual environments. On Debian or Ubuntu, run:\n"
            f"  sudo apt-get install python3.{sys.version_info[1]}-venv\nand then start Braid again.",
            2,
        )
    made = subprocess.run(
        [base_python(), "-m", "venv", *options, str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode or not python.exists():
        raise say.SetupTroubleError(f"The environment in .venv could not be made:\n{made.stdout}{made.stderr}")


def remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as problem:
        raise say.SetupTroubleError(
            f"The old .venv could not be removed ({problem.strerror}). Is Braid still open? Close it and start again."
        ) from problem


def has_module(*names: str) -> bool:
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) is not None for name in names)


def can_make_whole() -> bool:
    """Debian keeps ensurepip in a package of its own: without it a new environment has no pip."""
    return has_module("venv", "ensurepip")


def pip_for(python: Path) -> list[str]:
    inside = subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False)
    if inside.returncode == 0:
        return [str(python), "-m", "pip"]
    return [base_python(), "-m", "pip", "--python", str(python)]


def install(python: Path, lock: Path) -> None:
    total = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    command = [*pip_for(python), "install", "--require-hashes", "--no-input", "--disable-pip-version-check",
               "--progress-bar", "off", "-r", str(lock)]  # fmt: skip
    tail: deque[str] = deque(maxlen=200)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        follow(pip, total, tail)
    say.clear_ticker()
    if pip.returncode:
        raise say.SetupTroubleError(in_words(list(tail)))


def follow(pip: "subprocess.Popen[str]", total: int, tail: deque[str]) -> None:
    assert pip.stdout is not None
    seen = 0
    for line in pip.stdout:
        tail.append(line.rstrip())
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            seen += 1
            say.ticker(
                f"{min(seen, total)} of {total}: {line.split(': ')[-1].removeprefix('Collecting ').split('=')[0]}"
            )
        elif line.startswith("Installing collected"):
            say.ticker("unpacking")


def in_words(output: list[str]) -> str:
    """pip's failure as a sentence, with its own last lines for whoever has to dig."""
    text = "\n".join(output)
    reason = next((words for marks, words in REASONS if any(mark in text for mark in marks)), "pip gave up.")
    last = "\n".join(f"  {line}" for line in output[-8:])
    return f"The packages could not be installed. {reason}\nThe last lines of pip:\n{last}"
