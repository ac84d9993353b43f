"""The words between the core and its driver: events go in, effects come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.ids import BlobHash, OperationId, ThreadId
from domain.operations import Result


class Job(StrEnum):
    """What the engine does; each job waits by itself after a failure of its own."""

    PULL = "pull"
    SUBMIT = "submit"
    UPLOAD = "upload"
    GUARD = "guard"
    STREAM = "stream"


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody is signed in; begin."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Begin nothing more."""


@dataclass(frozen=True, slots=True)
class Woken:
    """The outbox has new work."""


@dataclass(frozen=True, slots=True)
class RetryNow:
    """A person, or the network coming up, says: do not wait."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time has passed; nothing else."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """A page is in the store, with its cursor."""

    cursor: str
    has_more: bool


@dataclass(frozen=True, slots=True)
class Restarted:
    """The store has forgotten its cursor."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """The backend answered a batch.

    Attributes:
        ahead: the next batch is frozen already, and the store gets these answers while that one is under way; without
            it the store holds them.
    """

    results: Sequence[Result]
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Released:
    """Nothing is frozen ahead any more, and the store holds all answers."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The next batches ask about what was refused."""


@dataclass(frozen=True, slots=True)
class NothingToSubmit:
    """No row is ready to leave; in that many seconds one will be that can still be called back until then."""

    again_in: float | None = None


@dataclass(frozen=True, slots=True)
class BatchFailed:
    """A batch did not get through; its rows are as they were."""

    operations: tuple[OperationId, ...]
    error: Exception


@dataclass(frozen=True, slots=True)
class UploadsFound:
    """Files that waiting operations need on the backend."""

    blobs: Sequence[BlobHash]


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The backend holds the file now, or the operations that need it have been given back to their author."""

    blob: BlobHash


@dataclass(frozen=True, slots=True)
class UploadFailed:
    """The file is not over there; `progressed` when more of it is than after the try before."""

    blob: BlobHash
    error: Exception
    progressed: bool = False


@dataclass(frozen=True, slots=True)
class LanesFound:
    """Lanes with replies that were written before now, and the position their author had seen."""

    lanes: Sequence[tuple[ThreadId, int]]


@dataclass(frozen=True, slots=True)
class Guarded:
    """The lanes that moved on are held."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The stream spoke: it is up. An empty cursor says only that it is alive."""

    cursor: str


@dataclass(frozen=True, slots=True)
class StreamEnded:
    """The stream is gone: closed by the server (no error), or broken."""

    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A job without a word of its own for it did not succeed."""

    job: Job
    error: Exception


Event = (
    Started
    | Stopped
    | Woken
    | RetryNow
    | Ticked
    | Pulled
    | Restarted
    | Submitted
    | Released
    | Withdrawn
    | NothingToSubmit
    | BatchFailed
    | UploadsFound
    | Uploaded
    | UploadFailed
    | LanesFound
    | Guarded
    | Heard
    | StreamEnded
    | Failed
)


@dataclass(frozen=True, slots=True)
class Pull:
    """Fetch the next page of changes and apply it."""


@dataclass(frozen=True, slots=True)
class Restart:
    """Forget the cursor: a fresh snapshot follows."""


@dataclass(frozen=True, slots=True)
class Submit:
    """Send what was frozen ahead, else freeze at most that many operations; settle the answers, at once or meanwhile.

    Attributes:
        blind: the feed cannot be read; replies of somebody who has heard nothing for long stay.
    """

    limit: int
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """The batch that was frozen ahead does not leave now: its operations must not look as if they were under way."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Something refused to read these, each alone; ask the backend about them before they count as refused."""

    operations: tuple[OperationId, ...]
    code: str


@dataclass(frozen=True, slots=True)
class FindUploads:
    """Ask the store which files are missing over there."""


@dataclass(frozen=True, slots=True)
class Upload:
    """Send one file."""

    blob: BlobHash


@dataclass(frozen=True, slots=True)
class FindLanes:
    """Ask the store which lanes hold replies that were written while nobody knew what happens over there."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Hold the lanes in which somebody else wrote behind what an author had seen, also if they wrote a moment ago."""


@dataclass(frozen=True, slots=True)
class OpenStream:
    """Listen to the server's nudges."""


@dataclass(frozen=True, slots=True)
class CloseStream:
    """Stop listening."""


Effect = (
    Pull | Restart | Submit | Release | Withdraw | FindUploads | Upload | FindLanes | Guard | OpenStream | CloseStream
)
