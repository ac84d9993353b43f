"""Files in and out: pick to attach, look at a picture, save an attachment, open a link after a question."""

import mimetypes
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from domain.ids import BlobHash
from domain.message import Part
from domain.timeline import Entry
from ui.background import Background
from ui.parts import button, elided
from ui.ports import Services
from widgets.composer.values import OfferedFile
from widgets.images import ImageCache
from widgets.plain import PlainLabel, plain_box

OPENABLE = frozenset({"http", "https", "mailto"})


class Files(QObject):
    """Dialogs around files and links; every one opens without a loop of its own.

    Signals:
        picked(list[OfferedFile]): to be attached.
        troubled(KnownError)
        told(str): something to say that is no error of a service.
    """

    picked = Signal(object)
    troubled = Signal(object)
    told = Signal(str)

    def __init__(self, services: Services, images: ImageCache, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._images = images
        self._window = window
        self._saving: Part | None = None
        self._opening = QUrl()
        self._background = Background(services.tasks, self, self.troubled.emit)
        images.bytes_wanted.connect(self._fetch)

    def pick(self) -> None:
        """Asks which files to attach."""
        dialog = QFileDialog(self._window, _("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._files_picked)
        _open(dialog)

    def save(self, _entry: Entry, part: Part) -> None:
        """Asks where an attachment goes."""
        if not part.blob:
            return
        self._saving = part
        dialog = QFileDialog(self._window, _("Save attachment"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_name(part.name))
        dialog.fileSelected.connect(self._place_picked)
        _open(dialog)

    def look(self, entry: Entry, part: Part) -> None:
        """A picture, as large as the window allows."""
        dialog = PictureDialog(self._images, part, self._window)
        dialog.save_wanted.connect(self._save_shown)
        self._shown = (entry, part)
        _open(dialog)

    def follow(self, address: str) -> None:
        """Asks before a link leaves the program, and shows where it leads."""
        url = QUrl(address, QUrl.ParsingMode.StrictMode)
        if url.scheme().lower() not in OPENABLE:
            self.told.emit(_("Braid does not open links of this kind."))
            return
        self._opening = url
        where = url.host(QUrl.ComponentFormattingOption.EncodeUnicode) or url.path()
        box = plain_box(self._window, _("Open this link?"), _("It leads to {host}.").format(host=where), address)
        go = box.add(_("Open in the browser"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.add(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        go.clicked.connect(self._follow_now)
        _open(box)

    def _follow_now(self) -> None:
        QDesktopServices.openUrl(self._opening)

    def _save_shown(self) -> None:
        self.save(*self._shown)

    def _files_picked(self, paths: list[str]) -> None:
        self.picked.emit([offered(Path(path)) for path in paths])

    def _place_picked(self, path: str) -> None:
        part, self._saving = self._saving, None
        if part is not None:
            self._background.run(self._services.attachments.save(part.blob, Path(path)), self._saved)

    def _saved(self, done: bool) -> None:
        if not done:
            self.told.emit(_("The file is not on this computer and cannot be fetched now. Try again when online."))

    def _fetch(self, blob: str) -> None:
        self._background.run(self._content(BlobHash(blob)), self._deliver)

    async def _content(self, blob: BlobHash) -> tuple[str, bytes | None]:
        try:
            return blob, await self._services.attachments.content(blob)
        except KnownError:
            return blob, None

    def _deliver(self, answer: tuple[str, bytes | None]) -> None:
        self._images.deliver(*answer)


class PictureDialog(QDialog):
    """One picture.

    Signals:
        save_wanted
    """

    save_wanted = Signal()

    def __init__(self, images: ImageCache, part: Part, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(part.name or _("Picture"))
        room = parent.window().size() * 0.86
        self._images, self._part = images, part
        self._within = QSize(round(room.width()), round(room.height()) - 60) * parent.devicePixelRatioF()
        self._picture = PlainLabel(_("Loading…"))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(part.name or _("Picture"))
        area = QScrollArea()
        area.setWidget(self._picture)
        area.setWidgetResizable(True)
        area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        row = QHBoxLayout()
        row.addWidget(elided(part.name, "second"), 1)
        save = button(_("Save…"))
        save.clicked.connect(self.save_wanted)
        close = button(_("Close"), "primary")
        close.clicked.connect(self.accept)
        row.addWidget(save)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(room)
        self._show(part.blob)

    def _show(self, blob: str) -> None:
        pixmap = self._images.pixmap(blob, self._within, self._show)
        if pixmap is not None:
            shown = pixmap.copy()
            shown.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture.setPixmap(shown)
        elif self._images.broken(blob):
            self._picture.setText(_("This picture is not on this computer and cannot be fetched now."))


def offered(path: Path) -> OfferedFile:
    """A file on disk, with its type by its name."""
    return OfferedFile(path, path.name, mimetypes.guess_type(path.name)[0] or "application/octet-stream")


def safe_name(name: str) -> str:
    """A customer's file name that stays in the folder the agent picks."""
    plain = "".join(character for character in name if character.isprintable() and character not in '/\\:*?"<>|')
    return plain.strip(". ") or _("attachment")


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
