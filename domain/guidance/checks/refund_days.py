"""A refund outside the days within which goods are taken back (A-3)."""

import re
from collections.abc import Iterator
from datetime import timedelta

from domain.guidance.checks.amount_limit import offers
from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.lexicon import Words
from domain.guidance.reading import Reading
from domain.guidance.sentences import Span

_DAYS = re.compile(
    r"(?<![\d月])(?<!月\s)(?P<days>\d{1,3})\s?(?:calendar\s|working\s|business\s)?"
    r"(?:days?\b|giorni\b|дн(?:ей|я)\b|день\b|天|日(?!\d)|วัน|ngày\b|يوم|أيام|días\b|dias\b|hari\b)",
    re.IGNORECASE,
)


def find(draft: Reading) -> Iterator[Finding]:
    """More days than the rule has, or a refund for goods that arrived longer ago."""
    about, most = draft.about, draft.about.figures.refund_days
    for hit in _DAYS.finditer(draft.text):
        if int(hit["days"]) > most and offers(draft, hit.start()):
            span = Span(hit.start(), hit.end())
            yield Finding(CheckId.REFUND_DAYS, (span,), hit[0], count=int(hit["days"]), most=most)
    if about.delivered_at is None or about.now is None:
        return
    since = about.now - about.delivered_at
    hits = draft.hits(Words.COMPENSATION)
    if since > timedelta(days=most) and hits:
        span = draft.span(hits[0])
        yield Finding(CheckId.REFUND_DAYS, (span,), draft.written(span), "delivered", since.days, most=most)


CHECK = Check(CheckId.REFUND_DAYS, "A-3", Level.HINT, find)
