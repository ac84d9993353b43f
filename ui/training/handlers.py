"""What each command of the training does, by its id; possible only while the place is on screen."""

from typing import TYPE_CHECKING

from ui.place_handlers import PlaceHandlers
from ui.places import TRAINING

if TYPE_CHECKING:
    from ui.training.place import TrainingPlace


class TrainingHandlers(PlaceHandlers):
    """A method a command."""

    @property
    def place(self) -> "TrainingPlace":
        """The place itself."""
        return self.window.shell.places[TRAINING]  # type: ignore[return-value]

    def do_training_next_page(self) -> None:
        self.place.step_page(1)

    def do_training_previous_page(self) -> None:
        self.place.step_page(-1)

    def do_training_start(self) -> None:
        self.place.start_daily()

    def do_drill_pause(self) -> None:
        self.place.pause_drill()

    def do_drill_end(self) -> None:
        self.place.end_drill()

    def do_pressure_next(self) -> None:
        self.place.tell_desk("step", 1)

    def do_pressure_previous(self) -> None:
        self.place.tell_desk("step", -1)

    def do_pressure_triage(self) -> None:
        self.place.tell_desk("triage")

    def do_pressure_snooze(self) -> None:
        self.place.tell_desk("snooze")

    def do_learners_assign(self) -> None:
        self.place.tell_desk("assign")

    def do_learners_export(self) -> None:
        self.place.tell_desk("open_export")
