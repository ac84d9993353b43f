"""Which replies the palette shows, best first: by match, then by fit to topic, tier, language and own use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest

from domain.folding import folded
from domain.ids import QuickReplyId
from domain.templates.choosing import Situation, language_fit, usable
from domain.templates.index import Match, ReplyIndex
from domain.templates.reply import QuickReply, Wording

ENOUGH = 60
"""From so many hits among names on, texts are not looked through for more."""

TEXT_HITS = 300
"""Replies found by their text alone, at most, for a single word."""

_USES = 63


@dataclass(frozen=True, slots=True)
class Ranked:
    """One reply that is meant, and how."""

    reply: QuickReply
    match: Match


class Ranking:
    """The order of an index's replies in one situation; made when a thread is opened, asked at every keystroke.

    Attributes:
        uses: how often the agent used each reply, also before.
    """

    def __init__(self, index: ReplyIndex, situation: Situation, uses: Mapping[QuickReplyId, int]) -> None:
        self.index = index
        self._fits: list[int] = []
        known: dict[tuple[object, ...], int] = {}
        for reply in index.replies:
            key = (reply.topic, reply.channels, reply.wordings) if len(reply.wordings) > 1 else _profile(reply)
            fit = known.get(key)
            if fit is None:
                fit = known[key] = _fit(reply, situation)
            self._fits.append(fit if fit < 0 else fit * (_USES + 1) + min(_USES, uses.get(reply.id, 0)))

    def best(self, typed: str, limit: int) -> tuple[Ranked, ...]:
        """The replies that are meant by what was typed behind "/", at most `limit`; all of them by fit when nothing."""
        words = list(dict.fromkeys(folded(typed).split()))
        fits = self._fits
        if not words:
            usual = nlargest(limit, (place for place, fit in enumerate(fits) if fit >= 0), key=fits.__getitem__)
            return self._ranked(usual, {})
        found = self._meant(words, "".join(words))
        keyed = ((match << 40 | fits[place], -place) for place, match in found.items() if fits[place] >= 0)
        return self._ranked((-place for _key, place in nlargest(limit, keyed)), found)

    def _ranked(self, places: Iterable[int], found: Mapping[int, int]) -> tuple[Ranked, ...]:
        replies = self.index.replies
        return tuple(Ranked(replies[place], Match(min(found.get(place, 0), Match.EXACT))) for place in places)

    def _meant(self, words: list[str], whole: str) -> dict[int, int]:
        """Every reply that all words mean, with the least of their matches; the longest word is looked up first."""
        first, *others = sorted(words, key=len, reverse=True)
        found: dict[int, int] = dict(self._word(first, alone=not others))
        for word in others:
            found = self._narrowed(found, word)
        if others:
            for place in self.index.begins(whole).keys() & found.keys():
                found[place] = Match.EXACT
        return found

    def _word(self, word: str, *, alone: bool) -> dict[int, Match]:
        index = self.index
        found = index.begins(word)
        if alone and len(found) >= ENOUGH:
            return found
        if _only_begins(word):
            return found
        found = dict(found)
        for place in index.inside(word):
            found.setdefault(place, Match.INSIDE)
        if len(found) < ENOUGH:
            for place, match in index.near(word).items():
                found.setdefault(place, match)
        for number, place in enumerate(index.in_text(word)):
            if alone and number >= TEXT_HITS:
                break
            found.setdefault(place, Match.TEXT)
        return found

    def _narrowed(self, found: Mapping[int, int], word: str) -> dict[int, int]:
        index, left = self.index, {}
        begins, near = index.begins(word), index.near(word)
        if _only_begins(word):
            return {place: min(before, begins[place]) for place, before in found.items() if place in begins}
        for place, before in found.items():
            match = begins.get(place) or near.get(place)
            if match is None:
                if index.named(place, word):
                    match = Match.INSIDE
                elif index.holds(place, word):
                    match = Match.TEXT
                else:
                    continue
            left[place] = min(before, match)
        return left


def _only_begins(word: str) -> bool:
    """One or two letters of an alphabet mean the beginning of a word; of Chinese or Thai they are a word."""
    return len(word) <= 2 and word.isascii()


def _profile(reply: QuickReply) -> tuple[object, ...]:
    """What the fit of a reply with one wording depends on."""
    return (reply.topic, reply.channels, *((w.language, w.tier, w.trait) for w in reply.wordings))


def _fit(reply: QuickReply, situation: Situation) -> int:
    """How well the situation is served, 0 to 511; -1 for a reply that cannot be used in it."""
    wordings = [w for w in reply.wordings if w.trait is None or w.trait in situation.traits]
    if not wordings or not usable(reply, situation.channel):
        return -1
    return max(_wording_fit(reply, wording, situation) for wording in wordings)


def _wording_fit(reply: QuickReply, wording: Wording, situation: Situation) -> int:
    topic = 2 if reply.topic is not None and reply.topic is situation.topic else 1 if reply.topic is None else 0
    tier = 2 if wording.tier is situation.tier else 1 if wording.tier is None else 0
    special = 1 if wording.trait is not None else 0
    return topic << 6 | tier << 4 | language_fit(wording.language, situation.language) << 1 | special
