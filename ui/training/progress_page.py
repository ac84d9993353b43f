"""The learner's own figures on one page: tiles, curves, topics, what comes again, words, certificates, the team."""

from app.i18n import _
from ui.report_page import ReportPage
from ui.training import progress_charts as charts
from ui.training import progress_shown as values
from ui.training.certificate_card import CertificateCard
from ui.training.coach_words import WordsCard
from ui.training.progress_shown import Shown
from ui.training.progress_team import TeamCard


class ProgressPage(ReportPage[Shown]):
    """One's own past is what one is compared with.

    Attributes:
        words, certificates, team: cards that are no charts; the team's is hidden where nobody may look.
    """

    def __init__(self) -> None:
        super().__init__()
        self.add_tile(_("Median time to the point"), values.median_tile)
        self.add_tile(_("Keyword recall"), values.recall_tile)
        self.add_tile(_("Topics right"), values.topics_tile)
        self.add_tile(_("Tiers right"), values.tiers_tile)
        self.add_tile(_("Streak"), values.streak_tile)
        self.add_tile(_("Practice"), values.minutes_tile)
        self.speed = self.add_curve(
            _("Time to the point"), charts.median_curve, charts.curve_sheet, charts.median_parts
        )
        self.shares = self.add_curve(
            _("Keyword recall and what is right"), charts.share_curve, charts.curve_sheet, charts.share_parts
        )
        self.topics = self.add_bars(_("Topics, the weakest first"), charts.topic_rows, charts.topic_sheet)
        self.due = self.add_bars(_("Comes again in the next 7 days"), charts.due_rows, charts.due_sheet)
        self.words, self.certificates, self.team = WordsCard(), CertificateCard(), TeamCard()
        for card in (self.words, self.certificates, self.team):
            self.cards.add(card)
        self.team.hide()

    def show_seen(self, seen: Shown) -> None:
        super().show_seen(seen)
        if seen.little:
            for card in (self.speed, self.shares):
                card.nothing.setText(values.little_words(seen))
        if not any(seen.due):
            self.due.nothing.setText(_("Nothing that went wrong is due in the next 7 days."))

    def compared_words(self, seen: Shown) -> str:
        return _("median before") if seen.compared else ""
