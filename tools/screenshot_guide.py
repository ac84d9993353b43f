"""The reply guide for the screenshots: four languages, what it finds, what it asks, and its settings."""

from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from domain.emotion.assessment import Tier
from domain.guidance.lexicon import Words
from domain.inbox import Folder
from domain.thread import ThreadStatus
from tests.fakes.demo import NOW, World, demo, tid
from tests.fakes.stage import Stage
from ui.settings.dialog import SettingsDialog
from ui.settings.word_lists import WordListsPage

WAITING = {
    "wang": (Tier.HIGH, True, 9),
    "somchai": (Tier.MEDIUM, True, 48),
    "khalid": (Tier.LOW, False, 130),
    "emma": (Tier.LOW, False, 28),
}
CHINESE = "王小姐，非常抱歉第三次出現螢幕問題造成困擾，我們主管會立即處理，請稍等。訂單 #48213 退款1000元！！！"
THAI = "เรียนคุณสมชาย ต้องขออภัยค่ะ กรุณารอสักครู่ พัสดุ #48213"
ARABIC = "طلبك رقم #48213 في الطريق. ليست مسؤوليتنا"
ENGLISH = "Your refund is 100% guaranteed, please wait. Check the firmware; ETA 12.11.2026"


class Camera(Protocol):
    """Takes the pictures (`tools.screenshots`)."""

    def take(self, name: str, widget: QWidget) -> None:
        """Keeps what a widget shows."""


def _world() -> World:
    """Customers who have waited for some seconds each."""
    world = demo()
    for short, (tier, complaint, seconds) in WAITING.items():
        since, card = NOW - timedelta(seconds=seconds), world.cards[tid(short)]
        state = replace(card.thread, tier=tier, complaint=complaint, waiting_since=since, status=ThreadStatus.OPEN)
        world.cards[tid(short)] = replace(card, thread=state)
        row = replace(world.rows[tid(short)][0], waiting_since=since, status=ThreadStatus.OPEN)
        world.rows[tid(short)] = (row, Folder.MINE)
    return world


def _written(short: str, text: str, theme: str = "light") -> Stage:
    stage = Stage(_world())
    stage.services.settings.theme = theme
    stage.window.theme.apply()
    stage.show()
    stage.open(tid(short))
    stage.window.inbox.middle.composer.insert_text(text)
    stage.settle()
    stage.window.inbox.guide.step(1)
    stage.settle()
    return stage


def guide(camera: Camera, theme: str = "light") -> None:
    stage = _written("wang", CHINESE, theme)
    camera.take("guide" if theme == "light" else f"guide-{theme}", stage.window)
    stage.close()


def guide_dark(camera: Camera) -> None:
    guide(camera, "dark")


def guide_thai(camera: Camera) -> None:
    stage = _written("somchai", THAI)
    camera.take("guide-thai", stage.window)
    stage.close()


def guide_arabic(camera: Camera) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        stage = _written("khalid", ARABIC)
        camera.take("guide-rtl", stage.window)
        stage.close()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def guide_asks(camera: Camera) -> None:
    stage = _written("emma", ENGLISH)
    stage.window.inbox.keeper.send()
    stage.settle()
    camera.take("guide-asks", stage.window)
    stage.window.inbox.middle.composer.insert_text(" Dear ______")
    stage.settle()
    stage.window.inbox.keeper.send()
    stage.settle()
    camera.take("guide-refuses", stage.window)
    stage.close()


def guide_settings(camera: Camera) -> None:
    stage = _written("emma", "")
    for page in ("guide", "words"):
        stage.window.sheets.open_settings(page)
        stage.settle()
        dialog = next(one for one in stage.window.findChildren(SettingsDialog) if one.isVisible())
        lists = dialog.page(page)
        if isinstance(lists, WordListsPage):
            lists.show_language("zh-Hant")
            lists.show_list(Words.FORBIDDEN)
        stage.settle()
        camera.take(f"settings-{page}", dialog)
        dialog.accept()
        stage.settle()
    stage.close()


GUIDE_SCENES = (guide, guide_dark, guide_thai, guide_arabic, guide_asks, guide_settings)
