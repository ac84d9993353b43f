"""The speed reading's place: today, what trainers gave and said, the drills to choose, the panel at the side (S-2)."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.changes import ChangeSet
from app.services.training_values import Given, Going, Word
from domain.agent import Role
from domain.ids import AgentId, AssignmentId, CoachingId, PackId, PracticeId
from domain.training.assigning import Assignment, Coaching
from domain.training.item import DrillKind
from domain.training.report import Standing
from domain.training.task import Wanted
from tests.fakes.demo import ME, NOW
from tests.fakes.stage import Stage
from tests.gui.ui.drill_stage import SHIFT, Gym, Key
from ui.shell import INBOX
from ui.training.drills_desk import DrillsDesk
from ui.training.today_desk import TodayDesk
from widgets.plain import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support|propagateSizeHints")
PRIYA = AgentId("agent-priya")


@pytest.fixture
def gym(stage: Stage) -> Gym:
    return Gym(stage)


def today(gym: Gym) -> TodayDesk:
    desk = gym.place.desks.made["today"]
    assert isinstance(desk, TodayDesk)
    return desk


def drills(gym: Gym) -> DrillsDesk:
    gym.place.show_page("drills")
    gym.settle()
    desk = gym.place.desks.made["drills"]
    assert isinstance(desk, DrillsDesk)
    return desk


def given(number: int, *, done: int = 0, left: int = 5, starts: int = 0, title: str = "Everyday messages") -> Given:
    days = (date(2026, 11, 16), date(2026, 11, 27))
    pack = PackId("builtin-en")
    whole = Assignment(
        AssignmentId(f"assignment-{number}"),
        pack,
        DrillKind.GIST,
        (ME,),
        (),
        *days,
        2,
        "Before the rush, please",
        PRIYA,
    )
    return Given(whole, title, "Priya Nair", done, 84, left, starts)


def said(widget: object) -> list[str]:
    assert isinstance(widget, (TodayDesk, DrillsDesk))
    return [one.text() for one in widget.findChildren(PlainLabel) if one.isVisible()]


def side(gym: Gym) -> list[str]:
    return [one.text().strip("\u2068\u2069") for one in gym.place.side.findChildren(PlainLabel) if one.isVisible()]


def practised(gym: Gym, seconds: float) -> None:
    gym.training.finished.append(Going(PracticeId("earlier"), Wanted(), NOW, seconds, ()))
    gym.place.apply(ChangeSet(shelf=frozenset({"practice"})))
    gym.settle()


def test_enter_starts_todays_minutes(gym: Gym) -> None:
    assert today(gym).start.hasFocus()
    assert today(gym).ring.words == "0/5"
    gym.press(Key.Key_Return)
    assert gym.training.asked == [Wanted(seconds=300, items=0)]
    assert gym.page.run.running


def test_what_is_left_of_todays_minutes_is_practised(gym: Gym) -> None:
    practised(gym, 200)
    assert today(gym).ring.words == "3/5"
    assert today(gym).start.text() == "Go on (Enter)"
    assert today(gym).heading.text() == "Today's 5 minutes · 3 min 20 s done"
    gym.press(Key.Key_F5)
    assert gym.training.asked[-1] == Wanted(seconds=100, items=0)
    gym.press(Key.Key_Escape, Key.Key_Escape)
    practised(gym, 100)
    assert today(gym).ring.words == "✓"
    assert today(gym).heading.text() == "Done for today: 5 min"
    gym.press(Key.Key_Return)
    assert gym.training.asked[-1] == Wanted(seconds=300, items=0)


def test_an_empty_day_says_so(gym: Gym) -> None:
    words = said(today(gym))
    assert "Nothing is due again today." in words
    assert "No streak yet: it begins with today's minutes." in words
    assert any(one.startswith("Nothing is assigned to you.") for one in words)
    assert not today(gym).repeat.isVisible()


def test_streak_and_what_is_due(gym: Gym) -> None:
    gym.training.streak, gym.training.due = 12, 7
    gym.place.enter()
    gym.settle()
    assert "Streak: 12 days" in said(today(gym))
    assert "7 messages to be repeated" in said(today(gym))
    gym.click(today(gym).repeat)
    assert gym.training.asked == [Wanted(repeat=True)]


def test_an_assignment_is_started_from_its_card(gym: Gym) -> None:
    gym.training.given = [given(1, done=31), given(2, starts=3), given(3, title=""), given(4, left=-1)]
    gym.place.apply(ChangeSet(shelf=frozenset({"assignment"})))
    gym.settle()
    cards = today(gym).given
    assert [card.start.isEnabled() for card in cards] == [True, False, False, True]
    whens = [card.when.text().split(" · ")[1] for card in cards]
    assert whens == ["5 days left", "begins in 3 days", "5 days left", "overdue"]
    assert any("Before the rush, please" in one for one in said(today(gym)))
    assert "Gist · 31 of 84 done" in said(today(gym))
    cards[0].start.setFocus()
    gym.press(Key.Key_Return)
    wanted = gym.training.asked[-1]
    assert wanted == Wanted(DrillKind.GIST, PackId("builtin-en"), AssignmentId("assignment-1"))
    assert gym.place.header.chip.text() == "Gist · Everyday messages"


def test_a_trainers_word_is_plain_and_can_be_marked_as_read(gym: Gym) -> None:
    word = Coaching(CoachingId("word-1"), ME, PRIYA, "Very good: <b>7.8 s</b>", NOW)
    gym.training.said = [Word(word, "Priya Nair")]
    gym.place.apply(ChangeSet(shelf=frozenset({"coaching"})))
    gym.settle()
    assert "Very good: <b>7.8 s</b>" in said(today(gym))
    today(gym).words[0].read.setFocus()
    gym.press(Key.Key_Return)
    assert gym.training.seen == ["word-1"]
    assert not today(gym).words
    assert today(gym).start.hasFocus()


def test_a_drill_is_chosen_by_keys(gym: Gym) -> None:
    desk = drills(gym)
    assert desk.kinds.hasFocus()
    names = [desk.kinds.item(row).text() for row in range(desk.kinds.count())]
    assert names[:5] == ["Mixed", "Keywords", "Gist", "Triage", "Reply choice"]
    gym.press(Key.Key_Down, Key.Key_Down, Key.Key_Tab)
    assert desk.pack.hasFocus()
    gym.press(Key.Key_Down, Key.Key_Tab, Key.Key_Down, Key.Key_Tab, Key.Key_Up)
    assert desk.note.text() == "42 messages · 0 seen"
    gym.press(Key.Key_Return)
    assert gym.training.asked == [Wanted(DrillKind.GIST, PackId("builtin-en"), language="en", items=10)]
    assert gym.page.run.task is not None
    assert gym.page.run.task.kind is DrillKind.GIST
    assert gym.place.page == "drills"


def test_a_length_in_minutes(gym: Gym) -> None:
    desk = drills(gym)
    desk.length.setCurrentIndex(desk.length.findText("2 minutes"))
    desk.kinds.setFocus()
    gym.press(Key.Key_Return)
    assert gym.training.asked == [Wanted(seconds=120, items=0)]


def test_what_is_empty_says_why(gym: Gym) -> None:
    desk = drills(gym)
    desk.pack.setCurrentIndex(1)
    desk.language.setCurrentIndex(desk.language.findData("th"))
    assert desk.note.text() == "No message of that pack is in ไทย."
    assert not desk.start.isEnabled()
    gym.press(Key.Key_Return)
    assert not gym.training.asked


def test_a_refusal_is_told_in_words(gym: Gym) -> None:
    gym.place.start(Wanted(repeat=True))
    gym.settle()
    assert gym.place.trouble.text().startswith("There is nothing to practise in that")
    assert gym.place.drill is None


def test_another_drill_ends_the_one_that_rests(gym: Gym) -> None:
    gym.begin(DrillKind.GIST)
    gym.digit(1)
    gym.press(Key.Key_F7)
    gym.place.start(Wanted(DrillKind.TRIAGE))
    gym.settle()
    assert [len(going.attempts) for going in gym.training.finished] == [1]
    assert gym.place.trouble.text() == "The drill before has ended; what you did is kept: 1 message."


def test_the_side_says_the_last_30_days_and_the_pack_at_hand(gym: Gym) -> None:
    assert "Nothing practised yet." in side(gym)
    gym.begin(DrillKind.KEYWORDS)
    words = side(gym)
    assert "Everyday messages · English" in words
    assert "42 messages" in words
    gym.wait(9.4)
    gym.mark_all()
    gym.digit(1)
    gym.press(Key.Key_Escape, Key.Key_Escape)
    words = side(gym)
    assert words[words.index("Median time") + 1] == "9.4 s"
    assert words[words.index("Keyword recall") + 1] == "100\u00a0%"


def test_the_team_is_shown_only_where_that_is_allowed(gym: Gym) -> None:
    gym.training.standings = [Standing(PRIYA, 120, 7.8), Standing(ME, 80, 9.4)]
    gym.place.enter()
    gym.settle()
    assert "team" not in gym.place.side.cards
    gym.training.held_figures = replace(gym.training.held_figures, team_table=True)
    gym.place.apply(ChangeSet(shelf=frozenset({"setting"})))
    gym.settle()
    words = side(gym)
    assert words[words.index("Priya Nair") + 1] == "7.8 s"
    gym.training.offline = True
    gym.place.enter()
    gym.settle()
    assert "Not known without a connection." in side(gym)


def test_a_narrow_window_folds_the_side_away(gym: Gym) -> None:
    assert gym.place.side.isVisible()
    gym.stage.window.resize(900, 700)
    gym.settle()
    assert not gym.place.side.isVisible()
    gym.place.show_page("progress")
    gym.stage.window.resize(1440, 900)
    gym.settle()
    assert not gym.place.side.isVisible(), "the progress has the whole width"


def test_pages_of_trainers_are_hidden_from_others(stage: Stage) -> None:
    session = stage.services.session
    assert session.current is not None
    session.current = replace(session.current, agent=replace(session.current.agent, role=Role.AGENT))
    gym = Gym(stage)
    shown = [name for name, tab in gym.place.tabs.buttons.items() if not tab.isHidden()]
    assert shown == ["today", "drills", "pressure", "progress"]
    gym.press(Key.Key_F7, held=SHIFT)
    assert gym.place.page == "progress"


def test_the_commands_of_a_drill_are_possible_only_in_one(gym: Gym) -> None:
    def possible() -> set[str]:
        return {command.id for command in gym.stage.window.registry.possible()}

    assert {"training_start", "training_next_page"} <= possible()
    assert "drill_pause" not in possible()
    gym.begin(DrillKind.GIST)
    assert "drill_pause" in possible()
    gym.stage.window.show_place(INBOX)
    gym.settle()
    assert not {"training_start", "drill_pause"} & possible()


def test_everything_is_reached_by_tab_and_has_a_name(gym: Gym) -> None:
    gym.training.given = [given(1)]
    gym.place.enter()
    gym.settle()
    reached: list[str] = []
    for _step in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(focused, QPushButton):
            reached.append(focused.accessibleName() or focused.text())
        QTest.keyClick(focused, Key.Key_Tab)
    assert {"Start (Enter)", "Start: Everyday messages"} <= set(reached)


def test_a_dark_theme_reaches_a_running_drill(gym: Gym) -> None:
    gym.begin(DrillKind.KEYWORDS)
    gym.stage.window.theme.choose("dark")
    gym.settle()
    image = gym.keywords().message.text.grab().toImage()
    assert image.pixelColor(20, 20).name() == gym.stage.window.theme.tokens.surface.name()
    assert gym.page.run.running


def test_larger_type_reaches_the_text(gym: Gym) -> None:
    gym.begin(DrillKind.KEYWORDS)
    text = gym.keywords().message.text
    before = text.laid.boxes[0][0].height()
    gym.stage.window.theme.zoom_to(200)
    gym.settle()
    assert text.laid.boxes[0][0].height() > before * 1.8


def test_a_mirrored_window_has_the_text_in_its_own_direction(stage: Stage) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        gym = Gym(stage)
        gym.begin(DrillKind.KEYWORDS, "en")
        text = gym.keywords().message.text
        gym.press(Key.Key_Right)
        assert text.at == 1, "English goes on to the right"
        gym.begin(DrillKind.KEYWORDS, "ar")
        text = gym.keywords().message.text
        gym.press(Key.Key_Left)
        assert text.at == 1, "Arabic to the left"
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
