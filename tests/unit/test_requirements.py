"""The locks: exact, hashed, agreeing with one another, and free of addresses and of this machine's paths."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
LOCKS = [FOLDER / f"{name}.txt" for name in ("app", "server", "dev", "voice")]
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_line_is_a_pin_or_a_hash(lock: Path) -> None:
    for line in lock.read_text(encoding="utf-8").splitlines():
        assert re.match(r"[a-z0-9-]+==\S+( ; .*)? \\$|    --hash=sha256:[0-9a-f]{64}( \\)?$", line), line


def test_shared_packages_have_one_version() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in PIN.findall(lock.read_text(encoding="utf-8")):
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_what_is_asked_for_is_locked(lock: Path) -> None:
    locked = {name for name, _version in PIN.findall(lock.read_text(encoding="utf-8"))}
    asked = lock.with_suffix(".in").read_text(encoding="utf-8").lower().splitlines()
    assert {line.partition("==")[0] for line in asked if line and not line.startswith("#")} <= locked
