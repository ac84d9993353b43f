"""Replies on their way out for the screenshots: counting down, held with names, the notice, and all that waits."""

from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from domain.ids import MessageId, ThreadId
from domain.outbox import OutboxState
from domain.timeline import Newer
from tests.fakes.demo import NOW, demo, go_offline, tid
from tests.fakes.stage import Stage

LONG = "Wolfeschlegelsteinhausenbergerdorff-Oberndorfer, Maria Theresia Antonia von und zu"


class Camera(Protocol):
    """Takes the pictures (`tools.screenshots`)."""

    def take(self, name: str, widget: QWidget) -> None:
        """Keeps what a widget shows."""


def _news(name: str, customer: bool, minutes: int, words: str) -> Newer:
    return Newer(MessageId("news"), 900, name, customer, NOW - timedelta(minutes=minutes), words)


def undo_send(camera: Camera, name: str = "undo-send", theme: str = "light") -> None:
    stage = _stage(theme)
    stage.services.settings.undo_seconds = 5
    stage.services.drafts.newer = [
        _news("Lena Hoff", False, 2, "Ich habe den Kurier schon bestellt, er kommt morgen frueh."),
        _news("王雅婷 Wang Yating", True, 0, "請問什麼時候可以換新的螢幕？"),
    ]
    stage.open(tid("wang"))
    composer = stage.window.inbox.middle.composer
    composer.insert_text("王小姐，新螢幕今天寄出，明天中午前送達。")
    stage.settle()
    stage.window.inbox.keeper.send()
    stage.settle()
    camera.take(name, stage.window)
    stage.services.settings.undo_seconds = 0
    composer.insert_text("再次抱歉。")
    stage.services.drafts.newer = [replace(_news(LONG, True, 0, "นี่ครั้งที่สามแล้วนะคะ " * 9), position=901)]
    stage.settle()
    stage.window.inbox.keeper.send()
    stage.settle()
    camera.take(f"{name}-asks", stage.window)
    stage.close()


def undo_send_dark(camera: Camera) -> None:
    undo_send(camera, "undo-send-dark", "dark")


def undo_send_rtl(camera: Camera) -> None:
    _mirrored(camera, undo_send, "undo-send-rtl")


def waiting(camera: Camera, name: str = "waiting", theme: str = "light") -> None:
    world = demo()
    go_offline(world)
    held = [entry for entry in world.entries[tid("somchai")] if entry.sending is OutboxState.HELD]
    named = [
        replace(entry, moved=(_news(LONG, False, 2, "Done"), _news("Somchai Prasert", True, 0, "?"))) for entry in held
    ]
    world.entries[tid("somchai")] = [
        next((new for new in named if new.id == entry.id), entry) for entry in world.entries[tid("somchai")]
    ]
    row, folder = world.rows[tid("maria")]
    world.rows[tid("maria")] = (replace(row, name=LONG), folder)
    stage = _stage(theme, world)
    stage.services.waiting.cut()
    stage.open(ThreadId(tid("somchai")))
    stage.window.inbox.connection.show_panel(True)
    stage.settle()
    camera.take(name, stage.window)
    stage.services.waiting.become(
        online=True, offline_since=None, error="throttled", next_try_at=NOW + timedelta(seconds=40)
    )
    stage.window.inbox.side.waiting.each.list.setFocus()
    stage.settle()
    stage.settle()  # the scroll area gives the longer words their room a turn later
    camera.take(f"{name}-panel", stage.window.inbox.side.waiting)
    stage.close()


def waiting_dark(camera: Camera) -> None:
    waiting(camera, "waiting-dark", "dark")


def waiting_rtl(camera: Camera) -> None:
    _mirrored(camera, waiting, "waiting-rtl")


def _mirrored(camera: Camera, scene: object, name: str) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        scene(camera, name)  # type: ignore[operator]
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _stage(theme: str, world: object = None) -> Stage:
    stage = Stage(world or demo())  # type: ignore[arg-type]
    stage.services.settings.theme = theme
    stage.window.theme.apply()
    return stage.show(1440, 900)


SENDING_SCENES = (undo_send, undo_send_dark, undo_send_rtl, waiting, waiting_dark, waiting_rtl)
