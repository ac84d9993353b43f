"""The pages of the training; each is imported when somebody goes there first."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.desks import Desks
from ui.ports import Services
from widgets.tokens import Tokens

TODAY, DRILLS, PRESSURE, PROGRESS, PACKS, LEARNERS = "today", "drills", "pressure", "progress", "packs", "learners"
TRAINERS_ONLY = frozenset({PACKS, LEARNERS})
"""For those who may train (Permission.TRAIN)."""


def names() -> tuple[tuple[str, str], ...]:
    """Their ids and what they are called."""
    return (
        (TODAY, _("Today")),
        (DRILLS, _("Drills")),
        (PRESSURE, _("Pressure")),
        (PROGRESS, _("Progress")),
        (PACKS, _("Packs")),
        (LEARNERS, _("Learners")),
    )


class TrainingDesks(Desks):
    """Each is given the services and the tokens; one that starts practice has the signal `drill_wanted(Wanted)`."""

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__(
            {
                TODAY: self._today,
                DRILLS: self._drills,
                PRESSURE: self._pressure,
                PROGRESS: self._progress,
                PACKS: self._packs,
                LEARNERS: self._learners,
            }
        )
        self.tokens = tokens
        self._services = services

    def _today(self) -> QWidget:
        from ui.training.today_desk import TodayDesk

        return TodayDesk(self._services, self.tokens)

    def _drills(self) -> QWidget:
        from ui.training.drills_desk import DrillsDesk

        return DrillsDesk(self._services, self.tokens)

    def _pressure(self) -> QWidget:
        from ui.training.pressure_desk import PressureDesk

        return PressureDesk(self._services, self.tokens)

    def _progress(self) -> QWidget:
        from ui.training.progress_desk import ProgressDesk

        return ProgressDesk(self._services, self.tokens)

    def _packs(self) -> QWidget:
        from ui.training.packs_desk import PacksDesk

        return PacksDesk(self._services, self.tokens)

    def _learners(self) -> QWidget:
        from ui.training.learners_desk import LearnersDesk

        return LearnersDesk(self._services, self.tokens)
