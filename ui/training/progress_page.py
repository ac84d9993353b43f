"""The learner's own figures on one page: tiles, curves, topics, what comes again, words, certificates, the team."""

from app.i18n import _
from ui.training import progress_charts as charts
from ui.training import progress_shown as values
from ui.training.certificate_card import CertificateCard
from ui.training.coach_words import WordsCard
from ui.training.practice_page import PracticePage
from ui.training.progress_shown import Shown
from ui.training.progress_team import TeamCard


class ProgressPage(PracticePage[Shown]):
    """One's own past is what one is compared with.

    Attributes:
        words, certificates, team: cards that are no charts; the team's is hidden where nobody may look.
    """

    def __init__(self) -> None:
        super().__init__()
        self.add_tiles(_("Streak"), values.streak_tile, values.minutes_tile)
        self.add_curves()
        self.add_topics()
        self.due = self.add_bars(_("Comes again in the next 7 days"), charts.due_rows, charts.due_sheet)
        self.words, self.certificates, self.team = WordsCard(), CertificateCard(), TeamCard()
        for card in (self.words, self.certificates, self.team):
            self.cards.add(card)
        self.team.hide()

    def show_seen(self, seen: Shown) -> None:
        super().show_seen(seen)
        if not any(seen.due):
            self.due.nothing.setText(_("Nothing that went wrong is due in the next 7 days."))
