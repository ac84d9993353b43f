"""A file appears whole or not at all: written beside its place, then moved there."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import NotWritten

_CODES = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.EROFS: "not_allowed",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "folder",
    errno.ENAMETOOLONG: "name",
    errno.EINVAL: "name",
}


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """The file to write to; it takes the target's place when nothing went wrong. Raises NotWritten."""
    part: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".braid-", suffix=".part")
        os.close(descriptor)
        part = Path(name)
        yield part
        _to_disk(part)
        part.replace(target)
    except OSError as error:
        raise not_written(error) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def put(path: Path, raw: bytes) -> None:
    """The bytes as a file, whole or not at all. Raises NotWritten."""
    with placed(path) as part:
        part.write_bytes(raw)


def not_written(error: OSError) -> NotWritten:
    """Why, as a type of ours."""
    return NotWritten(_CODES.get(error.errno or 0, "disk"))


def _to_disk(part: Path) -> None:
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
