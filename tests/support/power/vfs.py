"""The disk that loses what was not synced, as a file system for SQLite; reads see what the computer's memory holds."""

from collections.abc import Callable
from typing import Any, TypeVar

import apsw

from tests.support.power.disk import Disk, PowerCut

T = TypeVar("T")
NAME = "braid-power"


def _powered(work: Callable[[], T]) -> T:
    try:
        return work()
    except PowerCut:
        raise apsw.IOError from None


class PowerFile(apsw.VFSFile):
    """A file that tells the disk what is written to it."""

    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self._disk = disk
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._kept = disk.opened(path or "")
        super().__init__("", name, flags)

    def excepthook(self, *_what: object) -> bool:
        """A computer without power says nothing."""
        return True

    def xRead(self, amount: int, offset: int) -> bytes:
        _powered(self._disk.needs_power)
        return super().xRead(amount, offset)

    def xWrite(self, data: Any, offset: int) -> None:
        _powered(lambda: self._disk.write(self._kept, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        _powered(lambda: self._disk.write(self._kept, newsize, None))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        _powered(lambda: self._disk.sync(self._kept))


class PowerVfs(apsw.VFS):
    """Registered under NAME as long as it lives."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        super().__init__(NAME, "")

    def excepthook(self, *_what: object) -> bool:
        """A computer without power says nothing."""
        return True

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> PowerFile:
        return PowerFile(self.disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        _powered(lambda: self.disk.remove(filename, certain=syncdir))
        super().xDelete(filename, syncdir)
