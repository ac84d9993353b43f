"""What is told after damage, for the screenshots: all saved, some lost, nothing readable; dark and mirrored."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.changes import ChangeSet
from domain.salvage import Salvage
from tests.fakes.demo import NOW, demo, tid
from tests.fakes.stage import Stage
from tools.screenshot_search import Camera

_ASIDE = "3f1c.damaged-1763795724000"
_SOME = Salvage(
    "log_lost",
    NOW,
    _ASIDE,
    replies=38,
    others=4,
    drafts=3,
    lost_operations=3,
    lost_replies=2,
    lost_drafts=1,
    uncertain=38,
)
_NOTHING = Salvage("failed", NOW, _ASIDE, lost_operations=None, lost_drafts=None, lost_replies=None)


def salvage(camera: Camera, name: str = "salvage", report: Salvage = _SOME, theme: str = "light") -> None:
    stage = Stage(demo())
    stage.services.settings.theme = theme
    stage.window.theme.apply()
    stage.show(1440, 900)
    stage.services.safety.report = report
    stage.services.hub.tell(ChangeSet(reset=True))
    stage.settle()
    stage.open(tid("wang"))
    stage.settle()
    camera.take(name, stage.window)
    stage.close()


def salvage_whole(camera: Camera) -> None:
    salvage(camera, "salvage-whole", Salvage("damaged", NOW, _ASIDE, replies=12, drafts=3))


def salvage_failed(camera: Camera) -> None:
    salvage(camera, "salvage-failed", _NOTHING)


def salvage_dark(camera: Camera) -> None:
    salvage(camera, "salvage-dark", theme="dark")


def salvage_rtl(camera: Camera) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        salvage(camera, "salvage-rtl")
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


SALVAGE_SCENES = (salvage, salvage_whole, salvage_failed, salvage_dark, salvage_rtl)
