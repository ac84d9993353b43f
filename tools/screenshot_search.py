"""Searches for the screenshots: results, none, offline, dark, mirrored, and find in a thread."""

from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from domain.channel import ChannelKind
from domain.excerpt import excerpt
from domain.ids import MessageId
from domain.message import Author, MessageKind
from domain.search import SearchHit
from domain.timeline import Entry
from tests.fakes.demo import NOW, World, demo, message, tid
from tests.fakes.stage import Stage
from tools.screenshot_threads import scripts


class Camera(Protocol):
    """Takes the pictures (`tools.screenshots`)."""

    def take(self, name: str, widget: QWidget) -> None:
        """Keeps what a widget shows."""


WHATSAPP, INSTAGRAM = ChannelKind.WHATSAPP, ChannelKind.INSTAGRAM
_HERE = (
    ("somchai", "พัสดุ order 20817 ยังไม่ถึงเลยครับ ช่วยเช็คหน่อย", WHATSAPP),
    ("wang", "訂單 order 20817 的螢幕又壞掉了，請協助處理，謝謝", INSTAGRAM),
    ("khalid", "أين طلبي order 20817؟ لقد دفعت قبل أسبوع ولم يصلني شيء", INSTAGRAM),
    ("emma", "<b>Order</b> <img src=file:///etc/passwd> 20817: when will my order arrive?", WHATSAPP),
)
_THERE = (
    ("maria", "Заказ order 20817: можно изменить адрес доставки?", WHATSAPP),
    ("linh", "Em muốn đổi địa chỉ cho order 20817 ạ", WHATSAPP),
    ("giulia", "Buongiorno, il mio order è arrivato rotto", INSTAGRAM),
)


def world() -> World:
    """The demo's morning with some talk of orders."""
    made = demo()
    for number, (short, text, channel) in enumerate(_HERE):
        said = message(short, text, channel, NOW - timedelta(hours=20 * number + 3), 400 - number)
        made.entries[tid(short)].insert(0, Entry(said))
    return made


def there(world: World, words: tuple[str, ...]) -> list[SearchHit]:
    """What only the server has."""
    hits = []
    for number, (short, text, channel) in enumerate(_THERE):
        line, marks = excerpt(text, words)
        name = world.rows[tid(short)][0].name
        kind, place = (MessageKind.TEXT, (tid(short), MessageId(f"far-{number}"), 90 - number))
        at = NOW - timedelta(days=40 + 30 * number)
        hits.append(SearchHit(*place, at, channel, Author.CUSTOMER, kind, name, "", line, marks))
    return hits


def searched(stage: Stage, text: str, *, remote: bool = True) -> None:
    """Types it and lets both answers come."""
    search = stage.services.search
    words = search.read(text).words
    search.elsewhere = there(stage.services.world, words) if remote else []
    column = stage.window.inbox.column
    column.focus_search()
    column.search.setText(text)
    stage.settle()
    column.searcher.ask_server()
    stage.settle()


def search(camera: Camera, name: str = "search", theme: str = "light") -> None:
    stage = _stage(theme, world())
    searched(stage, "order")
    stage.window.inbox.column.panel.list.take()
    stage.settle()
    camera.take(name, stage.window)
    stage.close()


def search_dark(camera: Camera) -> None:
    search(camera, "search-dark", "dark")


def search_rtl(camera: Camera) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        search(camera, "search-rtl")
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def search_states(camera: Camera) -> None:
    """People and filters, nothing found, offline."""
    stage = _stage("light", world())
    searched(stage, "ma channel:whatsapp from:ma after:2026-11-01", remote=False)
    camera.take("search-filters", stage.window.inbox.column)
    searched(stage, "wang", remote=False)
    camera.take("search-people", stage.window.inbox.column)
    stage.services.search.complete = False
    searched(stage, "no such words", remote=False)
    camera.take("search-nothing", stage.window.inbox.column)
    stage.services.search.complete = True
    stage.services.waiting.cut()
    searched(stage, "order")
    camera.take("search-offline", stage.window)
    stage.close()


def find_in_thread(camera: Camera, name: str = "find-in-thread", theme: str = "light") -> None:
    shown = world()
    here = tid("somchai")
    shown.entries[here] = [replace(entry, message=replace(entry.message, thread_id=here)) for entry in scripts()]
    stage = _stage(theme, shown)
    stage.open(here)
    stage.window.inbox.search.finder.show("TH7718201")
    stage.settle()
    camera.take(name, stage.window.inbox.middle)
    stage.close()


def find_in_thread_dark(camera: Camera) -> None:
    find_in_thread(camera, "find-in-thread-dark", "dark")


SEARCH_SCENES = (search, search_dark, search_rtl, search_states, find_in_thread, find_in_thread_dark)


def _stage(theme: str, shown: World) -> Stage:
    stage = Stage(shown)
    stage.services.settings.theme = theme
    stage.window.theme.apply()
    return stage.show()
