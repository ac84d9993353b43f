"""Papers as PDF files or on a printer, for every screen that has one to give out."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.file_door import FileDoor, Wish
from ui.paper import Paper
from ui.ports import Services

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class PaperDoor(QObject):
    """One for each screen.

    Attributes:
        files: asks for the place of a PDF and says how it went.
    """

    def __init__(self, services: Services, owner: QWidget) -> None:
        super().__init__(owner)
        self._services, self._owner = services, owner
        self._paper: Paper | None = None
        self._printer: QPrinter | None = None
        self.files = FileDoor(services, owner)

    def save(self, paper: Paper, name: str = "") -> None:
        """As a PDF file; `name` is what it is called at first, without its ending."""
        self._paper = paper
        self.files.ask(Wish(name or paper.title, "PDF", self._write))

    def print(self, paper: Paper) -> None:
        """On a printer that the agent chooses."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from ui.pdf import lay_out

        self._paper, self._printer = paper, QPrinter(QPrinter.PrinterMode.HighResolution)
        lay_out(self._printer)
        dialog = QPrintDialog(self._printer, self._owner)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._print)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    async def _write(self, path: Path) -> None:
        if self._paper is not None:
            from ui.pdf import pdf

            await self._services.exports.make(path, partial(pdf, self._paper))

    def _print(self) -> None:
        from ui.pdf import paint

        if self._paper is not None and self._printer is not None:
            paint(self._paper, self._printer)
