"""What a certificate says, in words (S-1, S-2)."""

from app.i18n import _
from domain.training.assigning import Certificate
from ui.locale import language_name, number, percent
from ui.training.words import seconds_words


def language_words(language: str) -> str:
    """Of which messages."""
    return language_name(language) or _("All languages")


def shown_words(one: Certificate) -> str:
    """Its figures in one line."""
    parts = [_("median {time}").format(time=seconds_words(one.median))]
    shares = ((_("keyword recall"), one.recall), (_("topics"), one.topics), (_("tiers"), one.tiers))
    parts += [f"{name} {percent(share)}" for name, share in shares if share is not None]
    return " · ".join((*parts, _("{count} attempts").format(count=number(one.attempts))))
