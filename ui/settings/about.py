"""About: versions, and whose work is inside under which licence."""

from importlib import metadata
from platform import python_version

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import app
from app.i18n import _
from ui.dialog_room import open_at
from ui.parts import button, label

PARTS = (
    ("PySide6-Essentials", "LGPL-3.0-only"),
    ("qasync", "BSD-2-Clause"),
    ("httpx", "BSD-3-Clause"),
    ("SQLAlchemy", "MIT"),
    ("sqlcipher3", "Zlib"),
    ("keyring", "MIT"),
    ("platformdirs", "MIT"),
    ("structlog", "MIT OR Apache-2.0"),
    ("Babel", "BSD-3-Clause"),
    ("rapidfuzz", "MIT"),
    ("msgspec", "BSD-3-Clause"),
    ("truststore", "MIT"),
)


class AboutPage(QWidget):
    """Words only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 8)
        column.setSpacing(6)
        column.addWidget(label("Braid", "display"))
        column.addWidget(label(_("Every channel, one thread."), "second"))
        column.addWidget(label(versions(), "small", wrap=True))
        column.addSpacing(8)
        column.addWidget(label(_("Braid is free software under the Apache License, version 2.0."), wrap=True))
        column.addWidget(label(qt_notice(), wrap=True))
        column.addSpacing(4)
        column.addWidget(label(_("Also inside"), "heading"))
        text = QPlainTextEdit(licences())
        text.setReadOnly(True)
        text.setProperty("kind", "field")
        text.setAccessibleName(_("Licences"))
        text.setTabChangesFocus(True)
        column.addWidget(text, 1)


class AboutDialog(QDialog):
    """The same by itself, before anybody has signed in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Braid"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(AboutPage(), 1)
        close = button(_("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        open_at(self, 560, 540)


def versions() -> str:
    """Ours, Python's, Qt's."""
    text = _("Version {braid} · Python {python} · Qt {qt}")
    return text.format(braid=getattr(app, "VERSION", "1.0.0"), python=python_version(), qt=qVersion())


def qt_notice() -> str:
    """What the LGPL asks us to say."""
    return _(
        "Braid uses Qt and Qt for Python (PySide6) under the GNU Lesser General Public License, version 3. "
        "Their libraries lie beside the program as separate files, so that you can replace them with your own build. "
        "The sources are at download.qt.io; the licence's text comes with this program."
    )


def licences() -> str:
    """The parts with their versions, a line each."""
    return "\n".join(f"{name} {_version(name)} — {licence}".replace("  ", " ") for name, licence in PARTS)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
