"""The packs for the screenshots: one open, its keys under review, real threads, files, editions, nothing in it yet."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.training import pack_files
from domain.emotion.assessment import Tier
from domain.ids import DrillItemId
from domain.training.pack import Edition, PackSource
from tests.fakes.packs_demo import EMPTY, RUSH, items
from tests.fakes.stage import Stage
from ui.training.packs_desk import PacksDesk


class Camera(Protocol):
    """Takes the pictures (`tools.screenshots`)."""

    def take(self, name: str, widget: QWidget) -> None:
        """Keeps what a widget shows."""


class Packs:
    """A window with the packs on screen."""

    def __init__(self, theme: str = "light", width: int = 1440) -> None:
        self.stage = Stage()
        self.stage.services.settings.theme = theme
        self.stage.window.theme.apply()
        self.stage.show(width)
        self.stage.window.show_place("training")
        self.stage.settle()
        place = self.stage.window.shell.places["training"]
        place.show_page("packs")  # type: ignore[attr-defined]
        self.stage.settle()
        found = place.findChild(PacksDesk)
        assert found is not None
        self.desk = found

    def open(self, row: int = 0) -> None:
        """The holiday pack with that message in the form."""
        self.desk.overview.choose(RUSH)
        self.desk.overview.buttons["open"].click()
        self.stage.settle()
        self.desk.page.list.setCurrentIndex(self.desk.page.list.model().index(row, 0))
        self.stage.settle()

    def take(self, camera: Camera, name: str, widget: QWidget | None = None) -> None:
        """The picture."""
        self.stage.settle()
        camera.take(name, widget or self.stage.window)


def pack(camera: Camera, name: str = "training-pack", theme: str = "light", row: int = 1, width: int = 1440) -> None:
    packs = Packs(theme, width)
    packs.open(row)
    packs.take(camera, name)
    packs.stage.close()


def pack_looks(camera: Camera) -> None:
    """Thai in the dark, Chinese, Arabic from right to left, a narrow window."""
    pack(camera, "training-pack-dark", "dark", 8)
    pack(camera, "training-pack-chinese", row=4)
    pack(camera, "training-pack-narrow", width=1024)
    _mirrored(lambda: pack(camera, "training-pack-rtl", row=12))


def pack_written(camera: Camera) -> None:
    """A message that is being written, and one that nobody has begun."""
    packs = Packs()
    packs.open()
    packs.desk.page.add.click()
    packs.desk.page.form.text.insertPlainText("The courier came at noon and left my parcel in the rain")
    packs.take(camera, "training-pack-written")
    packs.desk.escape()
    packs.stage.settle()
    packs.desk.overview.choose(EMPTY)
    packs.desk.overview.buttons["open"].click()
    packs.take(camera, "training-pack-empty")
    packs.stage.close()


def review(camera: Camera, name: str = "training-keys", theme: str = "light") -> None:
    """Without the key, then beside it."""
    packs = Packs(theme)
    packs.desk.overview.choose(RUSH)
    packs.desk.overview.buttons["review"].click()
    packs.stage.settle()
    page = packs.desk.review
    page.text.mark(frozenset({3, 4, 12}))
    page.rows["topic"].choose("refund")
    packs.take(camera, name)
    for row, value in (("tier", "low"), ("complaint", "yes"), ("step", "ask")):
        page.rows[row].choose(value)
    page.show_key()
    packs.take(camera, f"{name}-shown")
    packs.stage.close()


def review_dark(camera: Camera) -> None:
    review(camera, "training-keys-dark", "dark")


def real(camera: Camera, name: str = "training-real", theme: str = "light") -> None:
    """Some of it decided, then the last look."""
    packs = Packs(theme)
    packs.open()
    packs.desk.page.threads.click()
    packs.stage.settle()
    page = packs.desk.real
    packs.take(camera, f"{name}-threads")
    page.list.setFocus()
    page.list.pressed_key.emit(Qt.Key.Key_Return)
    packs.stage.settle()
    for deed in ("remove", "remove", "harmless"):
        page.pieces.do(deed)
    packs.take(camera, name)
    while page.pieces.stripping.undecided:
        page.pieces.do("remove")
    page.pieces.go_on.click()
    packs.stage.settle()
    packs.take(camera, f"{name}-leak")
    page.pieces.harmless_leaks.click()
    packs.take(camera, f"{name}-last")
    packs.stage.close()


def real_looks(camera: Camera) -> None:
    """In the dark and from right to left."""
    real(camera, "training-real-dark", "dark")
    _mirrored(lambda: real(camera, "training-real-rtl"))


def dialogs(camera: Camera) -> None:
    """What is asked before something is published, taken back or taken over."""
    packs = Packs()
    packs.open()
    for made, name in ((packs.desk.page.publish, "publish"), (packs.desk.page.versions, "editions")):
        made.click()
        packs.stage.settle()
        packs.take(camera, f"training-pack-{name}", packs.desk.deeds.dialog)
        assert packs.desk.deeds.dialog is not None
        packs.desk.deeds.dialog.reject()
        packs.stage.settle()
    with tempfile.TemporaryDirectory() as folder:
        packs.desk.deeds.look(str(_file(Path(folder))))
        packs.stage.settle()
        packs.take(camera, "training-pack-import", packs.desk.deeds.dialog)
        assert packs.desk.deeds.dialog is not None
        packs.desk.deeds.dialog.reject()
    packs.stage.close()


def _file(folder: Path) -> Path:
    """New, changed, flawed and what is no message at all."""
    first, second, third, fourth = items("en", 4)
    many = (first, replace(second, tier=Tier.HIGH), replace(third, id=DrillItemId("rome-1")), replace(fourth, marks=()))
    path = folder / "From Rome.json"
    pack_files.write_file(path, Edition(RUSH, "From Rome", "", PackSource.WRITTEN, many, 1))
    return path


def _mirrored(scene: Callable[[], None]) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        scene()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


PACK_SCENES: tuple[Callable[[Camera], None], ...] = (
    pack,
    pack_looks,
    pack_written,
    review,
    review_dark,
    real,
    real_looks,
    dialogs,
)
