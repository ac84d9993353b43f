"""Which replies the palette shows, best first: by match, then by fit to topic, tier, language and own use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from typing import TypeVar

from domain.folding import folded
from domain.ids import QuickReplyId
from domain.templates.choosing import Situation, language_fit, usable
from domain.templates.index import Match, ReplyIndex, utf8
from domain.templates.reply import QuickReply, Wording

ENOUGH = 60
"""From so many hits among names on, texts are not looked through for more."""

MANY = 500
"""A word that so many hold is not looked up in all of them: the fittest are asked in turn until there are enough.

Of 5,000 replies either way asks some hundred, whatever the word.
"""

AT_A_TIME = 500
"""So many replies are looked through before it is asked whether that is enough."""

REMEMBERED = 64
"""Queries and words that are known again: with the next letter, and when letters are taken back."""

_USES = 63
_MATCHES = tuple(Match)
_FIT, _MATCH = 32, 64
_LAST = (1 << _FIT) - 1

K = TypeVar("K")
V = TypeVar("V")


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
        fit_of = [_fit(reply, situation) for reply in index.profiles]
        fits = [fit_of[profile] for profile in index.profile_of]
        self._fits = [fit if fit < 0 else fit * (_USES + 1) for fit in fits]
        if uses:
            for place, reply in enumerate(index.replies):
                if (used := uses.get(reply.id, 0)) and fits[place] >= 0:
                    self._fits[place] += min(_USES, used)
        self._fittest = sorted(range(len(fits)), key=self._fits.__getitem__, reverse=True)
        self._by_names: dict[tuple[str, int], Mapping[int, Match]] = {}
        self._answers: dict[tuple[str, int], tuple[Ranked, ...]] = {}

    def best(self, typed: str, limit: int) -> tuple[Ranked, ...]:
        """The replies that are meant by what was typed behind "/", at most `limit`; all of them by fit when nothing."""
        asked = (folded(typed), limit)
        answer = self._answers.get(asked)
        return answer if answer is not None else _kept(self._answers, asked, self._found(*asked))

    def _found(self, typed: str, limit: int) -> tuple[Ranked, ...]:
        words, fits = sorted(dict.fromkeys(typed.split()), key=len, reverse=True), self._fits
        if not words:
            return self._ranked((place for place in self._fittest[:limit] if fits[place] >= 0), {})
        found = self._named(words, "".join(typed.split()), limit)
        if len(found) < min(limit, ENOUGH) and not any(_only_begins(word) for word in words):
            found |= self._texted(typed, words, limit - len(found), found)
        # One number each: match, then fit, then the earlier place. Pairs are compared half as fast.
        keys = [match << _MATCH | fits[place] << _FIT | _LAST - place for place, match in found.items()]
        return self._ranked((_LAST - (key & _LAST) for key in nlargest(limit, keys)), found)

    def _ranked(self, places: Iterable[int], found: Mapping[int, int]) -> tuple[Ranked, ...]:
        replies = self.index.replies
        return tuple(Ranked(replies[place], _MATCHES[found.get(place, 0)]) for place in places)

    def _named(self, words: list[str], whole: str, limit: int) -> dict[int, int]:
        """Every usable reply that all words mean by its names, with the least of their matches."""
        first, *others = (self._by_name(word, limit) for word in words)
        fits = self._fits
        found: dict[int, int] = {place: match for place, match in first.items() if fits[place] >= 0}
        for other in others:
            found = {place: min(match, other[place]) for place, match in found.items() if place in other}
        if others:
            for place in self.index.begins(whole).keys() & found.keys():
                found[place] = Match.EXACT
        return found

    def _by_name(self, word: str, limit: int) -> Mapping[int, Match]:
        """Replies that the word means by their names; kept, since only the last word of a query changes."""
        known = self._by_names.get((word, limit))
        return known if known is not None else _kept(self._by_names, (word, limit), self._looked_up(word, limit))

    def _looked_up(self, word: str, limit: int) -> Mapping[int, Match]:
        index = self.index
        found = index.begins(word)
        if len(found) >= ENOUGH or _only_begins(word):
            return found
        found = dict(found)
        asked = utf8(word)
        inside = list(islice(index.inside(asked), MANY))
        for place in inside if len(inside) < MANY else self._who_say(asked, limit):
            found.setdefault(place, Match.INSIDE)
        if len(found) < ENOUGH:
            for place, match in index.near(word).items():
                found.setdefault(place, match)
        return found

    def _texted(self, typed: str, words: list[str], wanted: int, known: Mapping[int, int]) -> dict[int, int]:
        """Usable replies that hold words in their names and texts together, the fittest, as many as are wanted."""
        wholes, fits = self.index.wholes, self._fits
        candidates, asked = self._candidates(typed), [utf8(word) for word in words]
        holders: list[int] = []
        found: list[int] = []
        for start in range(0, len(candidates), AT_A_TIME):
            holding = candidates[start : start + AT_A_TIME]
            for word in asked:
                holding = [place for place in holding if word in wholes[place]]
            holders += holding
            found += [place for place in holding if place not in known and fits[place] >= 0]
            if len(found) >= wanted:
                break
        else:
            _kept(self.index.holders, typed, holders)
        return dict.fromkeys(found[:wanted], int(Match.TEXT))

    def _candidates(self, typed: str) -> Sequence[int]:
        """Whoever can hold it, the fittest first: whoever lacked a shorter query lacks this one, too."""
        held = self.index.holders
        for shorter in (typed, typed[:-1]):
            if shorter in held:
                return sorted(held[shorter], key=lambda place: (-self._fits[place], place))
        return self._fittest

    def _who_say(self, word: bytes, limit: int) -> Iterable[int]:
        names, fits = self.index.names, self._fits
        return islice((place for place in self._fittest if word in names[place] and fits[place] >= 0), limit)


def _kept(held: dict[K, V], key: K, value: V) -> V:
    """Remembers a value; of too many all are forgotten, since they come again with the next letters."""
    if len(held) >= REMEMBERED:
        held.clear()
    held[key] = value
    return value


def _only_begins(word: str) -> bool:
    """One or two letters of an alphabet mean the beginning of a word; of Chinese or Thai they are a word."""
    return len(word) <= 2 and word.isascii()


def _fit(reply: QuickReply, situation: Situation) -> int:
    """How well the situation is served, 0 to 511; -1 for a reply that cannot be used in it."""
    wordings = [w for w in reply.wordings if w.trait is None or w.trait in situation.traits]
    if not wordings or not usable(reply, situation.channel):
        return -1
    return max(_wording_fit(reply, wording, situation) for wording in wordings)


def _wording_fit(reply: QuickReply, wording: Wording, situation: Situation) -> int:
    unknown = reply.topic is None or situation.topic is None
    topic = 1 if unknown else 2 if reply.topic is situation.topic else 0
    tier = 2 if wording.tier is situation.tier else 1 if wording.tier is None else 0
    special = 1 if wording.trait is not None else 0
    return topic << 6 | tier << 4 | language_fit(wording.language, situation.language) << 1 | special
