"""The first guess of an item's key, from what the engine or an agent said of the message (E-1)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from app.services.pack_values import Stripped
from domain.emotion.assessment import Assessment, Tier, Topic
from domain.ids import DrillItemId
from domain.training.item import DrillItem, Line, Mark, NextStep

MOST_BEFORE: Final = 6
"""Lines of what was said before that go along."""

_LOOKED_UP = frozenset({Topic.LOGISTICS, Topic.REFUND, Topic.PAYMENT, Topic.ACCOUNT})


def blank(item_id: DrillItemId, language: str) -> DrillItem:
    """An item that somebody begins to write."""
    return DrillItem(item_id, language, "", (), None, Tier.LOW, False, NextStep.ANSWER)


def first_guess(item_id: DrillItemId, lines: Sequence[Stripped], texts: Sequence[str], place: int) -> DrillItem:
    """One message as an item: of `lines` only its language and what was said of its mood go along, never its text.

    Args:
        texts: the lines as they are without what is private; these alone are kept.
    """
    line, text = lines[place], texts[place].strip()
    before = tuple(Line(lines[at].side, texts[at]) for at in range(max(0, place - MOST_BEFORE), place))
    item = replace(blank(item_id, line.language), text=text, before=before)
    said = line.assessment
    if said is None:
        return item
    step = _step(said)
    marks = tuple(_marks(text, said))
    return replace(item, marks=marks, topic=said.topic, tier=said.tier, complaint=said.complaint, step=step)


def _step(said: Assessment) -> NextStep:
    if said.complaint and said.tier is Tier.HIGH:
        return NextStep.OFFER
    return NextStep.LOOK_UP if said.topic in _LOOKED_UP else NextStep.ANSWER


def _marks(text: str, said: Assessment) -> Iterator[Mark]:
    """The words that the mood was told by, where they still stand."""
    folded, end = text.casefold(), 0
    same_length = len(folded) == len(text)
    words = [reason.words.strip() for reason in said.reasons if reason.raises and reason.words.strip()]
    found = {text.find(word) if not same_length else folded.find(word.casefold()): word for word in words}
    for start in sorted(found):
        if start >= end:
            end = start + len(found[start])
            yield Mark(start, end)
