"""Measures beyond their limit: the strip that tells them, and the way to what lies behind each (M, R-1)."""

from PySide6.QtCore import QObject, Signal

from domain.warning import MeasureWarning, WarningKind
from ui.insights.leading import Leading
from ui.insights.loader import Loader
from ui.insights.strip import WarningStrip
from ui.insights.words import kind_words
from ui.locale import zone


class Warned(QObject):
    """Those in force, as the loader knows them.

    Signals:
        review_wanted: what lies behind one are quick replies that are due for a look.

    Attributes:
        strip: where they stand.
    """

    review_wanted = Signal()

    def __init__(self, loader: Loader, leading: Leading, parent: QObject) -> None:
        super().__init__(parent)
        self.strip = WarningStrip()
        self._loader, self._leading, self._looked_for = loader, leading, ""
        self.strip.opened.connect(self._open)

    def show(self, *, report: bool) -> None:
        """All of them over a page of the report, none over a desk."""
        loader = self._loader
        names: dict[str, str] = {agent.id: agent.name for agent in loader.agents}
        if loader.seen is not None:
            names |= {one.reply_id: one.title for one in loader.seen.report.replies}
        self.strip.show_warnings(loader.warnings if report else (), names, zone(), loader.today)
        self._find()

    def look_at(self, key: str) -> None:
        """What lies behind that one, as soon as it is known."""
        self._looked_for = key
        self._find()

    def _find(self) -> None:
        found = next((one for one in self._loader.warnings if one.id == self._looked_for), None)
        if found is not None:
            self._looked_for = ""
            self._open(found)

    def _open(self, warning: MeasureWarning) -> None:
        if warning.kind is WarningKind.HIT_RATE:
            self.review_wanted.emit()
        else:
            self._leading.open_warning(warning, kind_words(warning.kind))
