"""Where a file goes, and how that went: asks for its place, writes it, says it in words, shows its folder."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import KnownError
from app.export.safe import file_name
from app.i18n import _
from ui.background import Background
from ui.parts import button, label
from ui.ports import Services
from ui.words import error_words
from widgets.card import isolated


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that somebody wants.

    Attributes:
        title: what it is called at first, without its ending. kind: "PDF", "CSV", "XLSX".
        write: puts it at a path; raises KnownError.
    """

    title: str
    kind: str
    write: Callable[[Path], Coroutine[Any, Any, None]]

    @property
    def suffix(self) -> str:
        """How its name ends."""
        return f".{self.kind.lower()}"


class Outcome(QDialog):
    """What became of it.

    Signals:
        folder_wanted: it is there, and the agent wants to see where.
        again_wanted: it is not, and the agent wants another place.
    """

    folder_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, owner: QWidget, words: str, *, done: bool) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Exported") if done else _("Not exported"))
        self.setMinimumWidth(380)
        self.words = label(words, wrap=True)
        self.more = button(_("Show in folder") if done else _("Choose another place…"))
        self.more.clicked.connect(self.folder_wanted if done else self.again_wanted)
        self.more.clicked.connect(self.accept)
        self.shut = button(_("Close"), "primary")
        self.shut.setDefault(True)
        self.shut.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.more)
        row.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.words)
        column.addLayout(row)


class FileDoor(QObject):
    """One for each screen that gives files out.

    Signals:
        ended(bool): a file was written, or could not be.

    Attributes:
        dialog: asks where, while it does. outcome: says how it went, while it does.
    """

    ended = Signal(bool)

    def __init__(self, services: Services, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._background = Background(services.tasks, self, self._failed)
        self._folder = QDir.homePath()
        self._wish: Wish | None = None
        self._path = Path()
        self.dialog: QFileDialog | None = None
        self.outcome: Outcome | None = None

    def ask(self, wish: Wish) -> None:
        """Where it goes."""
        self._wish = wish
        pattern = _("{kind} files (*{suffix})").format(kind=wish.kind, suffix=wish.suffix)
        dialog = QFileDialog(self._owner, _("Where the file goes"), self._folder, pattern)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(wish.suffix[1:])
        dialog.selectFile(file_name(wish.title, wish.suffix))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write_to)
        dialog.destroyed.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def write_to(self, path: str) -> None:
        """There."""
        if self._wish is None:
            return
        self._path = Path(path)
        if self._path.suffix.lower() != self._wish.suffix:
            self._path = self._path.with_name(self._path.name + self._wish.suffix)
        self._folder = str(self._path.parent)
        self._background.run(self._wish.write(self._path), self._written, self._failed)

    def _written(self, _nothing: None) -> None:
        self._say(_("Exported: {file}").format(file=isolated(self._path.name)), done=True)

    def _failed(self, error: KnownError) -> None:
        self._say(error_words(error), done=False)

    def _say(self, words: str, *, done: bool) -> None:
        self.outcome = Outcome(self._owner, words, done=done)
        self.outcome.folder_wanted.connect(self._show_folder)
        self.outcome.again_wanted.connect(self._again)
        self.outcome.destroyed.connect(self._read)
        self.outcome.open()
        self.ended.emit(done)

    def _again(self) -> None:
        if self._wish is not None:
            self.ask(self._wish)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _closed(self) -> None:
        self.dialog = None

    def _read(self) -> None:
        self.outcome = None
