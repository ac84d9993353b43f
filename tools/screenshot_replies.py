"""Quick replies for the screenshots: the palette over the composer in four languages, and their editor."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.templates.builtin import builtin_replies
from tests.fakes.demo import tid
from tests.fakes.stage import Stage


class Camera(Protocol):
    """Takes the pictures (`tools.screenshots`)."""

    def take(self, name: str, widget: QWidget) -> None:
        """Keeps what a widget shows."""


def _asked(short: str, typed: str, theme: str = "light") -> Stage:
    stage = Stage()
    stage.services.quick_replies.delivered = builtin_replies()
    stage.services.quick_replies.read()
    stage.services.settings.theme = theme
    stage.window.theme.apply()
    stage.show()
    stage.open(tid(short))
    composer = stage.window.inbox.middle.composer
    composer.edit.clear()
    composer.focus_text()
    QTest.keyClicks(composer.edit, typed)
    stage.settle()
    return stage


def palette(camera: Camera) -> None:
    stage = _asked("wang", "/re")
    camera.take("quick-replies", stage.window)
    stage.close()


def palette_dark(camera: Camera) -> None:
    stage = _asked("maria", "/", "dark")
    camera.take("quick-replies-dark", stage.window)
    stage.close()


def palette_thai(camera: Camera) -> None:
    stage = _asked("somchai", "/")
    camera.take("quick-replies-thai", stage.window)
    stage.close()


def palette_arabic(camera: Camera) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage = _asked("khalid", "/")
    camera.take("quick-replies-rtl", stage.window)
    stage.close()
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def editor(camera: Camera) -> None:
    stage = _asked("wang", "")
    door = stage.window.sheets.replies
    door.open(stage.services.quick_replies.all()[0])
    stage.settle()
    assert door.dialog is not None
    camera.take("replies-editor", door.dialog)
    door.dialog.close()
    stage.close()


def nothing(camera: Camera) -> None:
    stage = _asked("maria", "/zzz")
    camera.take("quick-replies-nothing", stage.window)
    stage.close()


def gaps(camera: Camera) -> None:
    stage = _asked("maria", "/track")
    QTest.keyClick(stage.window.inbox.middle.composer.edit, Qt.Key.Key_Tab)
    stage.settle()
    camera.take("quick-replies-gaps", stage.window)
    stage.close()


REPLY_SCENES = (palette, palette_dark, palette_thai, palette_arabic, editor, nothing, gaps)
