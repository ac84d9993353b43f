"""The speed reading for the screenshots: drills in several scripts, pressure, progress, packs, learners."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.services.training_values import Given, Mine
from domain.ids import AssignmentId, PackId
from domain.training.assigning import Assignment
from domain.training.figures import TrainingFigures
from domain.training.item import DrillKind
from domain.training.pressure import Pressure
from domain.training.report import Standing
from domain.training.task import Wanted
from tests.fakes import training_demo
from tests.fakes.demo import AGENTS, ME, NOW, go_offline
from tests.fakes.services import FakeServices
from tests.fakes.stage import Stage
from tests.gui.ui.drill_stage import Gym
from ui.settings.dialog import SettingsDialog
from ui.training.drill_keywords import digit_of_topic
from ui.training.pressure_desk import PressureDesk

TIMES = (11.8, 10.4, 9.9, 7.7, 8.3, 6.1)
"""Seconds to the point of the messages before the one that is on screen."""


class Camera(Protocol):
    """Takes the pictures (`tools.screenshots`)."""

    def take(self, name: str, widget: QWidget) -> None:
        """Keeps what a widget shows."""


def _gym(theme: str = "light", width: int = 1440) -> Gym:
    """Somebody who has trained for a month, in a team that has its table on."""
    stage = Stage()
    _furnish(stage.services)
    stage.services.settings.theme = theme
    stage.window.theme.apply()
    return Gym(stage.show(width))


def _furnish(services: FakeServices) -> None:
    """The learner has trained for a month; a trainer has given them two things and said a word."""
    training = services.training
    training.held_figures, training.told = TrainingFigures(team_table=True), training_demo.progress(Mine())
    training.streak, training.due = 12, 9
    training.standings = [Standing(one.id, 140 - 20 * place, 7.8 + 1.6 * place) for place, one in enumerate(AGENTS[:3])]
    training.given = [
        Given(_assignment("builtin-en", -4, 3), "Everyday messages", AGENTS[1].name, 26, 42, 3, 0),
        Given(_assignment("builtin-th", 4, 10), "ข้อความลูกค้าประจำวัน", AGENTS[1].name, 0, 84, 10, 4),
    ]
    training.said, training.held_certificates = training_demo.words(), [training_demo.certificate()]


def _assignment(pack: str, since: int, until: int) -> Assignment:
    today = NOW.date()
    days = (today + timedelta(days=since), today + timedelta(days=until))
    note = "Decide on the tier before you read the details." if since < 0 else ""
    return Assignment(
        AssignmentId(f"a{until}"), PackId(pack), DrillKind.TRIAGE, (ME,), ("Day",), *days, 1, note, AGENTS[1].id
    )


def _practise(gym: Gym, language: str, times: tuple[float, ...] = TIMES) -> None:
    """The keyword drill, so many messages done; the next one is marked, its topic not chosen yet."""
    gym.hold(DrillKind.KEYWORDS, language, 20)
    tasks = gym.training.tasks
    assert tasks is not None
    # One about a payment is on screen, as in the sketch of the page.
    tasks.insert(len(times), tasks.pop(2))
    gym.place.start(Wanted(DrillKind.KEYWORDS))
    gym.settle()
    for item, seconds in zip([task.item for task in tasks], times, strict=False):
        gym.wait(seconds)
        gym.mark_all()
        gym.digit(digit_of_topic(item.topic))
        gym.press(Qt.Key.Key_Space)
    gym.wait(5)
    _mark_whole(gym)


def _mark_whole(gym: Gym) -> None:
    """Every word of every needed keyword, and a moment for the clock to be painted."""
    task, text = gym.page.run.task, gym.keywords().message.text
    assert task is not None
    for mark in task.item.marks:
        for at, (start, end) in enumerate(text.words):
            if mark.needed and start < mark.end and mark.start < end:
                gym.go_to(at)
                gym.press(Qt.Key.Key_Space)
    QTest.qWait(150)


def _drill(camera: Camera, name: str, language: str = "en", theme: str = "light", width: int = 1440) -> None:
    gym = _gym(theme, width)
    _practise(gym, language)
    camera.take(name, gym.stage.window)
    gym.stage.close()


def drill(camera: Camera) -> None:
    _drill(camera, "drill")


def drill_dark(camera: Camera) -> None:
    _drill(camera, "drill-dark", theme="dark")


def drill_chinese(camera: Camera) -> None:
    _drill(camera, "drill-chinese", "zh-Hans")


def drill_thai(camera: Camera) -> None:
    _drill(camera, "drill-thai", "th")


def drill_arabic(camera: Camera) -> None:
    _mirrored(lambda: _drill(camera, "drill-arabic", "ar"))


def drill_narrow(camera: Camera) -> None:
    _drill(camera, "drill-narrow", width=900)


def drill_reviewed(camera: Camera) -> None:
    """What was missed and what says nothing."""
    gym = _gym()
    gym.begin(DrillKind.KEYWORDS, "en", 20)
    gym.wait(9.5)
    gym.press(Qt.Key.Key_Space)
    gym.go_to(gym.word("order"))
    gym.press(Qt.Key.Key_Space)
    gym.digit(3)
    camera.take("drill-reviewed", gym.stage.window)
    gym.stage.close()


def other_drills(camera: Camera) -> None:
    """Gist, triage, replies, each reviewed; flash under way; a pause; the summary."""
    for kind in (DrillKind.GIST, DrillKind.TRIAGE, DrillKind.REPLY, DrillKind.FLASH):
        gym = _gym()
        gym.begin(kind, "en", 6)
        gym.wait(6.4)
        if kind is DrillKind.TRIAGE:
            for digit in (2, 1, 2, 1):
                gym.digit(digit)
        elif kind is not DrillKind.FLASH:
            gym.digit(2)
        camera.take(f"drill-{kind.value}", gym.stage.window)
        gym.stage.close()


def drill_over(camera: Camera) -> None:
    gym = _gym()
    _practise(gym, "en")
    gym.press(Qt.Key.Key_P)
    camera.take("drill-paused", gym.stage.window)
    gym.page.end()
    gym.settle()
    camera.take("drill-summary", gym.stage.window)
    gym.stage.close()


def desks(camera: Camera) -> None:
    """Every page of the place, in light, and the first of them in dark and from right to left."""
    for page in ("today", "drills", "pressure", "progress", "packs", "learners"):
        _desk(camera, page, f"training-{page}")
    _desk(camera, "progress", "training-progress-dark", "dark")
    _desk(camera, "learners", "training-learners-dark", "dark")
    _mirrored(lambda: _desk(camera, "today", "training-today-rtl"))
    _mirrored(lambda: _desk(camera, "learners", "training-learners-rtl"))


def _desk(camera: Camera, page: str, name: str, theme: str = "light") -> None:
    gym = _gym(theme)
    gym.place.show_page(page)
    gym.settle()
    camera.take(name, gym.stage.window)
    gym.stage.close()


def pressure(camera: Camera) -> None:
    """Four wait and one of them is open, then a colleague interrupts, then what went wrong."""
    for theme, name in (("light", "drill-pressure"), ("dark", "drill-pressure-dark")):
        gym, desk = _pressed(theme)
        _until(gym, desk, lambda drill: len(drill.waiting) > 3 and drill.asked is None)
        gym.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
        camera.take(name, gym.stage.window)
        _until(gym, desk, lambda drill: drill.asked is not None)
        camera.take(f"{name}-interrupted", gym.stage.window)
        _until(gym, desk, lambda drill: drill.end is not None)
        camera.take(f"{name}-over", gym.stage.window)
        gym.stage.close()


def _pressed(theme: str) -> tuple[Gym, PressureDesk]:
    """Under way, two of the first dialogues answered."""
    gym = _gym(theme)
    gym.place.show_page("pressure")
    gym.settle()
    desk = gym.place.desks.made["pressure"]
    assert isinstance(desk, PressureDesk)
    gym.press(Qt.Key.Key_Return)
    for _dialogue in range(2):
        _until(gym, desk, lambda drill: bool(drill.waiting) and drill.asked is None)
        gym.press(Qt.Key.Key_Return)
        gym.wait(6)
        assert desk.run.drill is not None
        assert desk.run.drill.open is not None
        gym.press(Qt.Key(Qt.Key.Key_1 + desk.run.drill.open.arrival.order.index(0)))
    return gym, desk


def _until(gym: Gym, desk: PressureDesk, true: Callable[[Pressure], bool]) -> None:
    """Second after second, for six minutes at most."""
    for _second in range(360):
        drill = desk.run.drill
        if drill is None or true(drill):
            return
        gym.wait(1)
        desk.run.look()
        gym.settle()


def offline(camera: Camera) -> None:
    gym = _gym()
    go_offline(gym.stage.services.world)
    gym.place.show_page("today")
    gym.settle()
    camera.take("training-offline", gym.stage.window)
    gym.stage.close()


def settings(camera: Camera) -> None:
    stage = Stage().show()
    stage.window.sheets.open_settings("training")
    stage.settle()
    dialog = next(one for one in stage.window.findChildren(SettingsDialog) if one.isVisible())
    camera.take("settings-training", dialog)
    dialog.close()
    stage.close()


def _mirrored(scene: Callable[[], None]) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        scene()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


TRAINING_SCENES: tuple[Callable[[Camera], None], ...] = (
    drill,
    drill_dark,
    drill_chinese,
    drill_thai,
    drill_arabic,
    drill_narrow,
    drill_reviewed,
    other_drills,
    drill_over,
    desks,
    pressure,
    offline,
    settings,
)
