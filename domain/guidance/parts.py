"""Recognises what a reply has: an apology, a promised time, a summary of the problem (E, L-6, K-1)."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.folding import unspaced
from domain.guidance.findings import Part
from domain.guidance.folding import fold
from domain.guidance.lexicon import Words
from domain.guidance.phrases import whole
from domain.guidance.reading import Reading
from domain.guidance.sentences import Span

LONG_WORD = 5
SHARED_WORDS, SHARED_PIECES = 2, 3
CLOSING_WORDS = 8
"""A friendly last sentence of so many words ("Thank you for your patience!") may follow the call to action."""
HONORIFICS = ("小姐", "先生", "女士", "太太", "同学", "老师")

_WORD = re.compile(rf"[^\W\d_]{{{LONG_WORD},}}")
_UNSPACED_RUN = re.compile(r"[\u0e00-\u0eff\u3400-\u9fff]+")
_QUESTION = ("?", "？", "؟")


def has(draft: Reading, part: Part) -> bool | None:
    """Whether the draft has that part; None when there is no word list to go by."""
    return _RECOGNISED[part](draft)


def empathy_count(draft: Reading) -> int:
    """Phrases that feel with the customer in the first sentences (L-3); an apology is one of them."""
    end = draft.opening(draft.about.figures.opening)
    spans = [draft.span(hit) for words in (Words.EMPATHY, Words.APOLOGY) for hit in draft.hits(words)]
    count, last = 0, -1
    for span in sorted(spans, key=_begin):
        if span.start < end and span.start >= last:
            count, last = count + 1, span.end
    return count


def _empathy(draft: Reading) -> bool | None:
    return empathy_count(draft) >= draft.about.figures.empathy if draft.has(Words.EMPATHY) else None


def _listed(words: Words) -> Callable[[Reading], bool | None]:
    def listed(draft: Reading) -> bool | None:
        return bool(draft.hits(words)) if draft.has(words) else None

    return listed


def _fact(draft: Reading) -> bool | None:
    return True if draft.facts else _listed(Words.FACT)(draft)


def _urgent(draft: Reading) -> bool | None:
    known = [words for words in (Words.URGENT, Words.PROMISED_TIME) if draft.has(words)]
    return any(draft.hits(words) for words in known) if known else None


def _summary(draft: Reading) -> bool | None:
    if draft.hits(Words.SUMMARY) or _shares(draft.about.asked, draft.folded.text):
        return True
    return False if draft.has(Words.SUMMARY) else None


def _personal(draft: Reading) -> bool | None:
    """The customer's name, or one word of it, in the first two sentences."""
    names = [word for word in re.split(r"[\s,.]+", fold(draft.about.customer).text) if word and not word.isdecimal()]
    end = draft.opening(2)
    start = fold(draft.text[:end]).text
    if any(_named(start, name) for name in names):
        return True
    return False if names else None


def _named(text: str, name: str) -> bool:
    if unspaced(name[0]) and name in text:
        return True
    if "\u3400" <= name[0] <= "\u9fff":
        # Chinese is addressed by the family name and a title; the given name stays away.
        return any(name[:1] + title in text for title in HONORIFICS)
    at = text.find(name)
    while at >= 0:
        if len(name) > 1 and whole(text, at, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _call_to_action(draft: Reading) -> bool | None:
    """At the end: in the last sentence, or the one before when the last only says thank you."""
    if not draft.sentences:
        return False
    begin = draft.sentences[-1].start
    if len(draft.sentences) > 1 and _closing(draft):
        begin = draft.sentences[-2].start
    asked = draft.text[begin:].rstrip(" \"'”’)」』）").endswith(_QUESTION)
    if asked or any(draft.folded.place(hit.start) >= begin for hit in draft.hits(Words.CALL_TO_ACTION)):
        return True
    return False if draft.has(Words.CALL_TO_ACTION) else None


def _closing(draft: Reading) -> bool:
    last = draft.sentences[-1]
    short = len(draft.written(last).split()) <= CLOSING_WORDS and last.end - last.start <= 60
    known = (*draft.hits(Words.FRIENDLY), *draft.hits(Words.EMPATHY), *draft.hits(Words.GREETING))
    return short and any(draft.folded.place(hit.start) >= last.start for hit in known)


def _begin(span: Span) -> int:
    return span.start


def _shares(asked: str, folded: str) -> bool:
    """Whether the draft takes up what the customer said: two long words of theirs, or three pairs of characters."""
    if not asked:
        return False
    theirs = fold(asked[:2000]).text
    words = {word for word in _WORD.findall(theirs) if not unspaced(word[0])}
    if len(words & set(_WORD.findall(folded))) >= SHARED_WORDS:
        return True
    return len(_pairs(theirs) & _pairs(folded)) >= SHARED_PIECES


def _pairs(text: str) -> set[str]:
    """Two Han characters, or five Thai ones, in a row."""
    found: set[str] = set()
    for run in _UNSPACED_RUN.findall(text):
        size = 2 if run[0] >= "\u3400" else 5
        found.update(run[at : at + size] for at in range(len(run) - size + 1))
    return found


_RECOGNISED: Mapping[Part, Callable[[Reading], bool | None]] = MappingProxyType(
    {
        Part.FACT: _fact,
        Part.SOLUTION: _listed(Words.SOLUTION),
        Part.APOLOGY: _listed(Words.APOLOGY),
        Part.REASON: _listed(Words.REASON),
        Part.COMPENSATION: _listed(Words.COMPENSATION),
        Part.PERSONAL_ADDRESS: _personal,
        Part.URGENT_PROMISE: _urgent,
        Part.SPECIALIST: _listed(Words.SPECIALIST),
        Part.SUMMARY: _summary,
        Part.PROMISED_TIME: _listed(Words.PROMISED_TIME),
        Part.CALL_TO_ACTION: _call_to_action,
        Part.EMPATHY: _empathy,
    }
)
