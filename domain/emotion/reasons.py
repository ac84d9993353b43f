"""Why a message is what it is, in the customer's own words: what, if it were not there, would move the score most."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from domain.emotion.assessment import Cue, Reason, Tier
from domain.emotion.network import Network
from domain.emotion.overrides import Override
from domain.emotion.reading import Reading
from domain.emotion.surface import NAMES

MOST = 4
WORDS = 2
"""So many reasons at most are words that no list has."""

SPAN, SHORTEST = 3, 4
LONG = 24
"""In messages of more pieces only every second place is tried for a plain reason."""

SIZES = ((12, (1, 2, 3)), (20, (1, 3)))
"""How many pieces a plain reason covers, by how many there are at most."""

LEAST = 60
"""What moves the score by less, in thousandths, is no reason."""

_CUES = {
    "repetition": Cue.REPETITION,
    "waiting": Cue.WAITING,
    "publicity": Cue.PUBLICITY,
    "authority": Cue.AUTHORITY,
    "leaving": Cue.LEAVING,
    "distrust": Cue.DISTRUST,
    "insult": Cue.INSULT,
    "demand": Cue.DEMAND,
    "thanks": Cue.THANKS,
    "politeness": Cue.THANKS,
    "question": Cue.QUESTION,
}
_CALM = frozenset((Cue.THANKS, Cue.QUESTION))
_MARKS = " \t\n.,;:!?…。，！？、؟،\"'()[]-–—"


@dataclass(frozen=True, slots=True)
class _Shown:
    """Something beside plain words that may have moved the score, and the surface as it would be without it."""

    cue: Cue
    words: str
    span: tuple[int, int]
    surface: tuple[int, ...]


def reasons(network: Network, reading: Reading, tier: Tier, holding: Sequence[Override]) -> tuple[Reason, ...]:
    """The strongest first, four at most."""
    if not reading.pieces:
        return ()
    shown = [*_from_cues(reading), *_from_surface(reading)]
    told = [one.span for one in shown if _escalates(one.cue, tier)]
    spans = [one.span for one in shown]
    spans += [span for span in _spans(reading) if not _stands_on(span, told)] if told else _spans(reading)
    if not spans:
        return ()
    moved = _moved(network.without(reading.pooled, spans, [one.surface for one in shown]), reading, tier)
    ruled = {cue for rule in holding for cue in rule.cues}
    first = {at for at, one in enumerate(shown) if one.cue in ruled}
    always = {at for at, one in enumerate(shown) if _escalates(one.cue, tier)} | first
    found: list[Reason] = []
    taken: list[tuple[int, int]] = []
    for _, _, at in sorted([(at not in first, -by, at) for at, by in enumerate(moved) if by >= LEAST or at in always]):
        if _stands_on(spans[at], taken) or (at >= len(shown) and _enough(found)):
            continue
        reason = _told(reading, shown[at] if at < len(shown) else None, spans[at], tier)
        if reason and reason not in found:
            found.append(reason)
            taken.append(spans[at])
            if len(found) == MOST:
                break
    return tuple(found)


def _moved(without: Any, reading: Reading, tier: Tier) -> list[int]:
    """By how much each span moved the score towards the tier, in thousandths."""
    if tier is Tier.LOW:
        return [one - reading.complaint for one in without[:, 0].tolist()]
    if tier is Tier.MEDIUM:
        return [reading.complaint - one for one in without[:, 0].tolist()]
    both = reading.complaint + reading.anger
    return [both - one - other for one, other in without[:, :2].tolist()]


def _told(reading: Reading, shown: _Shown | None, span: tuple[int, int], tier: Tier) -> Reason | None:
    """The reason of a span; None when it cannot be shown, or speaks for the other side by its nature."""
    raises = tier is not Tier.LOW
    if shown:
        return Reason(shown.cue, shown.words, raises) if (shown.cue in _CALM) is not raises else None
    pieces = reading.pieces
    words = reading.folded.words(pieces[span[0]].start, pieces[span[1] - 1].end).strip(_MARKS)
    spaced = words[:1].isalpha() and not "\u0e00" <= words[0] <= "\u9fff"
    return Reason(Cue.WORDS, words, raises) if len(words) >= (SHORTEST if spaced else 2) else None


def _escalates(cue: Cue, tier: Tier) -> bool:
    """Whether it is told in any complaint, however little the model made of it: an agent has to know of it."""
    return tier is not Tier.LOW and cue not in _CALM


def _enough(found: Sequence[Reason]) -> bool:
    """Whether there are as many plain words as are shown."""
    return sum(one.cue is Cue.WORDS for one in found) == WORDS


def _stands_on(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    start, end = span
    return any(start < last and first < end for first, last in taken)


def _spans(reading: Reading) -> list[tuple[int, int]]:
    """One to three pieces in a row, fewer sizes in longer messages; words that are spaced are never cut in two."""
    pieces, text = reading.pieces, reading.folded.text
    count = len(pieces)
    whole = [end > start and not _goes_on(text, end) for _, start, end in pieces]
    sizes = next((some for most, some in SIZES if count <= most), (SPAN,))
    starts = range(0, count, 1 if count <= LONG else 2)
    return [
        (start, start + size)
        for start in starts
        if not _goes_on(text, pieces[start].start)
        for size in sizes
        if start + size <= count and whole[start + size - 1]
    ]


def _from_cues(reading: Reading) -> Iterable[_Shown]:
    for hit in reading.hits:
        numbers = list(reading.surface.numbers)
        at = NAMES.index(hit.kind)
        numbers[at] = max(0, numbers[at] - 2)
        words = reading.folded.words(hit.start, hit.end).strip(_MARKS)
        yield _Shown(_CUES[hit.kind], words, _span(reading, hit.start, hit.end), tuple(numbers))


def _from_surface(reading: Reading) -> Iterable[_Shown]:
    """Capitals, marks and sums of money, with the words they stand on."""
    surface = reading.surface
    shown = (
        (Cue.CAPITALS, surface.shouted, ("capitals", "capital share")),
        (Cue.MARKS, surface.marks, ("exclamations", "questions", "runs")),
        (Cue.AMOUNT, surface.amount, ("amount",)),
    )
    for cue, words, names in shown:
        if words:
            numbers = tuple(0 if name in names else one for name, one in zip(NAMES, surface.numbers, strict=True))
            at = reading.folded.source.find(words)
            start, end = (_behind(reading, place) for place in (at, at + len(words)))
            yield _Shown(cue, words, _span(reading, start, end), numbers)


def _goes_on(text: str, at: int) -> bool:
    """Whether a spaced word goes on over a place."""
    return 0 < at < len(text) and _spaced(text[at]) and _spaced(text[at - 1])


def _spaced(character: str) -> bool:
    return character.isalnum() and not "\u0e00" <= character <= "\u9fff"


def _span(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The pieces that touch a stretch of the folded text; none of them for an empty one."""
    first = bisect_right(reading.pieces, start, key=_end)
    last = bisect_left(reading.pieces, end, key=_start)
    return (first, last) if first < last else (0, 0)


_start, _end = attrgetter("start"), attrgetter("end")


def _behind(reading: Reading, place: int) -> int:
    """Where a place of the message is in the folded text."""
    places = reading.folded.places
    return min(bisect_left(places, place), len(places) - 1)
