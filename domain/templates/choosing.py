"""Which wording of a reply fits: the customer's language first, then their tier, then what is special about them."""

from dataclasses import dataclass
from functools import lru_cache

from domain.channel import RULES, ChannelKind
from domain.emotion.assessment import Tier, Topic
from domain.templates.reply import QuickReply, Trait, Wording

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Situation:
    """What a reply has to fit.

    Attributes:
        language: BCP 47 tag of the customer's language, "" when unknown.
        topic: what they write about, None when unknown.
        channel: where the answer goes, None when that does not matter.
    """

    language: str = ""
    tier: Tier = Tier.LOW
    topic: Topic | None = None
    traits: frozenset[Trait] = frozenset()
    channel: ChannelKind | None = None


def wording_for(reply: QuickReply, situation: Situation) -> Wording | None:
    """The wording that fits best; None when every one of them is for other customers."""
    fitting = [wording for wording in reply.wordings if wording.trait is None or wording.trait in situation.traits]
    if not fitting:
        return None
    best = max(fitting, key=lambda wording: _fit(wording, situation))
    if too_long(best.text, situation.channel):
        same = [w for w in fitting if language_fit(w.language, situation.language) == _spoken(best, situation)]
        return min(same, key=lambda wording: len(wording.text))
    return best


def usable(reply: QuickReply, channel: ChannelKind | None) -> bool:
    """Whether the reply is meant for that channel."""
    return channel is None or not reply.channels or channel in reply.channels


def too_long(text: str, channel: ChannelKind | None) -> bool:
    """Whether a text is longer than one message of the channel may be."""
    limit = RULES[channel].text_limit if channel is not None else 0
    return 0 < limit < len(text)


@lru_cache(maxsize=1024)
def language_fit(wording: str, customer: str) -> int:
    """How well the language of a wording serves a customer: 4 their own, 3 nearly so, 2 any, 1 English, 0 another."""
    if wording and wording.lower() == customer.lower():
        return 4
    if wording and base(wording) == base(customer) and not _other_script(wording, customer):
        return 3
    if not wording:
        return 2
    return 1 if base(wording) == FALLBACK else 0


def base(language: str) -> str:
    """The language without script and region."""
    return language.partition("-")[0].lower()


def _other_script(one: str, other: str) -> bool:
    """Traditional and simplified Chinese are not each other's."""
    return base(one) == "zh" and _script(one) != _script(other)


def _script(language: str) -> str:
    parts = set(language.lower().split("-"))
    return "hant" if parts & {"hant", "tw", "hk", "mo"} else "hans"


def _spoken(wording: Wording, situation: Situation) -> int:
    return language_fit(wording.language, situation.language)


def _fit(wording: Wording, situation: Situation) -> tuple[int, int, int]:
    """An upset customer is answered by the tier, a calm one by what is special about them (E, A-5)."""
    return _fitness(wording.language, wording.tier, wording.trait is not None, situation.language, situation.tier)


@lru_cache(maxsize=1024)
def _fitness(language: str, tier: Tier | None, special: bool, customer: str, upset: Tier) -> tuple[int, int, int]:
    spoken, trait, close = language_fit(language, customer), 1 if special else 0, _tier_fit(tier, upset)
    # Traditional Chinese is still closer to who reads simplified than English is.
    if spoken == 0 and base(language) == base(customer):
        spoken = 2
    return (spoken, trait, close) if upset is Tier.LOW else (spoken, close, trait)


def _tier_fit(written: Tier | None, tier: Tier) -> int:
    """3 the very tier, 2 any, 1 a lower one, 0 a higher one: an urgent promise is not for a calm question."""
    if written is tier:
        return 3
    if written is None:
        return 2
    return 1 if written.rank < tier.rank else 0
