"""Port of compensations: what can be offered in a thread, what was, and what leads are asked about."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.compensation_values import AboutLoss, Basis, Proposed, Waiting
    from domain.compensation.figures import CompensationFigures
    from domain.ids import ThreadId
    from domain.offer import LossKind, Offer, OfferState, Option


class CompensationPort(Protocol):
    """Compensations (`app.services.compensation`)."""

    async def about(self, thread_id: "ThreadId") -> "AboutLoss | None":
        """What is known of a thread's loss; None when the thread is not here."""

    def proposed(self, about: "AboutLoss", kind: "LossKind", loss: int, currency: str) -> "Proposed":
        """Three options for that loss, at once. Raises ValueError when there is no loss."""

    def text(self, about: "AboutLoss", options: "Sequence[Option]", currency: str) -> str:
        """The options as one reply in the customer's language."""

    async def ask(self, thread_id: "ThreadId", wanted: "Proposed") -> None:
        """Asks a lead for their word."""

    async def inserted(self, thread_id: "ThreadId", text: str, offered: "Proposed | Offer") -> None:
        """That text was put into the thread's draft; what it offers counts once it is sent."""

    async def sent(self, thread_id: "ThreadId", text: str) -> "Offer | None":
        """A reply is on its way: what it offers is made now; None when it offers nothing."""

    async def recalled(self, thread_id: "ThreadId") -> None:
        """A reply is a draft again: what it offered is not offered any more."""

    async def move(self, offer: "Offer", state: "OfferState", taken: int | None = None) -> None:
        """Approved, declined, taken (which option), refused."""

    async def waiting(self) -> "Sequence[Waiting]":
        """What a lead is asked about, in all threads, the oldest first."""

    async def basis(self) -> "Basis":
        """What is in force, and who may change it."""

    async def keep(self, figures: "CompensationFigures") -> None:
        """Other figures for everybody."""
