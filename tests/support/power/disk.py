"""What a disk holds when the power goes: all that was synced, and of the rest any part, torn between sectors."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
_TORN = 0.3
_KEPT = 0.5


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that were handed over and not yet synced; `data` None cuts the file off at `offset`."""

    offset: int
    data: bytes | None

    def onto(self, content: bytearray) -> None:
        """Everything of it."""
        if self.data is None:
            del content[self.offset :]
            return
        _grow(content, self.offset + len(self.data))
        content[self.offset : self.offset + len(self.data)] = self.data

    def torn_onto(self, content: bytearray, dice: Random) -> None:
        """Some of its sectors."""
        if self.data is None:
            return
        end = self.offset + len(self.data)
        _grow(content, end)
        for start in range(self.offset - self.offset % SECTOR, end, SECTOR):
            first, last = max(start, self.offset), min(start + SECTOR, end)
            if dice.random() < _KEPT:
                content[first:last] = self.data[first - self.offset : last - self.offset]


def _grow(content: bytearray, size: int) -> None:
    content.extend(bytes(max(0, size - len(content))))


@dataclass
class Kept:
    """One file.

    Attributes:
        durable: what was synced; None when the file has not been since it was made.
        pending: what came after that, in order.
        buried: what a file of that name held that was removed without a word to the disk; it may come back.
    """

    durable: bytearray | None = None
    pending: list[Write] = field(default_factory=list)
    buried: bytearray | None = None
    removed: bool = False

    def sync(self) -> None:
        """From now on all of it survives."""
        content = self.durable if self.durable is not None else bytearray()
        for write in self.pending:
            write.onto(content)
        self.durable, self.pending = content, []

    def after_cut(self, dice: Random) -> bytes | None:
        """What is found afterwards; None for no file."""
        if self.removed or (self.durable is None and dice.random() < _KEPT):
            return bytes(self.buried) if self.buried is not None and dice.random() < _KEPT else None
        content = bytearray(self.durable or b"")
        for write in self.pending:
            chance = dice.random()
            if chance < _TORN:
                write.torn_onto(content, dice)
            elif chance < _TORN + (1 - _TORN) * _KEPT:
                write.onto(content)
        return bytes(content)


class PowerCut(Exception):
    """There is no power any more."""


class Disk:
    """The files of one computer until its power goes.

    Attributes:
        left: so many writes, syncs and removals still work; None for any number.
        off: whether the power has gone.
    """

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._files: dict[str, Kept] = {}
        self.left: int | None = None
        self.off = False

    def opened(self, name: str) -> Kept:
        """The file of that name; what was in it before today is durable."""
        kept = self._files.get(name)
        if kept is None:
            path = Path(name)
            kept = self._files[name] = Kept(bytearray(path.read_bytes()) if path.exists() else None)
        elif kept.removed:
            kept = self._files[name] = Kept(buried=kept.buried)
        return kept

    def write(self, kept: Kept, offset: int, data: bytes | None) -> None:
        """Raises PowerCut; what was being written then may have arrived in part."""
        self.needs_power()
        kept.pending.append(Write(offset, data))
        self._use()

    def sync(self, kept: Kept) -> None:
        """Raises PowerCut, and nothing is certain then."""
        self._use()
        if kept.durable is None:
            # With a new log or journal SQLite syncs the folder too: what was removed stays away.
            for other in self._files.values():
                other.buried = None
        kept.sync()

    def remove(self, name: str, *, certain: bool) -> None:
        """Raises PowerCut."""
        self._use()
        kept = self._files.setdefault(name, Kept())
        content = kept.durable if kept.durable is not None else kept.buried
        self._files[name] = Kept(buried=None if certain else content, removed=True)

    def needs_power(self) -> None:
        """Raises PowerCut when there is none."""
        if self.off:
            raise PowerCut

    def _use(self) -> None:
        self.needs_power()
        if self.left is not None:
            self.left -= 1
            self.off = self.left <= 0
        self.needs_power()

    def found(self) -> dict[str, bytes]:
        """The files as they are after the cut, by name."""
        contents = {name: kept.after_cut(self._dice) for name, kept in self._files.items()}
        return {name: content for name, content in contents.items() if content is not None}
