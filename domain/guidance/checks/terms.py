"""At most three technical terms, each with plain words in brackets (L-2)."""

from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Edit, Finding, Level
from domain.guidance.lexicon import Words
from domain.guidance.reading import Reading

_OPENING = ("(", "（", "[", "—", "–")


def find(draft: Reading) -> Iterator[Finding]:
    """Each term without an explanation, where it is first used; and one more when there are too many."""
    first = {hit.phrase: hit for hit in reversed(draft.hits(Words.TECHNICAL))}
    most = draft.about.figures.terms
    if len(first) > most:
        yield Finding(CheckId.TERMS, tuple(map(draft.span, first.values())), count=len(first), most=most)
    for phrase, hit in sorted(first.items(), key=lambda item: item[1].start):
        span, plain = draft.span(hit), draft.lexicon.said(Words.TECHNICAL, phrase)
        if plain and not draft.text[span.end :].lstrip().startswith(_OPENING) and not _inside(draft, span.start):
            wide = "\u3400" <= draft.text[span.end - 1] <= "\u9fff"
            explained = f"（{plain}）" if wide else f" ({plain})"
            edit = Edit(span.end, span.end, explained)
            yield Finding(CheckId.TERMS, (span,), draft.written(span), plain, edits=(edit,))


def _inside(draft: Reading, at: int) -> bool:
    """Whether the place is in brackets: there the term is the explanation."""
    before = draft.text[max(0, at - 60) : at]
    return before.count("(") + before.count("（") > before.count(")") + before.count("）")


CHECK = Check(CheckId.TERMS, "L-2", Level.HINT, find)
