"""The learner's own curve: against their own past, honest about little, words and certificates (S-1, S-2)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.changes import ChangeSet
from app.services.training_values import Mine
from domain.ids import AgentId
from domain.training.figures import DEFAULTS
from domain.training.item import DrillKind
from domain.training.report import Result, Standing
from tests.fakes import training_demo
from tests.fakes.stage import Stage
from tests.gui.ui.training_stage import plain, practised, press, progress_desk
from ui.training.progress_charts import curve_sheet, due_sheet, median_curve, share_curve, topic_sheet
from ui.training.progress_desk import ProgressDesk, shown_of
from ui.training.progress_shown import (
    Shown,
    faster_words,
    little_words,
    median_tile,
    points_words,
    recall_tile,
    streak_tile,
)
from widgets.charts.tile import Tile

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
DAY = training_demo.TODAY


def shown(**changes: object) -> Shown:
    made = shown_of(training_demo.progress(Mine()), DEFAULTS, DAY)
    return replace(made, **changes)  # type: ignore[arg-type]


def texts(desk: ProgressDesk) -> list[str]:
    return [plain(tile.accessibleName()) for tile in desk.page.tiles.findChildren(Tile)]


def test_tiles_say_how_it_is_against_the_own_past(stage: Stage) -> None:
    practised(stage)
    said = texts(progress_desk(stage))
    assert said[0] == "Median time to the point, 9.4 s, goal 8 s, untrained 20 s, 12 % faster, was 10.7 s"
    assert said[1].startswith("Keyword recall, 86 %")
    assert said[1].endswith("4 points up, was 82 %")
    assert said[4] == "Streak, 12 days, longest: 20 days"
    assert said[5].startswith("Practice, 125 min, in 25 goes")


def test_becoming_slower_is_said_and_points_the_other_way() -> None:
    slower = median_tile(shown(before=training_demo.result(100, 8.0), result=training_demo.result(100, 10.0)))
    assert (plain(slower.before), slower.moved, slower.state) == ("25 % slower, was 8.0 s", 1, "")
    faster = median_tile(shown(before=training_demo.result(100, 10.0), result=training_demo.result(100, 8.0)))
    assert (plain(faster.before), faster.moved, faster.state) == ("20 % faster, was 10.0 s", -1, "ok")
    assert faster_words(9.0, 9.01) == "as fast as before"
    assert plain(points_words(0.8, 0.81)) == "1 point down, was 81 %"
    assert points_words(0.801, 0.799) == "the same as before"


@pytest.mark.parametrize(("attempts", "words"), [(0, "Nothing was practised"), (4, "Only 4 attempts in these days")])
def test_fewer_than_five_attempts_say_nothing(attempts: int, words: str) -> None:
    few = shown(result=replace(training_demo.result(attempts, 9.0)), curve=training_demo.points(3))
    assert median_tile(few).value == recall_tile(few).value == "–"
    assert little_words(few).startswith(words)
    assert all(spot.middle is None for spot in (*median_curve(few).spots, *share_curve(few).spots))
    assert curve_sheet(few).rows == ()
    five = shown(result=training_demo.result(5, 9.0))
    assert median_tile(five).value == "9.0 s"
    assert curve_sheet(five).rows


def test_without_a_past_nothing_is_compared() -> None:
    first = shown(before=Result())
    assert median_tile(first).before == "nothing to compare with"
    assert median_tile(first).moved == 0
    assert all(spot.before is None for spot in median_curve(first).spots)


def test_the_curve_has_each_day_the_goal_and_the_median_before() -> None:
    data = median_curve(shown())
    assert len(data.spots) == 30
    assert data.goal is not None
    assert data.goal.value == 8
    assert {spot.before for spot in data.spots} == {10.7}
    gaps = [place for place, spot in enumerate(data.spots) if spot.middle is None]
    assert gaps
    assert "not practised" in data.said(gaps[0])
    shares = share_curve(shown())
    known = next(spot for spot in shares.spots if spot.middle is not None)
    assert known.second is not None
    assert known.second > (known.middle or 1)


def test_a_streak_that_is_the_longest_is_said_to_be() -> None:
    assert streak_tile(shown(streak=20)).goal == "your longest so far"
    assert streak_tile(shown(streak=0, longest=0)).goal == "longest: 0 days"


def test_weak_topics_come_first_and_what_is_due_has_its_days() -> None:
    assert [row[0].text for row in topic_sheet(shown()).rows][:2] == ["Account", "Promotion"]
    assert [row[0].text for row in due_sheet(shown()).rows][:3] == ["today", "tomorrow", "Tuesday"]
    assert due_sheet(shown(due=(0,) * 7)).rows == ()


def test_spans_and_drills_by_keys(stage: Stage) -> None:
    asked = practised(stage)
    desk = progress_desk(stage)
    desk.spans.buttons["30"].setFocus()
    press(stage, Qt.Key.Key_Right)
    assert asked.mine[-1] == Mine(days=90)
    press(stage, Qt.Key.Key_Tab)
    assert stage.focus() is desk.kind
    press(stage, Qt.Key.Key_Down)
    assert asked.mine[-1] == Mine(days=90, kind=DrillKind.KEYWORDS)
    press(stage, Qt.Key.Key_Tab)
    press(stage, Qt.Key.Key_Down)
    assert asked.mine[-1].language == "en"


def test_all_of_the_page_is_reached_by_tab_and_charts_become_tables(stage: Stage) -> None:
    practised(stage)
    desk = progress_desk(stage)
    desk.setFocus()
    reached = set()
    for _step in range(60):
        reached.add(stage.focus())
        press(stage, Qt.Key.Key_Tab)
    page = desk.page
    for card in page.chart_cards():
        assert card.entry in reached
        assert card.table_button in reached
    names = {widget.accessibleName() for widget in reached}
    assert any(name.startswith("Seen: the word of Priya Nair") for name in names)
    assert any(name.startswith("Save as PDF") for name in names)
    page.speed.entry.setFocus()
    press(stage, Qt.Key.Key_T)
    assert page.speed.shows_table()
    assert stage.focus() is page.speed.table
    assert page.speed.table.sheet_model.rowCount() == len(training_demo.progress(Mine()).curve)


def test_a_word_is_seen_and_the_history_stays(stage: Stage) -> None:
    practised(stage)
    desk = progress_desk(stage)
    card = desk.page.words
    shown_words = [label.text() for label in card.findChildren(type(card.nothing)) if label.isVisible()]
    assert "أحسنت! صرت أسرع بكثير هذا الأسبوع." in shown_words
    assert "Nice start." not in shown_words
    read = next(one for one in card.findChildren(QPushButton) if one.property("id") == "word-0")
    read.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert stage.services.training.seen == ["word-0"]
    card.more.click()
    assert "Nice start." in [label.text() for label in card.findChildren(type(card.nothing)) if not label.isHidden()]


def test_the_team_is_shown_where_the_workspace_lets_it(stage: Stage) -> None:
    practised(stage)
    training = stage.services.training
    training.standings = [Standing(AgentId("agent-priya"), 80, 7.8), Standing(training_demo.ME, 60, 9.4)]
    desk = progress_desk(stage)
    assert desk.page.team.isHidden()
    training.held_figures = replace(training.held_figures, team_table=True)
    desk.enter()
    stage.settle()
    rows = desk.page.team.table.sheet_model.sheet.rows
    assert [row[0].text for row in rows] == ["Priya Nair", "Li Hua (you)"]
    training.offline = True
    desk.enter()
    stage.settle()
    assert "Without a connection" in desk.page.team.nothing.text()
    assert desk.page.team.isVisible()
    training.held_figures = replace(training.held_figures, team_table=False)
    desk.enter()
    stage.settle()
    assert desk.page.team.isHidden()


def test_before_the_first_practice_it_is_said_what_will_be_here(stage: Stage) -> None:
    desk = progress_desk(stage)
    assert desk.notice.isVisible()
    assert "not practised yet" in desk.notice.heading.text()
    practised(stage)
    stage.services.hub.tell(ChangeSet(shelf=frozenset({"practice"})))
    stage.settle()
    assert desk.page.isVisible()
