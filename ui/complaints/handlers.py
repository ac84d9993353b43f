"""What each command of the complaints does, by its id; none of them does anything before the place was made."""

from typing import TYPE_CHECKING

from domain.emotion.assessment import Tier
from ui.place_handlers import PlaceHandlers
from ui.places import COMPLAINTS

if TYPE_CHECKING:
    from ui.complaints.place import ComplaintsPlace


class ComplaintHandlers(PlaceHandlers):
    """A method a command."""

    @property
    def place(self) -> "ComplaintsPlace":
        """The place itself."""
        return self.window.shell.places[COMPLAINTS]  # type: ignore[return-value]

    def do_board_next_view(self) -> None:
        self.place.step_tab(1)

    def do_board_previous_view(self) -> None:
        self.place.step_tab(-1)

    def do_board_filter(self) -> None:
        self.place.bar.focus_field()

    def do_board_mine(self) -> None:
        self.place.bar.toggle(self.place.bar.mine)

    def do_board_unassigned(self) -> None:
        self.place.bar.toggle(self.place.bar.unassigned)

    def do_board_late(self) -> None:
        self.place.bar.toggle(self.place.bar.late)

    def do_board_all(self) -> None:
        self.place.bar.show_all()

    def do_board_order(self) -> None:
        self.place.bar.order.next()

    def do_board_lanes(self) -> None:
        self.place.bar.toggle(self.place.bar.lanes)

    def do_board_save_view(self) -> None:
        self.place.views.ask()

    def do_board_export(self) -> None:
        self.place.export()

    def do_complaint_high(self) -> None:
        self.place.deeds.retier(Tier.HIGH)

    def do_complaint_medium(self) -> None:
        self.place.deeds.retier(Tier.MEDIUM)

    def do_complaint_low(self) -> None:
        self.place.deeds.retier(Tier.LOW)

    def do_complaint_take(self) -> None:
        self.place.deeds.take()

    def do_complaint_give(self) -> None:
        self.place.deeds.give()

    def do_complaint_pause(self) -> None:
        self.place.deeds.pause()

    def do_complaint_resolve(self) -> None:
        self.place.deeds.resolve()

    def do_complaint_reopen(self) -> None:
        self.place.deeds.reopen()

    def do_complaint_thread(self) -> None:
        self.place.open_thread()
