"""Whether the server can be reached, since when not, and what an error says about that (reliability 3.4)."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.errors import (
    AnswerLost,
    KnownError,
    SignedOut,
    StorageFull,
    StorageUnreadable,
    Throttled,
    TooLarge,
    Unreachable,
)
from sync.steps import Job

STUBBORN = 10.0
"""Seconds of answers that are none before replies leave without the news."""


class Verdict(StrEnum):
    """What to do about an error."""

    OFFLINE = "offline"  # nothing was sent: wait for the network
    AMBIGUOUS = "ambiguous"  # it may have been done: the same bytes again
    THROTTLED = "throttled"  # the whole account waits
    AUTH = "auth"  # nothing leaves until somebody signs in again
    TOO_LARGE = "too_large"
    REFUSED = "refused"  # the same again would be refused again
    LOCAL = "local"  # this computer's fault: its disk, or our own bug


def verdict(error: Exception) -> Verdict:
    """The class of an error."""
    by_type: tuple[tuple[type[Exception], Verdict], ...] = (
        (Unreachable, Verdict.OFFLINE),
        (AnswerLost, Verdict.AMBIGUOUS),
        (Throttled, Verdict.THROTTLED),
        (SignedOut, Verdict.AUTH),
        (TooLarge, Verdict.TOO_LARGE),
    )
    for kind, meaning in by_type:
        if isinstance(error, kind):
            return meaning
    local = not isinstance(error, KnownError) or isinstance(error, StorageFull | StorageUnreadable)
    return Verdict.LOCAL if local else Verdict.REFUSED


def code_of(error: Exception) -> str:
    """A short word for logs and for choosing the text."""
    return error.code if isinstance(error, KnownError) else "bug"


@dataclass(slots=True)
class Connectivity:
    """Online or not. A program that has just started counts as having been away: it does not know what happened.

    Attributes:
        lost_at: monotonic seconds of the moment contact was lost; None while online.
        paused_until: monotonic seconds; the server asked for patience until then.
        signed_out: the session is over; nothing is tried until the next sign-in.
        stubborn_since: monotonic seconds since when the server has answered, but never with what is new; None else.
        errors: the last failure of each job that has not succeeded since, a code.
    """

    online: bool = False
    lost_at: float | None = None
    paused_until: float = 0.0
    signed_out: bool = False
    stubborn_since: float | None = None
    errors: dict[Job, str] = field(default_factory=dict)

    @property
    def error(self) -> str:
        """What to show; "" when all is well."""
        return next((self.errors[job] for job in Job if job in self.errors), "")

    def failed(self, job: Job, error: Exception, now: float) -> Verdict:
        """Takes a failure in; returns its class."""
        self.errors[job] = code_of(error)
        meaning = verdict(error)
        if isinstance(error, Throttled):
            self.paused_until = max(self.paused_until, now + error.retry_after)
        elif meaning is Verdict.AUTH:
            self.signed_out = True
        elif meaning is Verdict.OFFLINE:
            self.stubborn_since = None  # whoever answered is not there any more
        return meaning

    def no_news(self, error: Exception, now: float) -> None:
        """A pull failed: either nobody is there, or somebody answers with something else."""
        if not (isinstance(error, AnswerLost) and error.code.startswith("http_")):
            self.stubborn_since = None
        elif self.stubborn_since is None:
            self.stubborn_since = now

    @property
    def one_way_at(self) -> float | None:
        """Monotonic seconds from which on what waits leaves although nothing comes; None while that is no question."""
        if self.online or self.stubborn_since is None:
            return None
        return self.stubborn_since + STUBBORN

    def lost(self, now: float) -> None:
        """Contact is lost; the first moment counts."""
        self.online = False
        if self.lost_at is None:
            self.lost_at = now

    def reached(self, job: Job) -> bool:
        """An answer came. True when contact was lost before."""
        came_back = not self.online
        self.online, self.lost_at, self.stubborn_since = True, None, None
        self.well(job)
        return came_back

    def well(self, job: Job) -> None:
        """The job has nothing to complain about."""
        self.errors.pop(job, None)
