"""What stands where a report would: why there is none yet, none at all, or none that could be had."""

from app.errors import KnownError, Unreachable
from app.i18n import _
from ui.insights.seen import Seen
from ui.notice import Notice
from ui.words import error_words

EVERYTHING, AGAIN = "everything", "again"
"""What its button does: no filters any more, or the same once more."""


class Nothing(Notice):
    """The sentence, and the way on."""

    def say_counting(self) -> None:
        """It is on its way."""
        self.say(_("Counting…"))

    def say_empty(self, *, filtered: bool) -> None:
        """There is nothing in these days, or with these filters."""
        if filtered:
            words = _("Nothing counts with these filters.")
            self.say(_("Nothing to show"), words, _("Show everything"), EVERYTHING)
        else:
            words = _("As soon as customers write and are answered, it is counted here.")
            self.say(_("Nobody wrote in these days"), words)

    def say_failed(self, error: KnownError) -> None:
        """It could not be had."""
        words = error_words(error)
        if isinstance(error, Unreachable):
            words = _("These days were not looked at before, so nothing of them is kept here.") + " " + words
        self.say(_("This could not be counted"), words, _("Try again"), AGAIN)


def is_empty(seen: Seen) -> bool:
    """Whether nothing of what a report counts has happened."""
    report = seen.report
    lines = report.complaints
    complaints = any(line.opened or line.open for line in lines.tiers) or lines.offers
    answers = sum(report.csat.counts)
    return not (report.inbound or report.outbound or report.unanswered or complaints or answers)
