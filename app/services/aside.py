"""An account's folder and what stands beside it: the damaged one put aside, the fresh one being made (R11)."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

KEEP_DAMAGED = timedelta(days=30)
_MARK = ".damaged-"
_FRESH = ".fresh"


def fresh_home(home: Path) -> Path:
    """Where the account's next folder is made; empty. Renamed to its place only when it is complete."""
    fresh = home.with_name(home.name + _FRESH)
    shutil.rmtree(fresh, ignore_errors=True)
    return fresh


def exists(home: Path, file: str) -> bool:
    """Whether the account has a database: in its place, or complete and about to be put there."""
    return (home / file).exists() or (not home.exists() and (home.with_name(home.name + _FRESH) / file).exists())


def finish_swap(home: Path) -> None:
    """Ends what a crash cut off: the fresh folder is complete exactly when the account's own is gone."""
    fresh = home.with_name(home.name + _FRESH)
    if home.exists():
        shutil.rmtree(fresh, ignore_errors=True)
    elif fresh.exists():
        fresh.replace(home)


def aside_of(home: Path, now: datetime) -> Path:
    """A free name for what is put aside now."""
    stamp = int(now.timestamp() * 1000)
    while (aside := home.with_name(f"{home.name}{_MARK}{stamp}")).exists():
        stamp += 1
    return aside


def swap(home: Path, aside: Path, fresh: Path) -> None:
    """The complete fresh folder takes the account's place."""
    if home.exists():
        home.replace(aside)
    fresh.replace(home)


def damaged_of(home: Path) -> list[Path]:
    """Everything of this account that was put aside, oldest first."""
    return sorted(home.parent.glob(f"{home.name}{_MARK}*"))


def forget_old(home: Path, now: datetime) -> None:
    """Removes what was put aside a month ago."""
    for aside in damaged_of(home):
        stamp = aside.name.rpartition("-")[2]
        if stamp.isdigit() and int(stamp) < (now - KEEP_DAMAGED).timestamp() * 1000:
            shutil.rmtree(aside, ignore_errors=True)


def erase(home: Path) -> None:
    """The account's folder and all that stands beside it."""
    for folder in (home, home.with_name(home.name + _FRESH), *damaged_of(home)):
        shutil.rmtree(folder, ignore_errors=True)
