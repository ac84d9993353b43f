"""What a trainer sees of everybody: figures, learners, effect, curves, topics, items, assignments (S-2, S-3)."""

from app.i18n import _
from ui.notice import Notice
from ui.training import learners_shown as tables
from ui.training import progress_shown as values
from ui.training.learners_effect import EffectCard, effect_sheet
from ui.training.learners_shown import Reported
from ui.training.practice_page import PracticePage
from widgets.charts.values import Sheet


class LearnersPage(PracticePage[Reported]):
    """Everybody.

    Attributes:
        learners, assigned: tables that lead on. effect: does it show in live work. trouble: stands where the report is
            missing; assignments are shown all the same.
    """

    def __init__(self) -> None:
        super().__init__()
        self.add_tiles(_("Late under pressure"), values.late_tile, values.hours_tile)
        self.trouble = Notice()
        self.trouble.hide()
        self._column.insertWidget(0, self.trouble)
        self.learners = self.add_table(_("Learners"), tables.learners_sheet, wide=True)
        self.learners.table.allow_sorting()
        self.learners.say_more(_("S sorts by the next column, R turns it round, Enter opens a learner"))
        self.effect = EffectCard()
        self.add_card(self.effect, _effect_sheet, self._fill_effect, wide=True)
        self.add_curves()
        self.add_topics()
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
