"""A compensation above what may be promised without somebody else's word (K-4)."""

from collections.abc import Iterator

from domain.guidance.facts import FactKind
from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.lexicon import Words
from domain.guidance.reading import Reading
from domain.guidance.sentences import Span


def find(draft: Reading) -> Iterator[Finding]:
    """Each amount over the limit of its currency in a sentence that speaks of compensation."""
    for fact in draft.facts:
        limit = draft.about.limits.get(fact.currency)
        if fact.kind is FactKind.AMOUNT and limit is not None and fact.amount > limit and offers(draft, fact.start):
            span = Span(fact.start, fact.end)
            yield Finding(CheckId.AMOUNT_LIMIT, (span,), draft.written(span), fact.currency, fact.amount, most=limit)


def offers(draft: Reading, at: int) -> bool:
    """Whether the sentence at that place speaks of compensation."""
    sentence = draft.sentence_of(at)
    return any(sentence.start <= draft.folded.place(hit.start) < sentence.end for hit in draft.hits(Words.COMPENSATION))


CHECK = Check(CheckId.AMOUNT_LIMIT, "K-4", Level.CONFIRM, find)
