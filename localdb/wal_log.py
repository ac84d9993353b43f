"""The write-ahead log as bytes: which pages it holds, and whether it is all there (R11).

SQLite drops the end of a log that is cut short, without a word. The -shm file beside it, which outlives a killed
program, still knows how long the log was; so the loss can be told.
"""

import mmap
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

PAGE = 4096
HEAD = 32
FRAME_HEAD = 24
FRAME = FRAME_HEAD + PAGE
_INDEX_HEAD = 48


@dataclass(frozen=True, slots=True)
class Expected:
    """What the -shm file says of the log: committed frames, and how many of them are in the main file already."""

    frames: int
    moved: int


def read_frames(log: bytes | mmap.mmap) -> tuple[dict[int, list[int]], int]:
    """Where each page's committed states begin, oldest first, and the number of pages after the last commit.

    Frames of an earlier round of the log, which may lie behind the end, carry other salts.
    """
    salts = _salts(log)
    frames: list[tuple[int, int, int]] = []
    committed = 0
    for start in range(HEAD, len(log) - FRAME + 1, FRAME):
        if log[start + 8 : start + 16] != salts:
            continue
        number, pages = (int.from_bytes(log[start + at : start + at + 4], "big") for at in (0, 4))
        frames.append((number, pages, start))
        if pages:
            committed = len(frames)
    states: defaultdict[int, list[int]] = defaultdict(list)
    for number, _pages, start in frames[:committed]:
        states[number].append(start)
    return dict(states), frames[committed - 1][1] if committed else 0


def _salts(log: bytes | mmap.mmap) -> bytes:
    """The log's own, else those of its first frame when its head is broken."""
    of_head, of_frame = log[16:24], log[HEAD + 8 : HEAD + 16]
    first_is_ours = any(log[at + 8 : at + 16] == of_head for at in range(HEAD, min(len(log), HEAD + 9 * FRAME), FRAME))
    return of_head if first_is_ours else of_frame


def expected_log(path: Path) -> Expected | None:
    """What should be in the log of the database at `path`; None when nothing is known.

    Only before SQLite has the file open in this process: closing a descriptor would drop its locks.
    """
    try:
        index = path.with_name(path.name + "-shm").read_bytes()[:136]
    except OSError:
        return None
    if len(index) < 136 or index[:_INDEX_HEAD] != index[_INDEX_HEAD : 2 * _INDEX_HEAD] or not index[12]:
        return None
    frames = int.from_bytes(index[16:20], sys.byteorder)
    moved = int.from_bytes(index[96:100], sys.byteorder)
    return Expected(frames, moved) if _of_this_round(path, index[32:40]) else None


def _of_this_round(path: Path, salts: bytes) -> bool:
    """Whether the log beside it, if there is one, is the one that the index speaks of."""
    try:
        with path.with_name(path.name + "-wal").open("rb") as log:
            head = log.read(HEAD + FRAME_HEAD)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return len(head) < HEAD or salts in (head[16:24], head[HEAD + 8 : HEAD + 16])


def is_cut(expected: Expected | None, found: int) -> bool:
    """Whether committed frames are missing of a log in which SQLite has found that many.

    A log that is gone altogether is no loss when all of it had been moved into the main file.
    """
    if expected is None or found >= expected.frames:
        return False
    return found > 0 or expected.moved < expected.frames
