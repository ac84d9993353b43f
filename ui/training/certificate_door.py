"""Where certificates leave as PDF files."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.i18n import _
from domain.training.assigning import Certificate
from ui.file_door import FileDoor, Wish
from ui.ports import Services


class CertificateDoor(QObject):
    """One for each screen that has some.

    Attributes:
        files: asks where to and says how it went.
    """

    def __init__(self, services: Services, owner: QWidget) -> None:
        super().__init__(owner)
        self._services = services
        self._certificate: Certificate | None = None
        self.files = FileDoor(services, owner)

    def save(self, certificate: Certificate) -> None:
        """That one."""
        self._certificate = certificate
        self.files.ask(Wish(_("Certificate {name}").format(name=certificate.name), "PDF", self._write))

    async def _write(self, path: Path) -> None:
        if self._certificate is not None:
            from ui.training.certificate_pdf import certificate_pdf

            await self._services.exports.make(path, partial(certificate_pdf, self._certificate))
