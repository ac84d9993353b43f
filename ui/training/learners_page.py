"""What a trainer sees of everybody: figures, learners, effect, curves, topics, items, assignments (S-2, S-3)."""

from app.i18n import _
from ui.notice import Notice
from ui.report_page import ReportPage
from ui.training import learners_shown as tables
from ui.training import progress_charts as charts
from ui.training import progress_shown as values
from ui.training.learners_effect import EffectCard, effect_sheet
from ui.training.learners_shown import Reported
from widgets.charts.values import Sheet


class Common(ReportPage[Reported]):
    """What everybody's page and one learner's have in common."""

    def __init__(self) -> None:
        super().__init__()
        self.add_tile(_("Median time to the point"), values.median_tile)
        self.add_tile(_("Keyword recall"), values.recall_tile)
        self.add_tile(_("Topics right"), values.topics_tile)
        self.add_tile(_("Tiers right"), values.tiers_tile)
        self.add_tile(_("Late under pressure"), values.late_tile)
        self.add_tile(_("Practice"), values.hours_tile)

    def compared_words(self, seen: Reported) -> str:
        return _("median before") if seen.compared else ""

    def add_curves(self) -> None:
        """Speed and shares, day by day."""
        self.speed = self.add_curve(
            _("Time to the point"), charts.median_curve, charts.curve_sheet, charts.median_parts
        )
        self.shares = self.add_curve(
            _("Keyword recall and what is right"), charts.share_curve, charts.curve_sheet, charts.share_parts
        )

    def say_little(self, seen: Reported) -> None:
        """Why there are no curves."""
        if seen.little:
            for card in (self.speed, self.shares):
                card.nothing.setText(values.little_words(seen))


class LearnersPage(Common):
    """Everybody.

    Attributes:
        learners, assigned: tables that lead on. effect: does it show in live work. trouble: stands where the report is
            missing; assignments are shown all the same.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trouble = Notice()
        self.trouble.hide()
        self._column.insertWidget(0, self.trouble)
        self.learners = self.add_table(_("Learners"), tables.learners_sheet, wide=True)
        self.learners.table.allow_sorting()
        self.learners.say_more(_("S sorts by the next column, R turns it round, Enter opens a learner"))
        self.effect = EffectCard()
        self.add_card(self.effect, _effect_sheet, self._fill_effect, wide=True)
        self.add_curves()
        self.topics = self.add_bars(_("Topics, the weakest first"), charts.topic_rows, charts.topic_sheet)
        self.wrong = self.add_table(_("Goes wrong most"), tables.items_sheet)
        self.assigned = self.add_table(_("Assignments"), tables.assignments_sheet, wide=True)
        self.assigned.table.allow_sorting()
        self.assigned.say_more(_("Enter opens one: edit it, end it"))
        self.going = self.add_table(_("Who is how far"), tables.going_sheet, wide=True)
        self.going.table.allow_sorting()

    def show_seen(self, seen: Reported) -> None:
        self.trouble.hide()
        self._show_parts(shown=True)
        super().show_seen(seen)
        self.say_little(seen)
        self.assigned.nothing.setText(_("Nothing was given yet."))
        self.going.nothing.setText(_("Nobody has anything to do."))

    def show_without(self, seen: Reported, heading: str, words: str) -> None:
        """The report could not be had: what was given is here all the same."""
        super().show_seen(seen)
        self._show_parts(shown=False)
        self.assigned.nothing.setText(_("Nothing was given yet."))
        self.trouble.say(heading, words, _("Try again"), "again")
        self.trouble.show()

    def _show_parts(self, *, shown: bool) -> None:
        self.tiles.setVisible(shown)
        for card in self.chart_cards():
            card.setVisible(shown or card is self.assigned)

    def _fill_effect(self, seen: Reported) -> bool:
        return self.effect.show_effect(seen.effect)


def _effect_sheet(seen: Reported) -> Sheet:
    return effect_sheet(seen.effect)
