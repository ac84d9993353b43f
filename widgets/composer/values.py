"""What goes into and out of the composer. The shapes of app.ports' values fit: widgets know no services."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from domain.ids import BlobHash, IdentityId, MessageId


class DraftLike(Protocol):
    """Unsent text of one thread (`app.ports.Draft`)."""

    @property
    def text(self) -> str: ...
    @property
    def identity_id(self) -> IdentityId | None: ...
    @property
    def note(self) -> bool: ...
    @property
    def reply_to(self) -> MessageId | None: ...


class FileLike(Protocol):
    """A stored attachment (`app.ports.StoredBlob`)."""

    @property
    def hash(self) -> BlobHash: ...
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """Something pasted, dropped or picked, before it is stored."""

    source: Path | bytes
    name: str
    media_type: str


class SavedState(Enum):
    """What is said about the draft."""

    NONE = "none"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"
