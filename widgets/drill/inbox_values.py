"""What a line of the inbox under pressure shows."""

from dataclasses import dataclass

from app.i18n import _
from domain.training.pressure_states import State


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One dialogue; its tier is nowhere: the learner is to see it.

    Attributes:
        snippet: its newest line. waited: whole seconds that it has waited. read: whether it was opened.
        back: seconds until it comes back, of what is snoozed. snoozed_once: whether it can not be put off again.
    """

    number: int
    name: str
    snippet: str
    state: State
    waited: int = 0
    read: bool = False
    back: int = 0
    snoozed_once: bool = False

    @property
    def over(self) -> bool:
        """Whether nothing can be done any more."""
        return self.state in {State.DONE, State.LATE}

    @property
    def clock(self) -> str:
        """Minutes and seconds, "" where no clock runs."""
        shown = self.back if self.state is State.SNOOZED else self.waited
        return "" if self.over or self.state is State.COMING else f"{shown // 60}:{shown % 60:02}"

    @property
    def second(self) -> str:
        """How it stands, in words."""
        if self.state is State.WAITING:
            return _("back again") if self.snoozed_once else _("waits") if self.read else _("new")
        return {
            State.AWAY: "",
            State.COMING: _("is writing…"),
            State.SNOOZED: _("snoozed, comes back"),
            State.DONE: _("done"),
            State.LATE: _("too late"),
        }[self.state]

    @property
    def spoken(self) -> str:
        """The line for a screen reader."""
        return ", ".join(part for part in (self.name, self.second, self.clock, self.snippet) if part)
