"""Ports of what an agent writes: replies, drafts, files, and what has not left yet."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.ports import Draft, StoredBlob, SyncStatus
    from domain.ids import BlobHash, ThreadId
    from domain.outbox import OnlyHere, QueuedOperation, Waiting
    from domain.timeline import Entry, Newer


class SendingPort(Protocol):
    """Replies on their way out."""

    async def send(self, draft: "Draft", pieces: "Sequence[str]" = ()) -> bool:
        """Stores it for sending, as several messages when there are `pieces`; False when it was sent already."""

    async def retry(self, entry: "Entry") -> None:
        """A person says: send it (again)."""

    async def edit(self, entry: "Entry", thread_id: "ThreadId") -> "Draft":
        """Takes it back into the composer of the thread on screen."""

    async def discard(self, entry: "Entry") -> None:
        """Gives it up."""

    async def undo_last(self, thread_id: "ThreadId") -> "Draft | None":
        """Calls the thread's last reply back into the composer; None when none can be called back any more."""

    async def undo(self, entry: "Entry", thread_id: "ThreadId") -> "Draft":
        """Calls that reply back, with all that was sent in the same breath."""

    async def send_now(self, entry: "Entry", thread_id: "ThreadId") -> None:
        """That reply need not be held back any longer."""


class DraftPort(Protocol):
    """Unsent text."""

    async def load(self, thread_id: "ThreadId") -> "Draft | None":
        """The thread's draft."""

    async def moved(self, thread_id: "ThreadId") -> "Sequence[Newer]":
        """What others said in the thread since its draft was begun, oldest first."""

    def changed(self, draft: "Draft") -> None:
        """Saves it within 300 ms."""

    def next_revision(self, held: int = 0) -> int:
        """A revision over every earlier one."""

    async def flush(self) -> None:
        """Saves what has not been saved yet."""

    async def hand_over(self) -> None:
        """Saves, and queues for the agent's other devices what the backend does not have yet."""


class AttachmentPort(Protocol):
    """Files."""

    async def add(self, source: "Path | bytes", name: str, media_type: str) -> "StoredBlob":
        """Copies a file in."""

    async def content(self, blob: "BlobHash") -> bytes | None:
        """Its bytes; None when neither this computer nor the server can give them now."""

    async def info(self, blob: "BlobHash") -> "StoredBlob | None":
        """What is known of a file held here."""

    async def save(self, blob: "BlobHash", path: "Path") -> bool:
        """Writes it where the agent says; False when it cannot be had now."""


class WaitingPort(Protocol):
    """What has not left yet, and the connection."""

    @property
    def status(self) -> "SyncStatus":
        """How the connection stands."""

    async def waiting(self, most: int = 0) -> "Waiting":
        """What the panel shows; the first `most` rows of what waits one by one."""

    async def go(self, row: "QueuedOperation") -> None:
        """A person says: now."""

    async def give_up(self, row: "QueuedOperation") -> None:
        """It shall not leave. Raises Refused when it may have."""

    def on_status(self, listener: "Callable[[SyncStatus], None]") -> "Callable[[], None]":
        """Tells of every change of `status`; returns the function that stops that."""

    def retry_now(self) -> None:
        """Tries to connect at once."""

    async def only_here(self) -> "OnlyHere":
        """Drafts and practice that are on this computer only; gives what can leave a moment."""

    async def export(self, path: "Path") -> int:
        """Writes everything unsent to a readable file; returns how many."""
