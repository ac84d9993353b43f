"""Port of alerts: what this agent has to be told until they have seen it."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime, timedelta

    from domain.alerts import Alert


class AlertPort(Protocol):
    """Alerts (`app.services.alerts`)."""

    on_screen: "Callable[[Alert], bool]"

    @property
    def alerts(self) -> tuple["Alert", ...]:
        """Everything that is not seen, the most urgent first."""

    @property
    def quiet_until(self) -> "datetime | None":
        """Until when nothing is told, None when everything is."""

    def on_change(self, listener: "Callable[[], None]") -> "Callable[[], None]":
        """Tells that there are other alerts, or another quiet time; returns the function that stops that."""

    def on_telling(self, teller: "Callable[[Sequence[Alert]], None]") -> "Callable[[], None]":
        """Is handed what the agent has to be told now; returns the function that stops that."""

    def quiet(self, length: "timedelta") -> None:
        """Nothing is told for so long; nothing at all (zero) ends that."""

    async def see(self, alerts: "Iterable[Alert]") -> None:
        """The agent has seen these. Raises StorageFull."""
