"""The lead's screens for the screenshots: complaints, insights, team, review, pilot, budget, settings."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from domain.complaint import Complaint
from tests.fakes.complaints_demo import demo_complaints, many_complaints
from tests.fakes.demo import go_offline, tid
from tests.fakes.stage import Stage
from ui.complaints.place import ComplaintsPlace
from ui.insights.place import InsightsPlace
from ui.places import COMPLAINTS, INSIGHTS
from ui.settings.dialog import SettingsDialog


class Camera(Protocol):
    """Takes the pictures (`tools.screenshots`)."""

    def take(self, name: str, widget: QWidget) -> None:
        """Keeps what a widget shows."""


def _stage(theme: str = "light", *, complaints: int = -1) -> Stage:
    """The demo with its complaints, or with so many."""
    stage = Stage()
    world, held = stage.services.world, stage.services.complaints
    held.keep_all(demo_complaints(world) if complaints < 0 else many_complaints(world, complaints))
    stage.services.settings.theme = theme
    stage.window.theme.apply()
    return stage.show()


def _board(stage: Stage, tab: str = "board", *, choose: bool = True) -> ComplaintsPlace:
    stage.window.show_place(COMPLAINTS)
    stage.settle()
    place = stage.window.shell.places[COMPLAINTS]
    assert isinstance(place, ComplaintsPlace)
    if choose:
        _open_first(stage, place)
    if tab != place.tab:
        place.show_tab(tab)
        stage.settle()
    return place


def _open_first(stage: Stage, place: ComplaintsPlace) -> None:
    urgent = min(stage.services.complaints.held.values(), key=_due)
    place.look_at(urgent.id)
    stage.settle()


def _due(complaint: Complaint) -> tuple[bool, bool, datetime]:
    return (not complaint.is_open, complaint.answered_at is not None, complaint.first_due)


def board(camera: Camera, name: str = "board", theme: str = "light", tab: str = "board") -> None:
    stage = _stage(theme)
    _board(stage, tab)
    camera.take(name, stage.window)
    stage.close()


def board_dark(camera: Camera) -> None:
    board(camera, "board-dark", "dark")


def board_rtl(camera: Camera) -> None:
    _mirrored(camera, "board-rtl", board)


def board_table(camera: Camera) -> None:
    board(camera, "board-table", tab="table")


def board_follow_ups(camera: Camera) -> None:
    board(camera, "board-follow-ups", tab="follow_ups")


def board_full(camera: Camera) -> None:
    stage = _stage(complaints=5_000)
    _board(stage, choose=False)
    camera.take("board-5000", stage.window)
    stage.close()


def board_empty(camera: Camera) -> None:
    stage = _stage(complaints=0)
    _board(stage, choose=False)
    camera.take("board-empty", stage.window)
    stage.close()


def board_offline(camera: Camera) -> None:
    stage = _stage()
    go_offline(stage.services.world)
    _board(stage)
    camera.take("board-offline", stage.window)
    stage.close()


def proposed(camera: Camera) -> None:
    """A complaint is proposed beside the thread."""
    stage = Stage().show()
    stage.open(tid("wang"))
    camera.take("complaint-proposed", stage.window)
    stage.close()


def beside_thread(camera: Camera) -> None:
    stage = _stage()
    stage.open(tid("wang"))
    camera.take("complaint-beside-thread", stage.window)
    stage.close()


def _insights(camera: Camera, name: str, page: str = "overview", theme: str = "light") -> None:
    stage = _stage(theme)
    stage.window.show_place(INSIGHTS)
    stage.settle()
    place = stage.window.shell.places[INSIGHTS]
    assert isinstance(place, InsightsPlace)
    if page != "overview":
        place.header.tabs.choose(page)
    for _round in range(4):
        stage.settle()
    if page == "review":
        _press(stage, Qt.Key.Key_Space, *[Qt.Key.Key_J] * 3, Qt.Key.Key_3, Qt.Key.Key_T)
    stage.window.alerts.toast.hide()
    camera.take(name, stage.window)
    stage.close()


def _press(stage: Stage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(stage.focus(), key)
        stage.settle()


def insights(camera: Camera, name: str = "insights", theme: str = "light") -> None:
    _insights(camera, name, theme=theme)


def insights_dark(camera: Camera) -> None:
    insights(camera, "insights-dark", "dark")


def insights_rtl(camera: Camera) -> None:
    _mirrored(camera, "insights-rtl", insights)


def insights_complaints(camera: Camera) -> None:
    _insights(camera, "insights-complaints", "complaints")


def insights_satisfaction(camera: Camera) -> None:
    _insights(camera, "insights-satisfaction", "satisfaction")


def insights_replies(camera: Camera) -> None:
    _insights(camera, "insights-replies", "replies")


def team(camera: Camera) -> None:
    _insights(camera, "team", "team")


def review(camera: Camera, name: str = "review", theme: str = "light") -> None:
    _insights(camera, name, "review", theme)


def review_dark(camera: Camera) -> None:
    review(camera, "review-dark", "dark")


def pilot(camera: Camera) -> None:
    _insights(camera, "pilot", "pilot")


def budget(camera: Camera) -> None:
    _insights(camera, "budget", "budget")


def settings(camera: Camera) -> None:
    """The pages of complaints and of surveys."""
    for page in ("complaints", "surveys"):
        stage = _stage()
        stage.window.sheets.open_settings(page)
        stage.settle()
        dialog = next(one for one in stage.window.findChildren(SettingsDialog) if one.isVisible())
        camera.take(f"settings-{page}", dialog)
        dialog.close()
        stage.close()


def _mirrored(camera: Camera, name: str, scene: Callable[[Camera, str], None]) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        scene(camera, name)
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


LEAD_SCENES: tuple[Callable[[Camera], None], ...] = (
    board,
    board_dark,
    board_rtl,
    board_table,
    board_follow_ups,
    board_full,
    board_empty,
    board_offline,
    proposed,
    beside_thread,
    insights,
    insights_dark,
    insights_rtl,
    insights_complaints,
    insights_satisfaction,
    insights_replies,
    team,
    review,
    review_dark,
    pilot,
    budget,
    settings,
)
