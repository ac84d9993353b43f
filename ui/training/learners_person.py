"""One learner, as a trainer sees them: figures, curves, topics, assignments, words, certificates (S-2)."""

from app.i18n import _
from ui.training import learners_shown as tables
from ui.training import progress_shown as values
from ui.training.certificate_ask import CertificateAsk
from ui.training.certificate_card import CertificateCard
from ui.training.coach_field import CoachField
from ui.training.coach_words import WordsCard
from ui.training.learners_shown import Reported
from ui.training.practice_page import PracticePage
from widgets.charts.values import Sheet


class PersonPage(PracticePage[Reported]):
    """What was said to them and what they were given stands beside their figures.

    Attributes:
        words, coach: what trainers said, and the field for more. certificates, ask: those there are, and another one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.add_tiles(_("Late under pressure"), values.late_tile, values.hours_tile)
        self.add_curves()
        self.words, self.coach = WordsCard(_("Words to this learner"), mine=False), CoachField()
        self.words.insert(self.coach)
        self.cards.add(self.words)
        nothing = _("None yet.")
        self.certificates, self.ask = CertificateCard(_("Certificates"), nothing), CertificateAsk()
        self.certificates.insert(self.ask)
        self.cards.add(self.certificates)
        self.add_topics()
        self.wrong = self.add_table(_("Goes wrong most"), tables.items_sheet)
        self.going = self.add_table(_("How far with assignments"), _own_going, wide=True)

    def show_seen(self, seen: Reported) -> None:
        super().show_seen(seen)
        self.going.nothing.setText(_("Nothing was given to them."))


def _own_going(seen: Reported) -> Sheet:
    """Whose it is need not be said on their own page."""
    sheet = tables.going_sheet(seen)
    rows = tuple(row[1:] for row in sheet.rows)
    return Sheet(sheet.title, sheet.heads[1:], rows)
