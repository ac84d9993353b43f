"""Compile requirements/*.in into locks with hashes that agree with one another; needs the uv program on PATH."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
NAMES = ("app", "server", "dev", "voice")
UV = (
    "uv", "pip", "compile", "--no-config", "--universal", "--python-version", "3.11",
    "--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet",
)  # fmt: skip


def compile_locks(upgrade: bool) -> None:
    """One resolution of everything first, so that a package shared by two locks has one version."""
    with tempfile.TemporaryDirectory() as scratch:
        together = Path(scratch) / "together.txt"
        sources = [str(FOLDER / f"{name}.in") for name in NAMES]
        keep = [] if upgrade else [part for lock in FOLDER.glob("*.txt") for part in ("-c", str(lock))]
        subprocess.run([*UV, *keep, *sources, "-o", str(together)], check=True, stdout=subprocess.DEVNULL)
        for name in NAMES:
            lock = FOLDER / f"{name}.txt"
            command = [*UV, "--generate-hashes", "-c", str(together), str(FOLDER / f"{name}.in"), "-o", str(lock)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take newer versions where the .in files allow them")
    compile_locks(parser.parse_args().upgrade)
    return 0


if __name__ == "__main__":
    sys.exit(main())
