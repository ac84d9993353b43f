"""Where the window stood and how wide its columns were: kept when it closes, taken up when it opens again."""

import base64
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

if TYPE_CHECKING:
    from ui.main_window import MainWindow

START_SIZE = (1440, 900)


def restore(window: "MainWindow") -> None:
    """Place, size and columns as they were left; after the style sheet, which decides how narrow they may be."""
    settings, splitter = window.services.settings, window.inbox.splitter
    window.resize(*START_SIZE)
    if settings.geometry:
        window.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode("ascii", "ignore")))
    splitter.as_designed()
    if settings.layout:
        splitter.restoreState(QByteArray.fromBase64(settings.layout.encode("ascii", "ignore")))


def keep(window: "MainWindow") -> None:
    """As they are now."""
    settings = window.services.settings
    settings.geometry = base64.b64encode(window.saveGeometry().data()).decode("ascii")
    settings.layout = base64.b64encode(window.inbox.splitter.saveState().data()).decode("ascii")
