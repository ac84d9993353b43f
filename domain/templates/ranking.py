"""Which replies the palette shows, best first: by match, then by fit to topic, tier, language and own use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from domain.folding import folded
from domain.ids import QuickReplyId
from domain.templates.choosing import Situation, language_fit, usable
from domain.templates.index import Match, ReplyIndex
from domain.templates.reply import QuickReply, Wording

ENOUGH = 60
"""From so many hits among names on, texts are not looked through for more."""

MANY = 100
"""A word that so many hold is not looked up in all of them: the fittest are asked in turn until there are enough."""

REMEMBERED = 64
"""Words whose places are kept for the next letter."""

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
        fit_of = [_fit(reply, situation) for reply in index.profiles]
        fits = [fit_of[profile] for profile in index.profile_of]
        self._fits = [fit if fit < 0 else fit * (_USES + 1) for fit in fits]
        if uses:
            for place, reply in enumerate(index.replies):
                if (used := uses.get(reply.id, 0)) and fits[place] >= 0:
                    self._fits[place] += min(_USES, used)
        usable = [place for place, fit in enumerate(self._fits) if fit >= 0]
        self._fittest = sorted(usable, key=self._fits.__getitem__, reverse=True)
        self._rare: dict[str, list[int]] = {}

    def best(self, typed: str, limit: int) -> tuple[Ranked, ...]:
        """The replies that are meant by what was typed behind "/", at most `limit`; all of them by fit when nothing."""
        words = sorted(dict.fromkeys(folded(typed).split()), key=len, reverse=True)
        if not words:
            return self._ranked(self._fittest[:limit], {})
        fits = self._fits
        found = self._named(words, "".join(folded(typed).split()), limit)
        if len(found) < min(limit, ENOUGH) and not any(_only_begins(word) for word in words):
            found |= self._texted(words, limit - len(found), found)
        keyed = ((match << 40 | fits[place], -place) for place, match in found.items())
        return self._ranked((-place for _key, place in nlargest(limit, keyed)), found)

    def _ranked(self, places: Iterable[int], found: Mapping[int, int]) -> tuple[Ranked, ...]:
        replies = self.index.replies
        return tuple(Ranked(replies[place], Match(min(found.get(place, 0), Match.EXACT))) for place in places)

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
        index = self.index
        found = index.begins(word)
        if len(found) >= ENOUGH or _only_begins(word):
            return found
        found = dict(found)
        inside = list(islice(index.inside(word), MANY))
        for place in inside if len(inside) < MANY else self._who_say(index.named, word, limit):
            found.setdefault(place, Match.INSIDE)
        if len(found) < ENOUGH:
            for place, match in index.near(word).items():
                found.setdefault(place, match)
        return found

    def _texted(self, words: list[str], wanted: int, known: Mapping[int, int]) -> dict[int, int]:
        """Usable replies that hold words in their names and texts together, the fittest, as many as are wanted."""
        index, found = self.index, {}
        for place in self._candidates(words):
            if place not in known and all(index.holds(place, word) or index.named(place, word) for word in words):
                found[place] = int(Match.TEXT)
                if len(found) >= wanted:
                    break
        return found

    def _candidates(self, words: Iterable[str]) -> Sequence[int]:
        """Whoever can hold all words, the fittest first: those with a rare one of them, else everybody."""
        fits = self._fits
        for word in words:
            places = self._rare_places(word)
            if places is not None:
                return sorted((place for place in places if fits[place] >= 0), key=lambda place: (-fits[place], place))
        return self._fittest

    def _rare_places(self, word: str) -> list[int] | None:
        """Every reply with the word in its names or texts; None when they are too many to look each one up."""
        index = self.index
        shorter = self._rare.get(word[:-1])
        if shorter is not None:
            # One more letter: whoever lacked the shorter word lacks this one, too.
            places = [place for place in shorter if index.holds(place, word) or index.named(place, word)]
        else:
            texts = list(islice(index.in_text(word), MANY))
            names = list(islice(index.inside(word), MANY)) if len(texts) < MANY else []
            if len(texts) == MANY or len(names) == MANY:
                return None
            places = list({*texts, *names})
        if len(self._rare) >= REMEMBERED:
            self._rare.clear()
        self._rare[word] = places
        return places

    def _who_say(self, holds: Callable[[int, str], bool], word: str, limit: int) -> Iterable[int]:
        return islice((place for place in self._fittest if holds(place, word)), limit)


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
    topic = 2 if reply.topic is not None and reply.topic is situation.topic else 1 if reply.topic is None else 0
    tier = 2 if wording.tier is situation.tier else 1 if wording.tier is None else 0
    special = 1 if wording.trait is not None else 0
    return topic << 6 | tier << 4 | language_fit(wording.language, situation.language) << 1 | special
