"""Pages of the settings, opened and typed into as people do."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.fakes.stage import Stage
from ui.settings.dialog import SettingsDialog

Page = TypeVar("Page", bound=QWidget)


def opened(stage: Stage, name: str, kind: type[Page]) -> Page:
    """That page of the settings, on screen."""
    stage.window.sheets.open_settings(name)
    stage.settle()
    dialog = next(dialog for dialog in stage.window.findChildren(SettingsDialog) if dialog.isVisible())
    page = dialog.page(name)
    assert isinstance(page, kind)
    return page


def typed(stage: Stage, field: QLineEdit, text: str) -> None:
    """Other words in a field, taken with Enter."""
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()
