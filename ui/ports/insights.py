"""Port of the insights: reports, the threads behind a number, the weekly review, warnings, load of the team."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.services.insight_values import Held, MeasureRules, TeamLine
    from domain.ids import AgentId, ThreadId
    from domain.inbox import ThreadRow
    from domain.measures.figures import InsightFigures
    from domain.measures.report import Behind, Choice, Report, ThreadBehind
    from domain.review import MarkReview, ReviewItem
    from domain.warning import MeasureWarning


class InsightsPort(Protocol):
    """Insights (`app.services.insights`)."""

    async def report(self, choice: "Choice") -> "Held[Report]":
        """Counted now by the server; without a connection the last one of that choice, with its age.

        Raises Unreachable when there is none either.
        """

    async def behind(self, choice: "Choice", number: "Behind", what: str = "") -> "Sequence[ThreadBehind]":
        """At most 200 threads. Raises Unreachable."""

    async def rules(self) -> "MeasureRules":
        """What measures should reach; the defaults where nobody said so."""

    async def keep_figures(self, figures: "InsightFigures") -> None:
        """Other figures for everybody. Raises Refused, StorageFull."""

    async def warnings(self) -> "Sequence[MeasureWarning]":
        """Those in force, newest first; known offline."""

    async def team(self) -> "Sequence[TeamLine]":
        """Load and presence of everybody who answers."""

    async def teams(self) -> dict[str, tuple["AgentId", ...]]:
        """The workspace's teams by name (setting `teams`)."""

    async def teams_lost(self) -> bool:
        """Whether what was set makes no sense, so that there are none."""

    async def keep_teams(self, teams: dict[str, tuple["AgentId", ...]]) -> None:
        """Other teams. Raises Refused, StorageFull."""

    async def threads_of(self, agent_id: "AgentId | None") -> "Sequence[ThreadRow]":
        """Open threads of somebody, or of the queue; those who wait longest first."""

    async def move(self, threads: "Sequence[ThreadId]", to: "AgentId | None") -> None:
        """Gives threads to somebody, or back to the queue."""

    async def review(self, week: "date") -> "Sequence[ReviewItem]":
        """The sampled conversations of the week that begins on that Monday."""

    async def draw(self, week: "date", size: int, seed: int) -> None:
        """Has the server sample a week (again). Raises Unreachable, Refused."""

    async def mark(self, item: "ReviewItem", mark: "MarkReview") -> None:
        """What the lead says of it; durable at once, also offline."""
