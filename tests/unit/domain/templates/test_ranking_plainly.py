"""The palette's shortcuts to its answer find what its plain definition finds: every reply looked at, one by one."""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.channel import ChannelKind
from domain.emotion.assessment import Tier, Topic
from domain.folding import folded
from domain.ids import QuickReplyId
from domain.templates.choosing import Situation, language_fit
from domain.templates.index import LONGEST_NEAR, Match, ReplyIndex, words_of
from domain.templates.ranking import ENOUGH, MANY, Ranking
from domain.templates.reply import QuickReply, Trait, Wording

WORDS = (
    "refund", "refnud", "refunds", "order", "orders", "re", "code", "Codes", "barcode", "退款", "退", "款项", "คืนเงิน",
    "คืน", "đơn", "don", "استرداد", "🙂", "late", "lat", "plate", "a",
)  # fmt: skip
SITUATION = Situation("th", Tier.HIGH, Topic.REFUND, frozenset({Trait.HIGH_SPEND}), ChannelKind.WHATSAPP)

words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=4).map(" ".join)
wordings = st.builds(
    Wording,
    language=st.sampled_from(("", "en", "th", "zh-Hant")),
    text=texts,
    tier=st.none() | st.sampled_from(Tier),
    trait=st.none() | st.sampled_from(Trait),
    title=st.just("") | texts,
)
replies = st.builds(
    QuickReply,
    id=st.just(QuickReplyId("")),
    shortcut=st.lists(words, min_size=1, max_size=3).map("-".join),
    title=texts,
    wordings=st.lists(wordings, min_size=1, max_size=2).map(tuple),
    topic=st.none() | st.sampled_from((Topic.REFUND, Topic.PAYMENT)),
    folder=st.just("") | words,
    tags=st.lists(words, max_size=2).map(tuple),
    channels=st.sampled_from(((), (ChannelKind.WHATSAPP,), (ChannelKind.INSTAGRAM,))),
)
shelves = st.lists(replies, max_size=12).map(
    lambda made: [replace(reply, id=QuickReplyId(str(number))) for number, reply in enumerate(made)]
)
queries = st.lists(words.flatmap(lambda word: st.integers(1, len(word)).map(lambda end: word[:end])), max_size=3)


@settings(deadline=None, max_examples=60)
@given(shelves, st.lists(queries.map(" ".join), min_size=1, max_size=4), st.sampled_from((1, 5, 50)))
def test_whatever_is_asked_in_whatever_order(shelf: list[QuickReply], asked: list[str], limit: int) -> None:
    ranking = Ranking(ReplyIndex(shelf), SITUATION, {})
    for typed in asked:
        # Letter by letter and back again, as the palette asks: what was kept of the queries before must not show.
        for end in (*range(len(typed) + 1), *range(len(typed), -1, -1)):
            found = [(one.reply, one.match) for one in ranking.best(typed[:end], limit)]
            assert found == plainly(shelf, typed[:end], limit), typed[:end]


@pytest.mark.parametrize("size", [ENOUGH + 40, MANY + 300])
def test_on_a_full_shelf_too(size: int) -> None:
    chance = random.Random(size)
    shelf = [
        QuickReply(
            QuickReplyId(str(number)),
            f"{chance.choice(WORDS)}-{number}",
            " ".join(chance.choices(WORDS, k=3)),
            (Wording("en", " ".join(chance.choices((*WORDS, "rare"), k=9)), chance.choice((None, *Tier))),),
            chance.choice((None, *Topic)),
            channels=chance.choice(((), (), (ChannelKind.INSTAGRAM,))),
        )
        for number in range(size)
    ]
    index = ReplyIndex(shelf)
    for number in range(2):
        ranking = Ranking(index, SITUATION, {})
        for typed in (*WORDS, "rare", "are", "efun", "rder", "odes", "ordre", "7", "-7", "款", "zzzz", "rarer"):
            for end in range(len(typed) + 1):
                found = [(one.reply, one.match) for one in ranking.best(typed[:end], 50)]
                assert found == plainly(shelf, typed[:end], 50), (typed[:end], number)


def plainly(shelf: Sequence[QuickReply], typed: str, limit: int) -> list[tuple[QuickReply, Match]]:
    """What is to be shown, by looking at every reply for every word."""
    asked = list(dict.fromkeys(folded(typed).split()))
    usable = {place for place, reply in enumerate(shelf) if fit(reply) is not None}
    if asked:
        meanings = [by_name(shelf, word) for word in asked]
        found = {place: min(m[place] for m in meanings) for place in usable if all(place in m for m in meanings)}
        if len(asked) > 1:
            whole = "".join(folded(typed).split())
            found |= {place: Match.EXACT for place in found if begins(shelf[place], whole) is not None}
        if len(found) < min(limit, ENOUGH) and not any(short(word) for word in asked):
            held = {place for place in usable if all(word in said(shelf[place]) for word in asked)}
            found |= dict.fromkeys(held - found.keys(), Match.TEXT)
    else:
        found = dict.fromkeys(usable, Match.NONE)
    ordered = sorted(found, key=lambda place: (-found[place], -cast("int", fit(shelf[place])), place))
    return [(shelf[place], found[place]) for place in ordered[:limit]]


def by_name(shelf: Sequence[QuickReply], word: str) -> dict[int, Match]:
    found = {place: match for place, reply in enumerate(shelf) if (match := begins(reply, word)) is not None}
    if len(found) < ENOUGH and not short(word):
        found |= {p: Match.INSIDE for p, reply in enumerate(shelf) if p not in found and word in names(reply)}
        if len(found) < ENOUGH:
            found |= {p: Match.NEAR for p, reply in enumerate(shelf) if p not in found and slipped(reply, word)}
    return found


def begins(reply: QuickReply, word: str) -> Match | None:
    """How the best of its names' words that begin so means it."""
    found = [match for known, match in named(reply).items() if known.startswith(word)]
    if folded(reply.shortcut) == word:
        found.append(Match.EXACT)
    return max(found, default=None)


@cache
def named(reply: QuickReply) -> dict[str, Match]:
    """Its names' words; the strongest name counts, of the same reply the later word of a title never less."""
    found = dict.fromkeys(words_of(" ".join((*reply.tags, reply.folder))), Match.TAG)
    for title in (reply.title, *(wording.title for wording in reply.wordings)):
        for number, word in enumerate(words_of(title)):
            found[word] = max(found.get(word, Match.NONE), Match.TITLE if number else Match.TITLE_WORD)
    found |= dict.fromkeys(words_of(reply.shortcut)[1:], Match.TITLE_WORD)
    return found | {folded(reply.shortcut): Match.SHORTCUT}


@cache
def names(reply: QuickReply) -> str:
    titles = (wording.title for wording in reply.wordings if wording.title != reply.title)
    return folded("\0".join((reply.shortcut, reply.title, *reply.tags, reply.folder, *titles)))


@cache
def said(reply: QuickReply) -> str:
    return names(reply) + "\0" + folded("\0".join(wording.text for wording in reply.wordings))


def slipped(reply: QuickReply, word: str) -> bool:
    return any(min(len(known), len(word)) > 3 and one_slip(known, word) for known in named(reply))


def one_slip(known: str, word: str) -> bool:
    """At most one letter more, less, other, or two turned round."""
    if max(len(known), len(word)) > LONGEST_NEAR:
        return False
    changed = {known}
    for at in range(len(known) + 1):
        changed |= {
            known[:at] + known[at + 1 :],
            known[:at] + known[at + 1 : at + 2] + known[at : at + 1] + known[at + 2 :],
        }
        changed |= {known[:at] + letter + known[at + after :] for letter in word for after in (0, 1)}
    return word in changed


def short(word: str) -> bool:
    return len(word) <= 2 and word.isascii()


@cache
def fit(reply: QuickReply) -> int | None:
    """Topic before tier before language before what is special; None for what cannot be used here."""
    if reply.channels and SITUATION.channel not in reply.channels:
        return None
    fits = [
        (
            2 if reply.topic is SITUATION.topic else 1 if reply.topic is None else 0,
            2 if wording.tier is SITUATION.tier else 1 if wording.tier is None else 0,
            language_fit(wording.language, SITUATION.language),
            wording.trait is not None,
        )
        for wording in reply.wordings
        if wording.trait is None or wording.trait in SITUATION.traits
    ]
    return max((((topic * 3 + tier) * 5 + spoken) * 2 + special for topic, tier, spoken, special in fits), default=None)
