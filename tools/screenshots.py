"""Renders every screen and state from the fakes, the same pixels each time: python -m tools.screenshots docs/images."""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"
os.environ["LC_ALL"] = "en_GB.UTF-8"

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.errors import SignedOut
from app.ports import StoredBlob
from domain.draft import SyncedDraft
from domain.ids import AgentId, BlobHash, DeviceId
from domain.inbox import Folder
from domain.presence import Activity, Answer, Handover
from domain.timeline import Entry
from tests.fakes.demo import ME, NOW, World, demo, go_offline, tid
from tests.fakes.services import Gate
from tests.fakes.stage import Stage
from tools.screenshot_desk import DESK_SCENES
from tools.screenshot_guide import GUIDE_SCENES
from tools.screenshot_leads import LEAD_SCENES
from tools.screenshot_packs import PACK_SCENES
from tools.screenshot_replies import REPLY_SCENES
from tools.screenshot_salvage import SALVAGE_SCENES
from tools.screenshot_search import SEARCH_SCENES
from tools.screenshot_sending import SENDING_SCENES
from tools.screenshot_threads import parts, scripts, states
from tools.screenshot_training import TRAINING_SCENES

Scene = Callable[["Camera"], None]


class Camera:
    """Takes the pictures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, name: str, widget: QWidget) -> None:
        """Keeps what a widget shows."""
        widget.grab().save(str(self.folder / f"{name}.png"))


def picture() -> bytes:
    """A photo of a broken screen, as far as a gradient and some lines go."""
    image = QImage(640, 420, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    ground = QLinearGradient(0, 0, 640, 420)
    ground.setColorAt(0, QColor(46, 58, 89))
    ground.setColorAt(1, QColor(122, 90, 166))
    painter.fillRect(image.rect(), ground)
    painter.setPen(QColor(240, 240, 255))
    for step in range(9):
        painter.drawLine(330, 190, 60 * step, 0 if step % 2 else 420)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def furnished() -> World:
    """The demo's morning, with the picture's bytes."""
    world = demo()
    blob = BlobHash("ab" * 32)
    world.blobs[blob] = (StoredBlob(blob, "screen.png", "image/png", 48_211, 640, 420), picture())
    return world


def inbox(camera: Camera, name: str = "inbox", theme: str = "light") -> None:
    stage = _stage(theme)
    stage.open(tid("wang"))
    QTest.keyClicks(stage.window.inbox.middle.composer, "")
    stage.window.inbox.middle.composer.insert_text("王小姐，非常抱歉第三次出現螢幕問題，我已請主管")
    stage.settle()
    camera.take(name, stage.window)
    stage.close()


def inbox_dark(camera: Camera) -> None:
    inbox(camera, "inbox-dark", "dark")


def inbox_rtl(camera: Camera) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        inbox(camera, "inbox-rtl")
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def two_devices(camera: Camera, name: str = "two-devices", theme: str = "light") -> None:
    stage = _stage(theme)
    thread_id, composer = tid("wang"), stage.window.inbox.middle.composer
    stage.open(thread_id)
    composer.insert_text("王小姐，非常抱歉第三次出現螢幕問題")
    stage.settle()
    text = (
        "Dear Ms Wang, I have asked my lead to send you a new screen today. The courier takes the old one along, "
        "and you will hear from us before six. I am sorry that it came to this a third time."
    )
    there = SyncedDraft(thread_id, ME, text, None, False, None, 1, DeviceId("laptop"), NOW, 7)
    stage.services.drafts.bring(replace(stage.services.world.drafts[thread_id], other=there))
    stage.settle()
    composer.focus_text()
    stage.settle()
    camera.take(name, stage.window)
    stage.close()


def two_devices_dark(camera: Camera) -> None:
    two_devices(camera, "two-devices-dark", "dark")


def two_devices_rtl(camera: Camera) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        two_devices(camera, "two-devices-rtl")
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def offline(camera: Camera, theme: str = "light") -> None:
    world = furnished()
    go_offline(world)
    stage = _stage(theme, world)
    stage.services.waiting.cut()
    stage.open(tid("somchai"))
    stage.window.inbox.connection.show_panel(True)
    stage.settle()
    camera.take("offline" if theme == "light" else f"offline-{theme}", stage.window)
    stage.close()


def offline_dark(camera: Camera) -> None:
    offline(camera, "dark")


def empty(camera: Camera) -> None:
    world = furnished()
    world.rows = {key: pair for key, pair in world.rows.items() if pair[1] is not Folder.MINE}
    stage = _stage("light", world)
    camera.take("empty", stage.window)
    stage.close()


def loading(camera: Camera) -> None:
    stage = Stage(furnished())
    stage.services.inbox.gates["rows"] = Gate()
    stage.show()
    camera.take("loading", stage.window)
    stage.close()


def picture_thread(camera: Camera) -> None:
    stage = _stage("light")
    stage.window.inbox.steps.open_folder(Folder.DONE)
    stage.settle()
    stage.open(tid("emma"))
    stage.window.inbox.images.wait()
    stage.settle()
    camera.take("done-folder", stage.window)
    stage.close()


def threads(camera: Camera) -> None:
    """Every state, part and script of a message, in both themes and both directions."""
    for name, entries in (("states", states()), ("parts", parts()), ("scripts", scripts())):
        thread(camera, f"thread-{name}", entries)
        thread(camera, f"thread-{name}-dark", entries, "dark")
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        thread(camera, "thread-scripts-rtl", scripts())
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def thread(camera: Camera, name: str, entries: list[Entry], theme: str = "light") -> None:
    world = furnished()
    world.entries[tid("somchai")] = entries
    stage = _stage(theme, world, height=1000)
    stage.open(tid("somchai"))
    stage.window.inbox.images.wait()
    stage.settle()
    camera.take(name, stage.window.inbox.middle)
    stage.close()


def sign_in(camera: Camera) -> None:
    stage = Stage(signed_in=False).show()
    screen = stage.window.sign_in
    screen.server.setText("https://support.example.com")
    screen.email.setText("li.hua@example.com")
    screen.password.setText("a long password")
    camera.take("sign-in", stage.window)
    stage.services.session.error = SignedOut()
    screen.enter.click()
    stage.settle()
    camera.take("sign-in-error", stage.window)
    stage.services.settings.theme = "dark"
    stage.window.theme.apply()
    stage.settle()
    camera.take("sign-in-dark", stage.window)
    stage.close()


def palette(camera: Camera) -> None:
    stage = _stage("light")
    stage.open(tid("wang"))
    stage.window.open_palette()
    stage.settle()
    camera.take("palette", stage.window)
    QTest.keyClicks(stage.window.overlay.field, "an")
    stage.settle()
    camera.take("palette-people", stage.window)
    stage.close()


def settings(camera: Camera) -> None:
    stage = _stage("light")
    stage.window.sheets.open_settings()
    dialog = _dialog(stage)
    for page in ("general", "channels", "people", "shortcuts", "about"):
        dialog.show_page(page)  # type: ignore[attr-defined]
        stage.settle()
        camera.take(f"settings-{page}", dialog)
    dialog.close()
    stage.window.sheets.open_shortcuts()
    stage.settle()
    sheet = _dialog(stage)
    camera.take("shortcuts", sheet)
    sheet.close()
    stage.close()


def long_names(camera: Camera) -> None:
    world = furnished()
    name = "Wolfeschlegelsteinhausenbergerdorff-Oberndorfer, Maria Theresia Antonia von und zu"
    for thread_id, (row, folder) in tuple(world.rows.items()):
        world.rows[thread_id] = (replace(row, name=name, draft="a draft that is also quite long, really"), folder)
        card = world.cards[thread_id]
        tags = ("a tag with many words in it", *card.thread.tags, "second line", "third")
        world.cards[thread_id] = replace(
            card, customer=replace(card.customer, name=name), thread=replace(card.thread, tags=tags)
        )
    stage = _stage("light", world, 1100, 700)
    stage.open(tid("wang"))
    camera.take("long-names", stage.window)
    stage.close()


def colleagues(camera: Camera) -> None:
    stage = _stage("light")
    stage.open(tid("maria"))
    presence, priya = stage.services.presence, AgentId("agent-priya")
    presence.here[tid("maria")] = ((priya, Activity.TYPING),)
    presence.questions = (Handover(tid("somchai"), priya, ME, Answer.ASKED),)
    presence.tell()
    stage.settle()
    camera.take("colleagues", stage.window)
    stage.open(tid("somchai"))
    camera.take("colleagues-asked", stage.window)
    stage.close()


def protection(camera: Camera) -> None:
    stage = _stage("light")
    stage.services.session.durable = False
    stage.window.show_inbox()
    stage.settle()
    stage.window.sheets.open_settings("computer")
    stage.settle()
    camera.take("settings-computer", _dialog(stage))
    stage.window.sheets.open_settings("people")
    stage.settle()
    camera.take("settings-people-devices", _dialog(stage))
    stage.close()
    for theme in ("light", "dark"):
        stage = _stage(theme)
        stage.window.show_unlock()
        stage.window.unlock.say("That is not the passphrase.")
        stage.settle()
        camera.take("unlock" if theme == "light" else "unlock-dark", stage.window)
        stage.close()


def zoomed(camera: Camera) -> None:
    stage = _stage("light")
    stage.window.theme.zoom_to(150)
    stage.open(tid("wang"))
    camera.take("zoom-150", stage.window)
    stage.close()


SCENES: tuple[Scene, ...] = (
    inbox,
    inbox_dark,
    inbox_rtl,
    two_devices,
    two_devices_dark,
    two_devices_rtl,
    offline,
    offline_dark,
    empty,
    loading,
    picture_thread,
    threads,
    sign_in,
    palette,
    *SEARCH_SCENES,
    *DESK_SCENES,
    *GUIDE_SCENES,
    *REPLY_SCENES,
    *SENDING_SCENES,
    *SALVAGE_SCENES,
    *LEAD_SCENES,
    *TRAINING_SCENES,
    *PACK_SCENES,
    settings,
    long_names,
    colleagues,
    protection,
    zoomed,
)


def _stage(theme: str, world: World | None = None, width: int = 1440, height: int = 900) -> Stage:
    stage = Stage(world or furnished())
    stage.services.settings.theme = theme
    stage.window.theme.apply()
    return stage.show(width, height)


def _dialog(stage: Stage) -> QDialog:
    dialogs = [dialog for dialog in stage.window.findChildren(QDialog) if dialog.isVisible()]
    stage.settle()
    return dialogs[-1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", default="", help="take only the scenes whose name contains this")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    camera = Camera(options.folder)
    for scene in SCENES:
        if options.only in scene.__name__:
            scene(camera)
            print(scene.__name__)
    del application
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
