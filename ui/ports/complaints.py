"""Port of complaints: the board, one complaint beside its thread, follow-ups."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from app.services.complaint_values import BoardCard, ComplaintPage, Suggestion
    from domain.agent import Agent
    from domain.complaints.acts import ComplaintAct
    from domain.complaints.figures import ComplaintFigures
    from domain.complaints.ground import Ground
    from domain.ids import ComplaintId, ThreadId
    from domain.working_time import WorkingHours


class ComplaintPort(Protocol):
    """Complaints (`app.services.complaints`). Everything done here is an operation: durable at once, also offline."""

    def now(self) -> "datetime":
        """The server's time, as well as it is known; does not follow a clock of this computer that is set."""

    async def open_cards(self) -> "Sequence[BoardCard]":
        """All that are open or paused, in no order; 5,000 and more."""

    async def cards(self, ids: "Collection[ComplaintId]") -> "Mapping[ComplaintId, BoardCard]":
        """These, in whatever state; what is gone is missing."""

    async def ended(self, limit: int, text: str = "") -> "Sequence[BoardCard]":
        """Resolved and closed ones, newest first, with that text in title or customer."""

    async def follow_ups(self) -> "Sequence[BoardCard]":
        """Resolved ones whose customer has to be asked how it is (K-6), the most urgent first."""

    async def page(self, complaint_id: "ComplaintId") -> "ComplaintPage | None":
        """One with everything beside it; None when it is not here."""

    async def of_thread(self, thread_id: "ThreadId") -> "Sequence[BoardCard]":
        """Those of a root thread, open ones first."""

    async def suggestion(self, thread_id: "ThreadId") -> "Suggestion | None":
        """What could be opened as a complaint from the thread's waiting messages; None also when one is open."""

    async def dismiss(self, suggestion: "Suggestion") -> None:
        """It is none: kept as a correction, from which the engine learns (E-1)."""

    async def do(self, thread_id: "ThreadId", act: "ComplaintAct") -> None:
        """Does it. Raises Refused (not allowed, no reason), StorageFull."""

    def new_id(self) -> "ComplaintId":
        """For a complaint that is about to be opened."""

    async def follow_up_text(self, complaint_id: "ComplaintId") -> str:
        """The message that asks the customer how it is, in their language, with what was done and the hotline."""

    async def people(self) -> "Sequence[Agent]":
        """Who can own one, by role and name."""

    def may_lead(self) -> bool:
        """Whether this agent may re-tier and reassign."""

    async def figures(self) -> "ComplaintFigures":
        """What is in force."""

    async def keep(self, figures: "ComplaintFigures") -> None:
        """Other figures for everybody. Raises Refused, StorageFull."""

    async def ground(self) -> "Ground":
        """All that the rules stand on: figures, working hours, rates and the staff."""

    async def keep_hours(self, hours: "WorkingHours") -> None:
        """Other working hours for everybody. Raises Refused, StorageFull."""
