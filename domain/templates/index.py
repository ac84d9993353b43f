"""Quick replies as the palette looks through them: folded once, so that a keystroke costs a few look-ups."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

from domain.folding import folded, part_of_word
from domain.templates.reply import QuickReply

PREPARED = 2
"""Beginnings of so many characters have their replies ready."""

LONGEST_NEAR = 14
"""Longer words are not looked up with a slip of the finger in them."""


class Match(IntEnum):
    """How a word of the query means a reply, best last; TITLE_WORD also for the words of a shortcut."""

    NONE = 0
    TEXT = 1
    NEAR = 2
    INSIDE = 3
    TAG = 4
    TITLE = 5
    TITLE_WORD = 6
    SHORTCUT = 7
    EXACT = 8


Profile = tuple[object, ...]
"""All that the fit of a reply to a situation depends on; many replies share one."""


class ReplyIndex:
    """Names (shortcut, titles, tags, folder) by their words, texts whole; replies by their place in `replies`.

    Attributes:
        names: the folded names of each reply as one piece; wholes: likewise its names and its wordings; in UTF-8,
            since one emoji makes a str of four bytes a character, which are looked through as many times slower.
        holders: queries that few replies hold, and which those are; kept for the next letter and the next customer.
        profiles: every profile there is, with a reply that has it; profile_of: which one each reply has.
    """

    def __init__(self, replies: Sequence[QuickReply], before: "ReplyIndex | None" = None) -> None:
        """Folds what is new.

        Args:
            before: an earlier index; what it has of the same replies is taken over.
        """
        self.replies = tuple(replies)
        held = before.held() if before is not None else {}
        self._entries: dict[str, Entry] = {reply.id: _entry(reply, held.get(reply.id)) for reply in self.replies}
        ordered = [self._entries[reply.id] for reply in self.replies]
        self._words: dict[str, dict[int, Match]] = {}
        for place, entry in enumerate(ordered):
            for word, match in entry.words.items():
                self._words.setdefault(word, {})[place] = match
        self._sorted = sorted(self._words)
        self._short = self._beginnings()
        self._near = self._slips()
        self.wholes = [entry.whole for entry in ordered]
        self.names = [entry.names for entry in ordered]
        self._joined, self._starts = _join(self.names)
        self.holders: dict[str, list[int]] = {}
        self.profiles, self.profile_of = _profiles(self.replies)

    def held(self) -> "Mapping[str, Entry]":
        """Every reply as it was folded, by its id."""
        return self._entries

    def begins(self, word: str) -> dict[int, Match]:
        """Replies one of whose names has a word that begins so."""
        if len(word) <= PREPARED:
            return self._short.get(word, {})
        found: dict[int, Match] = {}
        for known in self._sorted[bisect_left(self._sorted, word) :]:
            if not known.startswith(word):
                break
            _merge(found, self._words[known], whole=known == word)
        return found

    def inside(self, word: bytes) -> Iterable[int]:
        """Replies whose names hold it anywhere."""
        return _places(self._joined, self._starts, word)

    def near(self, word: str) -> dict[int, Match]:
        """Replies one of whose names has a word with one letter more, less, other or two turned round."""
        found: dict[int, Match] = {}
        if not 3 < len(word) <= LONGEST_NEAR:
            return found
        for slip in (word, *_without_one(word)):
            for known in self._near.get(slip, ()):
                if _near_enough(word, known):
                    found.update(dict.fromkeys(self._words[known], Match.NEAR))
        return found

    def _beginnings(self) -> dict[str, dict[int, Match]]:
        made: dict[str, dict[int, Match]] = {}
        for known, places in self._words.items():
            for length in range(1, PREPARED + 1):
                if len(known) >= length:
                    _merge(made.setdefault(known[:length], {}), places, whole=len(known) == length)
        return made

    def _slips(self) -> dict[str, tuple[str, ...]]:
        """Every known word under itself and itself less one letter."""
        made: dict[str, list[str]] = {}
        for known in self._sorted:
            if 3 < len(known) <= LONGEST_NEAR:
                for slip in {known, *_without_one(known)}:
                    made.setdefault(slip, []).append(known)
        return {slip: tuple(words) for slip, words in made.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One reply, folded.

    Attributes:
        words: how each word of its names means it; names: all of them as one piece of UTF-8; whole: with its wordings.
    """

    reply: QuickReply
    words: Mapping[str, Match]
    names: bytes
    whole: bytes


def _profiles(replies: Sequence[QuickReply]) -> tuple[list[QuickReply], list[int]]:
    numbers: dict[Profile, int] = {}
    profiles: list[QuickReply] = []
    of: list[int] = []
    for reply in replies:
        ways = {(wording.language, wording.tier, wording.trait) for wording in reply.wordings}
        profile = (reply.topic, reply.channels, frozenset(ways))
        number = numbers.setdefault(profile, len(numbers))
        if number == len(profiles):
            profiles.append(reply)
        of.append(number)
    return profiles, of


def _entry(reply: QuickReply, before: Entry | None) -> Entry:
    if before is not None and (before.reply is reply or before.reply == reply):
        return before
    # Each piece ends with a character that no query has.
    names = utf8(folded(" ".join(_names(reply))) + "\0")
    text = utf8(folded("\n".join(wording.text for wording in reply.wordings)) + "\0")
    return Entry(reply, _words(reply), names, names + text)


def _words(reply: QuickReply) -> dict[str, Match]:
    """Every word of its names, the weakest names first, so that the best stays."""
    found = dict.fromkeys(words_of(" ".join((*reply.tags, reply.folder))), Match.TAG)
    for title in {reply.title, *(wording.title for wording in reply.wordings)}:
        for number, word in enumerate(words_of(title)):
            found[word] = max(found.get(word, Match.NONE), Match.TITLE if number else Match.TITLE_WORD)
    found |= dict.fromkeys(words_of(reply.shortcut)[1:], Match.TITLE_WORD)
    if shortcut := folded(reply.shortcut):
        found[shortcut] = Match.SHORTCUT
    return found


def words_of(text: str) -> list[str]:
    """The folded words of a name: runs of letters, digits and their marks."""
    return "".join(letter if part_of_word(letter) else " " for letter in folded(text)).split()


def _merge(found: dict[int, Match], places: dict[int, Match], *, whole: bool) -> None:
    for place, match in places.items():
        better = Match.EXACT if whole and match is Match.SHORTCUT else match
        if found.get(place, Match.NONE) < better:
            found[place] = better


def _names(reply: QuickReply) -> Iterable[str]:
    yield from (reply.shortcut, reply.title, *reply.tags, reply.folder)
    yield from {wording.title for wording in reply.wordings if wording.title != reply.title}


def utf8(text: str) -> bytes:
    """As the index keeps it, and as it is asked; half of a character is one, too."""
    return text.encode(errors="surrogatepass")


def _join(pieces: Sequence[bytes]) -> tuple[bytes, list[int]]:
    """All in one, and where each begins."""
    return b"".join(pieces), list(accumulate(map(len, pieces), initial=0))


def _places(joined: bytes, starts: list[int], word: bytes) -> Iterable[int]:
    at = joined.find(word)
    while at >= 0:
        place = bisect_left(starts, at + 1) - 1
        yield place
        at = joined.find(word, starts[place + 1])


def _without_one(word: str) -> Iterable[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _near_enough(one: str, other: str) -> bool:
    """At most one letter more, less or other, or two neighbours turned round."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    if len(one) == len(other):
        return rest[1:] == others[1:] or (rest[:2] == others[:2][::-1] and rest[2:] == others[2:])
    return rest[1:] == others if len(one) > len(other) else rest == others[1:]
