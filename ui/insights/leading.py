"""From a number or a warning to its threads, and back to where one was."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.errors import KnownError, Unreachable
from app.i18n import _
from domain.measures.report import Behind, ThreadBehind
from domain.warning import MeasureWarning
from ui.background import Background
from ui.insights.behind import BehindPanel
from ui.insights.leads import lead_of
from ui.insights.loader import Loader
from ui.locale import zone
from ui.ports import Services
from ui.words import error_words


class Leading(QObject):
    """Fills the list at the side.

    Signals:
        shown(bool): the list is there, or away.
    """

    shown = Signal(bool)

    def __init__(self, services: Services, loader: Loader, panel: BehindPanel) -> None:
        super().__init__(panel)
        self._services, self._loader, self._panel = services, loader, panel
        self._background = Background(services.tasks, self, self._failed)
        self._number: Behind | None = None
        self._from: QWidget | None = None
        panel.closed.connect(self.close)

    def open(self, key: str) -> None:
        """The threads behind a number of the report that is shown."""
        lead, seen = lead_of(key), self._loader.seen
        if lead is None or seen is None:
            return
        self._begin(lead.title, lead.number)
        work = self._services.insights.behind(lead.narrowed(seen.choice), lead.number, lead.what)
        self._background.run(work, self._take, latest="behind")

    def open_warning(self, warning: MeasureWarning, title: str) -> None:
        """The threads that a warning names, known here also without a connection."""
        self._begin(title, None)
        self._background.run(self._rows(warning), self._take, latest="behind")

    def close(self) -> None:
        """Away; the keys go back to where they were."""
        if self._panel.isHidden():
            return
        self._background.forget("behind")
        held = self._panel.isAncestorOf(QApplication.focusWidget() or self._panel)
        self._panel.hide()
        self.shown.emit(False)
        if held and self._from is not None and isValid(self._from) and self._from.isVisible():
            self._from.setFocus()

    def _begin(self, title: str, number: Behind | None) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and not self._panel.isAncestorOf(focused):
            self._from = focused
        self._number = number
        self._panel.begin(title)
        self.shown.emit(True)

    async def _rows(self, warning: MeasureWarning) -> Sequence[ThreadBehind]:
        found = []
        for thread_id in warning.threads:
            held = await self._services.inbox.row(thread_id)
            if held is not None:
                row = held[0]
                at = row.at or warning.since
                found.append(ThreadBehind(thread_id, row.name, row.channel.value, at, 0.0))
        return found

    def _take(self, threads: Sequence[ThreadBehind]) -> None:
        self._panel.show_threads(threads, self._number, zone(), self._loader.today)

    def _failed(self, error: KnownError) -> None:
        if isinstance(error, Unreachable):
            self._panel.show_trouble(_("Which threads these are is known again as soon as there is a connection."))
        else:
            self._panel.show_trouble(error_words(error))
