"""The four pages of the report: overview, complaints, satisfaction, quick replies."""

from PySide6.QtCore import Qt, Signal

from app.i18n import _
from ui.insights import bar_charts, complaint_charts, reply_charts, tile_values, time_charts
from ui.insights.page import ReportPage
from ui.insights.seen import Seen
from ui.insights.words import channel_words, language_words, response_words, topic_words
from ui.locale import number
from ui.parts import button
from widgets.charts.values import BarRow, Limit, Sheet

Rows = tuple[tuple[BarRow, ...], Limit | None]


class Overview(ReportPage):
    """How fast, how well, where from, who."""

    def __init__(self) -> None:
        super().__init__()
        self.add_tile(_("Average response"), tile_values.response)
        self.add_tile(_("First-contact resolution"), tile_values.first_contact)
        self.add_tile(_("CSAT"), tile_values.csat)
        self.add_tile(_("NPS"), tile_values.nps)
        self.add_tile(_("At once in peak hours"), tile_values.peak)
        self.add_tile(_("In time outside them"), tile_values.off_peak)
        self.response = self.add_curve(
            _("Response time"), time_charts.response_curve, time_charts.response_sheet, _curve_names
        )
        self.channels = self.add_bars(_("Where customers write"), _channels, _channel_sheet)
        self.waiting = self.add_bars(_("Agents: unanswered now"), bar_charts.waiting_rows, bar_charts.waiting_sheet)
        self.inbound = self.add_bars_over_time(
            _("Messages of customers"), time_charts.inbound_bars, time_charts.inbound_sheet, _bar_names
        )
        self.agents = self.add_table(_("Agents"), bar_charts.agents_sheet, wide=True)
        self.topics = self.add_bars(_("What they write about"), _topics, _topic_sheet)
        self.languages = self.add_bars(_("Languages"), _languages, _language_sheet)

    def show_seen(self, seen: Seen) -> None:
        super().show_seen(seen)
        self.response.say_more(response_words(seen.report))
        self.waiting.say_more(_("{count} in all").format(count=number(seen.report.unanswered)))


class ComplaintPage(ReportPage):
    """In time, how long, what came of the offers."""

    def __init__(self) -> None:
        super().__init__()
        self.add_tile(_("First answer within 15 min"), tile_values.rule)
        self.add_tile(_("First answer in time"), tile_values.in_time)
        self.add_tile(_("Resolved in time"), tile_values.resolved)
        self.add_tile(_("Withdrawn after an offer"), tile_values.softened)
        self.add_tile(_("Follow-ups in time"), tile_values.followed_up)
        self.add_tile(_("Cost of compensation"), tile_values.cost)
        self.tiers = self.add_table(_("Complaints by tier"), complaint_charts.tiers_sheet, wide=True)
        self.resolution = self.add_bars(
            _("Time to resolution (median)"), _resolution, complaint_charts.resolution_sheet
        )
        self.cost = self.add_table(_("Compensations"), complaint_charts.cost_sheet)


class SatisfactionPage(ReportPage):
    """What customers answered when they were asked."""

    def __init__(self) -> None:
        super().__init__()
        self.add_tile(_("CSAT"), tile_values.csat)
        self.add_tile(_("NPS"), tile_values.nps)
        self.add_tile(_("Surveys answered"), tile_values.answered)
        self.stars = self.add_bars(_("CSAT: stars"), _stars, bar_charts.star_sheet)
        self.nps = self.add_bars(_("NPS: who would recommend"), _nps, bar_charts.nps_sheet)


class ReplyPage(ReportPage):
    """How the quick replies do (Q-5).

    Signals:
        review_wanted: the editor, with those that somebody should look at again.
    """

    review_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.add_tile(_("Sent as they are"), reply_charts.hit_rate)
        self.add_tile(_("Used"), reply_charts.used)
        self.add_tile(_("Edited too often"), reply_charts.stale)
        self.rates = self.add_bars(
            _("Quick replies sent as they are (hit rate)"), reply_charts.reply_rows, reply_charts.reply_sheet, wide=True
        )
        self.review_button = button(_("Look through those that may be stale…"))
        self.review_button.clicked.connect(self.review_wanted)
        self._column.insertWidget(2, self.review_button, 0, Qt.AlignmentFlag.AlignLeading)


def _curve_names(_seen: Seen) -> tuple[tuple[str, str], ...]:
    return (("line", _("median")), ("band", _("up to 90 %")))


def _bar_names(seen: Seen) -> tuple[tuple[str, str], ...]:
    return (("bar", seen.words),)


def _channels(seen: Seen) -> Rows:
    return bar_charts.share_rows(seen, "channel", channel_words), None


def _channel_sheet(seen: Seen) -> Sheet:
    return bar_charts.share_sheet(seen, "channel", channel_words, _("Channel"))


def _topics(seen: Seen) -> Rows:
    return bar_charts.share_rows(seen, "topic", topic_words), None


def _topic_sheet(seen: Seen) -> Sheet:
    return bar_charts.share_sheet(seen, "topic", topic_words, _("Topic"))


def _languages(seen: Seen) -> Rows:
    return bar_charts.share_rows(seen, "language", language_words), None


def _language_sheet(seen: Seen) -> Sheet:
    return bar_charts.share_sheet(seen, "language", language_words, _("Language"))


def _resolution(seen: Seen) -> Rows:
    return complaint_charts.resolution_rows(seen), None


def _stars(seen: Seen) -> Rows:
    return bar_charts.star_rows(seen), None


def _nps(seen: Seen) -> Rows:
    return bar_charts.nps_rows(seen), None
