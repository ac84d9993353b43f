"""What each command of the complaints does, by its id; none of them does anything before the place was made."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from domain.emotion.assessment import Tier
from ui.places import COMPLAINTS

if TYPE_CHECKING:
    from ui.complaints.place import ComplaintsPlace
    from ui.main_window import MainWindow


def complaint_handlers(window: "MainWindow") -> dict[str, Callable[[], None]]:
    """One function a command."""
    held = _Handlers(window)
    return {name.removeprefix("do_"): getattr(held, name) for name in dir(held) if name.startswith("do_")}


class _Handlers(QObject):
    """A method `do_<id>` a command; commands are possible only while the place is on screen (`Need.COMPLAINTS`)."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    @property
    def _place(self) -> "ComplaintsPlace":
        return self._window.shell.places[COMPLAINTS]  # type: ignore[return-value]

    def do_board_next_view(self) -> None:
        self._place.step_tab(1)

    def do_board_previous_view(self) -> None:
        self._place.step_tab(-1)

    def do_board_filter(self) -> None:
        self._place.bar.focus_field()

    def do_board_mine(self) -> None:
        self._place.bar.toggle(self._place.bar.mine)

    def do_board_unassigned(self) -> None:
        self._place.bar.toggle(self._place.bar.unassigned)

    def do_board_late(self) -> None:
        self._place.bar.toggle(self._place.bar.late)

    def do_board_all(self) -> None:
        self._place.bar.show_all()

    def do_board_order(self) -> None:
        self._place.bar.order.next()

    def do_board_lanes(self) -> None:
        self._place.bar.toggle(self._place.bar.lanes)

    def do_board_save_view(self) -> None:
        self._place.views.ask()

    def do_board_export(self) -> None:
        self._place.export()

    def do_complaint_high(self) -> None:
        self._place.deeds.retier(Tier.HIGH)

    def do_complaint_medium(self) -> None:
        self._place.deeds.retier(Tier.MEDIUM)

    def do_complaint_low(self) -> None:
        self._place.deeds.retier(Tier.LOW)

    def do_complaint_take(self) -> None:
        self._place.deeds.take()

    def do_complaint_give(self) -> None:
        self._place.deeds.give()

    def do_complaint_pause(self) -> None:
        self._place.deeds.pause()

    def do_complaint_resolve(self) -> None:
        self._place.deeds.resolve()

    def do_complaint_reopen(self) -> None:
        self._place.deeds.reopen()

    def do_complaint_thread(self) -> None:
        self._place.open_thread()
