"""A blob store of plain files, for tests of the channels."""

import hashlib
import shutil
from pathlib import Path


class PlainFiles:
    """Implements `backend.channels.runtime.Files`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, blob: str) -> Path:
        return self._folder / blob

    def keep(self, source: Path, media_type: str) -> str:
        blob = hashlib.sha256(source.read_bytes()).hexdigest()
        shutil.copyfile(source, self.path(blob))
        return blob

    def put(self, content: bytes) -> str:
        blob = hashlib.sha256(content).hexdigest()
        self.path(blob).write_bytes(content)
        return blob
