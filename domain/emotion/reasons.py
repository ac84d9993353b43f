"""Why a message is what it is, in the customer's own words: what, if it were not there, would move the score most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.emotion.assessment import Cue, Reason, Tier
from domain.emotion.network import Network
from domain.emotion.overrides import Override
from domain.emotion.reading import Reading
from domain.emotion.surface import NAMES

MOST = 4
WORDS = 2
"""So many reasons at most are words that no list has."""

SPAN = 3
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
class _Candidate:
    """Something that may have moved the score: the pieces it covers, and the surface as it would be without it."""

    cue: Cue
    words: str
    span: tuple[int, int]
    surface: tuple[int, ...]


def reasons(network: Network, reading: Reading, tier: Tier, holding: Sequence[Override]) -> tuple[Reason, ...]:
    """The strongest first, four at most."""
    candidates = [*_from_cues(reading), *_from_surface(reading), *_from_words(reading)]
    moved = _moved(network, reading, tier, candidates)
    ruled = {cue for rule in holding for cue in rule.cues}
    raises = tier is not Tier.LOW
    order = sorted(range(len(candidates)), key=lambda at: (candidates[at].cue not in ruled, -moved[at], at))
    fitting = (
        candidates[at]
        for at in order
        if (candidates[at].cue in _CALM) is not raises or candidates[at].cue is Cue.WORDS
        if moved[at] >= LEAST or candidates[at].cue in ruled
    )
    return tuple(Reason(one.cue, one.words, raises) for one in _apart(fitting))


def _moved(network: Network, reading: Reading, tier: Tier, candidates: Sequence[_Candidate]) -> list[int]:
    """By how much each of them moved the score towards the tier, in thousandths."""
    if not candidates:
        return []
    found = network.without(reading.pooled, [one.span for one in candidates], [one.surface for one in candidates])
    whole = (reading.complaint, reading.anger)
    share = {Tier.LOW: (-1, 0), Tier.MEDIUM: (1, 0), Tier.HIGH: (1, 1)}[tier]
    return [sum(int(whole[at] - row[at]) * share[at] for at in (0, 1)) for row in found]


def _from_cues(reading: Reading) -> Iterable[_Candidate]:
    for hit in reading.hits:
        numbers = list(reading.surface.numbers)
        at = NAMES.index(hit.kind)
        numbers[at] = max(0, numbers[at] - 2)
        words = reading.folded.words(hit.start, hit.end).strip(_MARKS)
        yield _Candidate(_CUES[hit.kind], words, _span(reading, hit.start, hit.end), tuple(numbers))


def _from_surface(reading: Reading) -> Iterable[_Candidate]:
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
            yield _Candidate(cue, words, _span(reading, start, end), numbers)


def _from_words(reading: Reading) -> Iterable[_Candidate]:
    pieces = reading.pieces
    for start in range(len(pieces)):
        for end in range(start + 1, min(start + SPAN, len(pieces)) + 1):
            words = reading.folded.words(pieces[start].start, pieces[end - 1].end).strip(_MARKS)
            if len(words) >= 2 and _whole(reading, pieces[start].start, pieces[end - 1].end):
                yield _Candidate(Cue.WORDS, words, (start, end), reading.surface.numbers)


def _whole(reading: Reading, start: int, end: int) -> bool:
    """Whether no spaced word is cut in two at either end."""
    text = reading.folded.text
    return not (start and _joins(text[start - 1], text[start])) and not (
        end < len(text) and _joins(text[end - 1], text[end])
    )


def _joins(first: str, second: str) -> bool:
    return all(part.isalnum() and not "\u0e00" <= part <= "\u9fff" for part in (first, second))


def _span(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The pieces that touch a stretch of the folded text; none of them for an empty one."""
    touched = [at for at, piece in enumerate(reading.pieces) if piece.start < end and piece.end > start]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def _behind(reading: Reading, place: int) -> int:
    """Where a place of the message is in the folded text."""
    places = reading.folded.places
    return next((at for at, one in enumerate(places) if one >= place), len(places) - 1)


def _apart(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The first few that do not stand on the same pieces as one before them."""
    kept: list[_Candidate] = []
    for one in candidates:
        words = sum(other.cue is Cue.WORDS for other in kept)
        if len(kept) == MOST or (one.cue is Cue.WORDS and words == WORDS):
            continue
        if not any(_overlap(one, other) for other in kept):
            kept.append(one)
    return kept


def _overlap(one: _Candidate, other: _Candidate) -> bool:
    same = one.cue is other.cue and one.words == other.words
    return same or (one.span[0] < other.span[1] and other.span[0] < one.span[1])
