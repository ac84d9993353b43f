"""Files of quick replies: a dry run in words before anything is saved, and the writing of files."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import KnownError
from app.exchange.plan import ImportPlan
from app.exchange.words import kind_words, remark_words, unreadable_words
from app.i18n import _, ngettext
from domain.templates.reply import QuickReply
from ui.background import Background
from ui.parts import button, label, named
from ui.ports import Services
from ui.words import error_words

MOST_LINES = 400


class Exchange(QObject):
    """Asks for files, and does what was decided.

    Signals:
        told(str): how it went, in words. troubled(str): why not.
    """

    told = Signal(str)
    troubled = Signal(str)

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._window = services, window
        self._replies: tuple[QuickReply, ...] = ()
        self._background = Background(services.tasks, self, self._failed)

    def ask_for_file(self) -> None:
        """Which file?"""
        dialog = QFileDialog(self._window, _("Import quick replies"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Quick replies") + " (*.csv *.tsv *.json *.txt)")
        dialog.fileSelected.connect(self.look)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look(self, path: str) -> None:
        """A dry run; its report stands in a dialog."""
        self._background.run(self._services.reply_exchange.look(Path(path)), self._looked)

    def ask_where(self, replies: tuple[QuickReply, ...]) -> None:
        """Where to?"""
        self._replies = replies
        dialog = QFileDialog(self._window, _("Export quick replies"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Braid, without loss") + " (*.json)", _("Table") + " (*.csv)"])
        dialog.selectFile("quick-replies.json")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: str) -> None:
        """Writes what was to be written."""
        self._background.run(self._services.reply_exchange.write(Path(path), self._replies), self._written)

    def _looked(self, planned: ImportPlan) -> None:
        dialog = ImportDialog(planned, self._window)
        dialog.taken.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, planned: ImportPlan) -> None:
        self._background.run(self._services.reply_exchange.take(planned), self._taken)

    def _taken(self, count: int) -> None:
        self.told.emit(
            ngettext("{count} reply was taken over.", "{count} replies were taken over.", count).format(count=count)
        )

    def _written(self, count: int) -> None:
        self.told.emit(
            ngettext("{count} reply was written.", "{count} replies were written.", count).format(count=count)
        )

    def _failed(self, error: KnownError) -> None:
        words = unreadable_words(error.code)
        self.troubled.emit(words if words != error.code else error_words(error))


class ImportDialog(QDialog):
    """What taking the file over would do.

    Signals:
        taken(ImportPlan): do it.
    """

    taken = Signal(object)

    def __init__(self, planned: ImportPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import quick replies"))
        self.resize(620, 440)
        self._planned = planned
        count = len(planned.to_save)
        self.report = QPlainTextEdit(report(planned))
        self.report.setReadOnly(True)
        self.report.setProperty("kind", "field")
        named(self.report, _("Report"))
        words = ngettext("Take over {count} reply", "Take over {count} replies", count).format(count=count)
        self.take = button(words if count else _("Nothing to take over"), "primary")
        self.take.setEnabled(count > 0)
        self.take.clicked.connect(self._take)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(kind_words(planned.kind), "title"))
        column.addWidget(label(summary(planned), "second", wrap=True))
        column.addWidget(self.report, 1)
        column.addLayout(foot)

    def _take(self) -> None:
        self.taken.emit(self._planned)
        self.accept()


def summary(planned: ImportPlan) -> str:
    """The dry run in one line."""
    parts = (
        _("{count} new").format(count=len(planned.new)),
        _("{count} changed").format(count=len(planned.changed)),
        _("{count} the same").format(count=planned.same),
        _("{count} not possible").format(count=len(planned.faulty)),
    )
    return " · ".join(parts) + " — " + _("nothing is saved yet.")


def report(planned: ImportPlan) -> str:
    """The dry run line by line: what is wrong first."""
    sections = (
        (_("Not possible"), [remark_words(remark) for remark in planned.faulty]),
        (_("To know"), [remark_words(remark) for remark in planned.remarks]),
        (_("Changed"), [f"/{after.shortcut}  {after.title}" for _before, after in planned.changed]),
        (_("New"), [f"/{reply.shortcut}  {reply.title}" for reply in planned.new]),
    )
    return "\n\n".join(_section(title, lines) for title, lines in sections if lines)


def _section(title: str, lines: list[str]) -> str:
    more = len(lines) - MOST_LINES
    tail = [_("and {count} more").format(count=more)] if more > 0 else []
    return "\n".join((title, *(f"  {line}" for line in (*lines[:MOST_LINES], *tail))))
