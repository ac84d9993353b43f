"""Insights by keys and mouse: spans, comparison, filters, threads behind numbers, freshness, files (M, E-3, R-1)."""

import csv
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.changes import ChangeSet
from app.errors import Refused
from app.services.insight_values import MeasureRules
from domain.measures.figures import DEFAULTS
from domain.measures.report import Behind, Choice, ComplaintLines, Csat, Nps, Ratio, ReplyLine, Report, Spread
from domain.problems import Problem
from tests.fakes.demo import NOW, tid
from tests.fakes.insights_demo import report_of
from tests.fakes.services.stepping import Gate
from tests.fakes.stage import Stage
from ui.insights.place import COMPLAINTS, OVERVIEW, REPLIES, SATISFACTION, InsightsPlace
from ui.insights.wanted import Against, Span
from ui.locale import zone
from ui.places import INSIGHTS
from ui.shell import INBOX
from widgets.charts.card import ChartCard
from widgets.charts.chart import Chart
from widgets.charts.over_time import TimeCurve

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support|propagateSizeHints")
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = NOW.astimezone(zone()).replace(hour=0, minute=0).astimezone(UTC)


class Desk:
    """The place on a stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.insights = stage.services.insights

    def open(self) -> "Desk":
        QTest.keyClick(self.stage.focus(), Qt.Key.Key_6, CONTROL)
        self.settle()
        return self

    @property
    def place(self) -> InsightsPlace:
        place = self.stage.window.shell.places[INSIGHTS]
        assert isinstance(place, InsightsPlace)
        return place

    def settle(self) -> None:
        for _round in range(3):
            self.stage.settle()

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        QTest.keyClick(widget, key)
        self.settle()

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def span(self, span: Span) -> None:
        self.click(self.place.header.spans.buttons[span])

    def choose(self, field: QComboBox, value: str) -> None:
        """As somebody does by keys."""
        field.setFocus()
        wanted = field.findData(value)
        assert wanted >= 0, value
        while field.currentIndex() != wanted:
            QTest.keyClick(field, Qt.Key.Key_Down if field.currentIndex() < wanted else Qt.Key.Key_Up)
        self.settle()

    def asked(self) -> list[Choice]:
        """Which reports were asked for."""
        return [call[1] for call in self.insights.calls if call[0] == "report" and isinstance(call[1], Choice)]

    def behind(self) -> tuple[object, ...]:
        return [call for call in self.insights.calls if call[0] == "behind"][-1]

    def tile(self, name: str, page: str = OVERVIEW) -> QWidget:
        return self.place.pages[page].tile(name)

    def card(self, name: str, page: str = OVERVIEW) -> ChartCard:
        return next(card for card in self.place.pages[page].chart_cards() if card.name == name)

    def chart(self, name: str, page: str = OVERVIEW) -> Chart:
        chart = self.card(name, page).chart
        assert chart is not None
        return chart

    def wait(self, seconds: float) -> None:
        """Time passes; the place looks at the clock."""
        self.stage.services.clock.forward(seconds)
        self.place.loader.tick()
        self.settle()


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return Desk(stage).open()


def nothing(report: Report) -> Report:
    """The same span in which nothing happened."""
    none, no = Spread(), Ratio()
    quiet = tuple(replace(point, inbound=0, answers=none) for point in report.curve)
    return Report(report.choice, report.at, 0, 0, none, none, no, Csat(), Nps(), no, no, 0, quiet,
                  (), (), (), (), (), ComplaintLines())  # fmt: skip


def zone_name() -> str:
    return getattr(zone(), "key", "UTC")


def today(desk: Desk) -> Report:
    return report_of(desk.asked()[0], [agent for agent in desk.stage.services.world.agents if agent.active], NOW)


def test_it_opens_by_key_with_today_beside_yesterday(desk: Desk) -> None:
    now, before = desk.asked()
    assert (now.since, now.until) == (TODAY, TODAY + timedelta(days=1))
    assert (before.since, before.until) == (TODAY - timedelta(days=1), TODAY)
    assert desk.place.isVisible()
    response = desk.tile("Average response")
    assert response.accessibleName() == "Average response, 93 s, above 90 s since 09:46, before: 81 s"
    assert (
        desk.tile("First-contact resolution")
        .accessibleName()
        .startswith("First-contact resolution, 76\u00a0%, goal 75\u00a0%")
    )
    assert desk.place.header.fresh.text() == "fresh just now"


def test_a_measure_that_is_well_is_told_apart_from_one_that_is_not(desk: Desk) -> None:
    tile = desk.place.pages[OVERVIEW].tile
    assert (tile("Average response").shown.state, tile("CSAT").shown.state) == ("warn", "ok")
    assert tile("At once in peak hours").shown.state == "warn", "E-3: 90 % at once"
    assert "missed" not in tile("NPS").shown.goal


def test_the_span_is_chosen_by_mouse_and_by_arrows(desk: Desk) -> None:
    desk.span(Span.WEEK)
    assert desk.asked()[-2].since == TODAY - timedelta(days=6)
    button = desk.place.header.spans.buttons[Span.WEEK]
    button.setFocus()
    desk.press(button, Qt.Key.Key_Right)
    assert desk.asked()[-2].since == TODAY - timedelta(days=29)
    assert desk.place.header.spans.buttons[Span.MONTH].hasFocus()


def test_own_days_are_asked_for_as_they_stand_in_the_fields(desk: Desk) -> None:
    desk.span(Span.OWN)
    assert desk.place.filters.first.isVisible()
    desk.place.filters.first.setFocus()
    desk.press(desk.place.filters.first, Qt.Key.Key_Up)
    wanted = desk.asked()[-2]
    assert (wanted.since, wanted.until) == (TODAY - timedelta(days=5), TODAY + timedelta(days=1))


def test_the_same_days_last_year_stand_beside_these(desk: Desk) -> None:
    desk.choose(desk.place.filters.against, Against.YEAR)
    assert desk.asked()[-1].since.date().year == TODAY.date().year - 1
    assert "2025" in desk.card("Response time").legend.accessibleName()


def test_without_a_comparison_nothing_of_before_is_said(desk: Desk) -> None:
    desk.choose(desk.place.filters.against, Against.NOTHING)
    asked = len(desk.asked())
    desk.span(Span.WEEK)
    assert len(desk.asked()) == asked + 1, "nothing else is asked for"
    assert "before" not in desk.tile("Average response").accessibleName()
    assert desk.card("Response time").legend.accessibleName() == "median, up to 90 %"


def test_filters_narrow_what_counts_until_everything_is_wanted_again(desk: Desk) -> None:
    filters = desk.place.filters
    desk.choose(filters.fields["channel"], "instagram")
    desk.choose(filters.fields["topic"], "refund")
    desk.choose(filters.fields["team"], "Day")
    desk.choose(filters.fields["agent"], "agent-priya")
    desk.choose(filters.fields["language"], "th")
    choice = desk.asked()[-1]
    assert (choice.channel, choice.topic, choice.team, choice.agent, choice.language) == (
        "instagram", "refund", "Day", "agent-priya", "th"
    )  # fmt: skip
    assert "since" not in desk.tile("Average response").accessibleName(), "the warning is about everything"
    desk.click(filters.all_button)
    assert desk.asked()[-1] in desk.asked()[:2]
    assert not filters.all_button.isVisible()


def test_a_number_leads_to_its_threads_and_one_of_them_opens(desk: Desk) -> None:
    tile = desk.tile("CSAT")
    tile.setFocus()
    desk.press(tile, Qt.Key.Key_Return)
    assert desk.behind()[2:] == (Behind.CSAT, "")
    side = desk.place.side
    assert side.isVisible()
    assert side.heading.text() == "Rated with at most 3 stars"
    assert side.list.hasFocus()
    desk.press(side.list, Qt.Key.Key_Down)
    desk.press(side.list, Qt.Key.Key_Return)
    assert desk.stage.window.shell.current == INBOX
    assert desk.stage.window.inbox.thread_id == side.threads[1].thread_id


def test_esc_closes_the_threads_and_the_keys_are_where_they_were(desk: Desk) -> None:
    tile = desk.tile("CSAT")
    tile.setFocus()
    desk.press(tile, Qt.Key.Key_Return)
    desk.press(desk.place.side.list, Qt.Key.Key_Escape)
    assert not desk.place.side.isVisible()
    assert tile.hasFocus()
    assert desk.stage.window.shell.current == INSIGHTS


def test_an_hour_of_the_curve_leads_to_its_threads_only(desk: Desk) -> None:
    chart = desk.chart("Response time")
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(chart, Qt.Key.Key_Left)
    assert chart.accessibleName().startswith("Response time: 09:00–10:00 · median 77 s")
    desk.press(chart, Qt.Key.Key_Return)
    _behind, choice, number, _what = desk.behind()
    assert isinstance(choice, Choice)
    assert number is Behind.RESPONSE
    assert choice.until - choice.since == timedelta(hours=1)
    assert choice.since.astimezone(zone()).hour == 9


@pytest.mark.parametrize(
    ("name", "key", "field", "value"),
    [
        ("Where customers write", Qt.Key.Key_Down, "channel", "instagram"),
        ("What they write about", Qt.Key.Key_Home, "topic", "logistics"),
        ("Languages", Qt.Key.Key_Down, "language", "th"),
    ],
)
def test_a_share_leads_to_the_threads_of_its_kind(desk: Desk, name: str, key: Qt.Key, field: str, value: str) -> None:
    chart = desk.chart(name)
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(chart, key)
    desk.press(chart, Qt.Key.Key_Return)
    assert getattr(desk.behind()[1], field) == value


def test_who_has_reached_the_limit_is_marked_and_leads_to_who_waits(desk: Desk) -> None:
    chart = desk.chart("Agents: unanswered now")
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(chart, Qt.Key.Key_Home)
    assert chart.accessibleName().endswith("Priya Nair · 6 threads wait · the limit is reached")
    desk.press(chart, Qt.Key.Key_Return)
    assert desk.behind()[2:] == (Behind.UNANSWERED, "agent-priya")
    desk.press(chart, Qt.Key.Key_Down)
    assert chart.accessibleName().endswith("Li Hua · 4 threads wait")


def test_threads_that_cannot_be_asked_for_now_say_so(desk: Desk) -> None:
    desk.insights.offline = True
    desk.press(desk.tile("CSAT"), Qt.Key.Key_Return)
    assert "as soon as there is a connection" in desk.place.side.state.text()


def test_without_a_connection_the_last_count_stays_with_its_time(desk: Desk) -> None:
    desk.insights.offline = True
    desk.wait(300)
    assert desk.place.header.fresh.text() == f"offline, as of {NOW.astimezone(zone()):%H:%M}"
    assert desk.place.header.fresh.kind == "medium"
    assert desk.tile("Average response").isVisible()
    desk.insights.offline = False
    desk.wait(60)
    assert desk.place.header.fresh.text() == "fresh just now", "and is asked for again by itself"


def test_days_nobody_looked_at_before_say_why_they_are_missing(desk: Desk) -> None:
    desk.insights.offline = True
    desk.span(Span.MONTH)
    notice = desk.place.notice
    assert notice.isVisible()
    assert "not looked at before" in notice.words.text()
    assert not desk.place.header.export_button.isEnabled()
    desk.insights.offline = False
    desk.click(notice.button)
    assert desk.tile("Average response").isVisible()


def test_another_trouble_is_told_in_words(desk: Desk) -> None:
    desk.insights.error = Refused(Problem.NOT_ALLOWED)
    desk.span(Span.WEEK)
    assert desk.place.notice.words.text() == "Your role does not allow that."


def test_it_counts_without_keeping_anybody_waiting(stage: Stage) -> None:
    gate = stage.services.insights.gate = Gate()
    desk = Desk(stage).open()
    assert desk.place.notice.heading.text() == "Counting…"
    desk.span(Span.WEEK)
    gate.opened = True
    desk.settle()
    assert desk.tile("Average response").isVisible()
    assert desk.place.loader.seen is not None
    assert desk.place.loader.seen.days == 7, "the answer about today is not wanted any more"


def test_it_is_counted_again_at_most_once_a_minute_and_only_when_something_changed(desk: Desk) -> None:
    before = len(desk.asked())
    changed = ChangeSet(threads=frozenset({tid("wang")}))
    desk.place.apply(changed)
    desk.wait(59)
    assert len(desk.asked()) == before
    desk.wait(1)
    assert len(desk.asked()) == before + 1, "the days before are past: they are not counted again"
    desk.wait(120)
    assert len(desk.asked()) == before + 1, "nothing has changed"
    assert desk.place.header.fresh.text() == "fresh 2 min ago"
    desk.wait(120)
    assert len(desk.asked()) > before + 1, "never older than five minutes"


def test_it_is_left_alone_while_another_place_is_on_screen(desk: Desk) -> None:
    desk.stage.window.show_place(INBOX)
    desk.settle()
    before = len(desk.asked())
    desk.place.apply(ChangeSet(timelines=frozenset({tid("wang")})))
    desk.wait(600)
    assert len(desk.asked()) == before
    desk.stage.window.show_place(INSIGHTS)
    desk.settle()
    assert len(desk.asked()) > before


def test_it_is_counted_again_when_the_window_was_away_and_is_back(desk: Desk) -> None:
    before = len(desk.asked())
    desk.stage.window.hide()
    desk.wait(600)
    assert len(desk.asked()) == before
    desk.stage.window.show()
    desk.settle()
    assert len(desk.asked()) > before
    desk.wait(240)
    assert len(desk.asked()) > before + 2, "and goes on"


def test_another_person_sees_nothing_of_what_was_counted_before(desk: Desk) -> None:
    gate = desk.insights.gate = Gate()
    desk.place.apply(ChangeSet(reset=True))
    desk.settle()
    assert desk.place.notice.heading.text() == "Counting…"
    assert not desk.tile("Average response").isVisible()
    gate.opened = True
    desk.settle()
    assert desk.tile("Average response").isVisible()


def test_a_new_count_comes_in_place_with_cursor_and_scroll_where_they_were(desk: Desk) -> None:
    page = desk.place.pages[OVERVIEW]
    chart = desk.chart("Messages of customers")
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(chart, Qt.Key.Key_Home)
    desk.press(chart, Qt.Key.Key_Right)
    scrolled, read = page.verticalScrollBar().value(), chart.accessibleName()
    report = today(desk)
    more = tuple(replace(point, inbound=point.inbound + 40) for point in report.curve)
    desk.insights.told = replace(report, curve=more)
    desk.place.apply(ChangeSet(timelines=frozenset({tid("wang")})))
    desk.wait(60)
    assert chart.hasFocus()
    assert chart.accessibleName() != read, "other values"
    assert chart.accessibleName().startswith("Messages of customers: 01:00–02:00 · 41 messages")
    assert page.verticalScrollBar().value() == scrolled


def test_an_empty_span_says_so(stage: Stage) -> None:
    desk = Desk(stage)
    agents = [agent for agent in stage.services.world.agents if agent.active]
    stage.services.insights.told = nothing(report_of(Choice(TODAY, TODAY + timedelta(days=1), "UTC"), agents, NOW))
    desk.open()
    assert desk.place.notice.heading.text() == "Nobody wrote in these days"
    assert not desk.place.notice.button.isVisible()
    desk.choose(desk.place.filters.fields["topic"], "payment")
    assert desk.place.notice.words.text() == "Nothing counts with these filters."
    stage.services.insights.told = None
    desk.click(desk.place.notice.button)
    assert desk.tile("Average response").isVisible()


def test_a_warning_leads_to_its_threads_also_without_a_connection(desk: Desk) -> None:
    desk.insights.offline = True
    strip = desk.place.warned.strip
    assert strip.banners[0].text() == "Priya Nair has 6 unanswered, limit 5, since 10:38"
    desk.click(strip.more)
    assert [banner.isVisible() for banner in strip.banners] == [True] * 6
    csat = next(banner for banner in strip.banners if banner.text().startswith("CSAT is 3.2, below 3.5"))
    csat.acted.emit()
    desk.settle()
    assert [one.thread_id for one in desk.place.side.threads] == [tid("wang"), tid("somchai"), tid("maria")]
    desk.insights.in_force = []
    desk.place.apply(ChangeSet(shelf=frozenset({"warning"})))
    desk.settle()
    assert not strip.isVisible()


def test_quick_replies_that_are_edited_too_often_lead_to_their_editor(desk: Desk) -> None:
    desk.click(desk.place.header.tabs.buttons[REPLIES])
    chart = desk.chart("Quick replies sent as they are (hit rate)", REPLIES)
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(chart, Qt.Key.Key_Home)
    assert "edited too often" in chart.accessibleName()
    desk.press(chart, Qt.Key.Key_Return)
    dialog = desk.stage.window.sheets.replies.dialog
    assert dialog is not None
    dialog.close()
    desk.settle()


def test_complaints_say_what_was_kept_and_what_it_cost(desk: Desk) -> None:
    desk.span(Span.WEEK)
    desk.click(desk.place.header.tabs.buttons[COMPLAINTS])
    assert (
        desk.tile("First answer within 15 min", COMPLAINTS)
        .accessibleName()
        .startswith("First answer within 15 min, 88\u00a0%, 87 of 99")
    )
    table = desk.card("Complaints by tier", COMPLAINTS).table
    table.setFocus()
    table.selectRow(0)
    desk.press(table, Qt.Key.Key_Return)
    assert desk.behind()[2:] == (Behind.COMPLAINTS, "high")
    assert "CNY" in desk.tile("Cost of compensation", COMPLAINTS).accessibleName()


def test_stars_lead_to_who_gave_them(desk: Desk) -> None:
    desk.span(Span.MONTH)
    desk.click(desk.place.header.tabs.buttons[SATISFACTION])
    chart = desk.chart("CSAT: stars", SATISFACTION)
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(chart, Qt.Key.Key_End)
    assert chart.accessibleName().startswith("CSAT: stars: 1 star · ")
    desk.press(chart, Qt.Key.Key_Return)
    assert desk.behind()[2:] == (Behind.CSAT, "1")


def test_what_a_measure_should_reach_is_a_setting_of_the_workspace(stage: Stage) -> None:
    figures = replace(DEFAULTS, response=120, unanswered=7, peak=((9 * 60, 9 * 60 + 30),))
    stage.services.insights.held_rules = MeasureRules(figures, zone_name())
    desk = Desk(stage).open()
    assert "goal 2 min" in desk.tile("Average response").accessibleName()
    assert "limit" not in desk.chart("Agents: unanswered now").accessibleName()
    curve = desk.chart("Response time")
    assert isinstance(curve, TimeCurve)
    assert curve.data is not None
    (shade,) = curve.data.shades
    assert (shade.first, shade.last, shade.label) == (9, 9, "peak 9–9:30")


def test_every_page_opens_and_none_is_dead(desk: Desk) -> None:
    for name, button in desk.place.header.tabs.buttons.items():
        desk.click(button)
        assert desk.place.page == name
        shown = [page for page in desk.place.findChildren(QWidget) if page.isVisible()]
        assert shown
    desk.click(desk.place.header.tabs.buttons[OVERVIEW])
    assert desk.tile("CSAT").isVisible()


def test_keys_lead_through_pages_days_and_comparison(desk: Desk) -> None:
    shift = CONTROL | Qt.KeyboardModifier.ShiftModifier
    desk.press(desk.stage.focus(), Qt.Key.Key_F7)
    assert desk.place.page == COMPLAINTS
    QTest.keyClick(desk.stage.focus(), Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    desk.settle()
    assert desk.place.page == OVERVIEW
    desk.stage.window.registry.run("insights_month")
    desk.settle()
    assert desk.asked()[-2].since == TODAY - timedelta(days=29)
    QTest.keyClick(desk.stage.focus(), Qt.Key.Key_Y, shift)
    desk.settle()
    assert "before" not in desk.tile("Average response").accessibleName()
    QTest.keyClick(desk.stage.focus(), Qt.Key.Key_Y, shift)
    desk.settle()
    assert "before" in desk.tile("Average response").accessibleName()
    QTest.keyClick(desk.stage.focus(), Qt.Key.Key_X, shift)
    desk.settle()
    assert desk.place.header.export_menu.isVisible()
    desk.place.header.export_menu.close()


def test_the_commands_of_the_insights_are_possible_only_there(desk: Desk) -> None:
    assert "insights_week" in {command.id for command in desk.stage.window.registry.possible()}
    desk.stage.window.show_place(INBOX)
    desk.settle()
    assert "insights_week" not in {command.id for command in desk.stage.window.registry.possible()}


def test_somebody_who_comes_from_a_warning_sees_its_threads(desk: Desk) -> None:
    desk.place.look_at("csat")
    desk.settle()
    assert desk.place.side.heading.text() == "Rated low"
    assert desk.place.side.threads[0].thread_id == tid("wang")


def test_f6_goes_from_the_pages_to_the_filters_to_the_numbers(desk: Desk) -> None:
    desk.place.header.tabs.buttons[OVERVIEW].setFocus()
    desk.press(desk.stage.focus(), Qt.Key.Key_F6)
    assert desk.place.filters.against.hasFocus()
    desk.press(desk.stage.focus(), Qt.Key.Key_F6)
    assert desk.tile("Average response").hasFocus()


def picked(desk: Desk, path: Path) -> str:
    """Chooses that file in the dialog; what is said then."""
    files = desk.place.taking.files
    assert files.dialog is not None
    files.dialog.fileSelected.emit(str(path))
    files.dialog.close()
    desk.settle()
    assert files.outcome is not None
    return files.outcome.words.text()


def export(desk: Desk, number: int) -> None:
    """The entry of that number in the menu of the button."""
    desk.place.header.export_menu.actions()[number].trigger()
    desk.settle()


def test_everything_that_is_shown_goes_into_one_table(desk: Desk, tmp_path: Path) -> None:
    export(desk, 0)
    assert "all.csv" in picked(desk, tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert ["Key figures", "CSAT", "Value", "3.9"] in rows
    assert ["Channel", "WhatsApp", "Messages", "41"] in rows


def test_a_workbook_has_a_sheet_for_each_table(desk: Desk, tmp_path: Path) -> None:
    import zipfile

    export(desk, 1)
    picked(desk, tmp_path / "all.xlsx")
    with zipfile.ZipFile(tmp_path / "all.xlsx") as book:
        names = book.read("xl/workbook.xml").decode()
    for title in ("Key figures", "Response time", "Channel", "Agents"):
        assert f'name="{title}"' in names


def test_a_title_that_looks_like_a_formula_stays_a_text(desk: Desk, tmp_path: Path) -> None:
    desk.insights.told = replace(today(desk), replies=(ReplyLine("reply-x", '=HYPERLINK("http://x","y")', 9, 1),))
    desk.span(Span.WEEK)
    desk.click(desk.place.header.tabs.buttons[REPLIES])
    desk.card("Quick replies sent as they are (hit rate)", REPLIES).export_wanted.emit("csv")
    picked(desk, tmp_path / "replies.csv")
    text = (tmp_path / "replies.csv").read_text(encoding="utf-8-sig")
    assert "=HYPERLINK" in text
    with (tmp_path / "replies.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert not any(cell.startswith("=") for row in csv.reader(stream) for cell in row)


def test_a_chart_is_taken_along_as_a_picture(desk: Desk, tmp_path: Path) -> None:
    card = desk.card("Response time")
    card.export_wanted.emit("png")
    picked(desk, tmp_path / "curve.png")
    image = QImage(str(tmp_path / "curve.png"))
    assert card.chart is not None
    assert (image.width(), image.height()) == (card.chart.width() * 2, card.chart.height() * 2)


def test_a_file_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    export(desk, 0)
    assert "folder" in picked(desk, tmp_path / "gone" / "all.csv")


def test_another_theme_reaches_what_was_drawn_already(desk: Desk) -> None:
    desk.stage.window.theme.choose("dark")
    desk.settle()
    image = desk.chart("Response time").grab().toImage()
    assert image.pixelColor(6, 6).name() == desk.stage.window.theme.tokens.surface.name()


def test_numbers_are_said_in_the_windows_other_direction_too(qtbot: QtBot) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stage = Stage().show()
    try:
        desk = Desk(stage).open()
        chart = desk.chart("Response time")
        chart.setFocus(Qt.FocusReason.TabFocusReason)
        desk.press(chart, Qt.Key.Key_Right)
        assert chart.accessibleName().startswith("Response time: 09:00–10:00"), "right is earlier"
    finally:
        stage.close()
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
