"""Messages as people really type them: slips, no marks, no accents, small letters, two thoughts in one."""

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.emotion.assessment import Tier
from tools.emotion_training.examples import Example

LATIN = frozenset(("en", "it", "vi", "id", "ms", "es", "pt"))
KEEPS_MARKS = frozenset("'@<>")
EMOJI = {Tier.LOW: "🙂😊👍🙏❤️😄✨", Tier.MEDIUM: "😕😔🙏😅🤔😥", Tier.HIGH: "😡🤬😤👎💢🙄😠"}
Change = Callable[[str, random.Random], str]


def no_accents(text: str, chance: random.Random) -> str:
    """The text as typed on a keyboard without accents."""
    del chance
    bare = "".join(part for part in unicodedata.normalize("NFD", text) if not unicodedata.combining(part))
    return unicodedata.normalize("NFC", bare).replace("đ", "d").replace("Đ", "D")


def no_marks(text: str, chance: random.Random) -> str:
    """The text without marks, or without those at its end."""
    if chance.random() < 0.5:
        return text.rstrip("!?.。！？… ") or text
    return (
        "".join(part for part in text if part in KEEPS_MARKS or not unicodedata.category(part).startswith("P")).strip()
        or text
    )


def small(text: str, chance: random.Random) -> str:
    """All in small letters."""
    del chance
    return text.lower()


def large(text: str, chance: random.Random) -> str:
    """All in capitals."""
    del chance
    return text.upper()


def slips(text: str, chance: random.Random) -> str:
    """One or two letters swapped, lost or doubled."""
    letters = list(text)
    for _ in range(1 + len(letters) // 60):
        places = [at for at in range(1, len(letters) - 1) if letters[at].isalpha() and letters[at + 1].isalpha()]
        if not places:
            break
        at, kind = chance.choice(places), chance.random()
        if kind < 0.4:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif kind < 0.8:
            del letters[at]
        else:
            letters.insert(at, letters[at])
    return "".join(letters)


def changed(example: Example, chance: random.Random) -> Example:
    """The example as somebody else would type it; what it is stays the same."""
    latin = example.language in LATIN
    changes: list[Change] = [slips, no_marks]
    if latin or example.language == "ru":
        changes.append(small)
    if latin and example.language != "en":
        changes.append(no_accents)
    text = chance.choice(changes)(example.text, chance)
    if chance.random() < 0.25:
        text = chance.choice(changes)(text, chance)
    if example.tier and chance.random() < 0.1:
        text = f"{text} {chance.choice([*EMOJI[example.tier]])}"
    return replace(example, text=text)


def joined(first: Example, second: Example) -> Example:
    """Two messages in one: as upset as the more upset of them, about what the second is about."""
    tiers = [one.tier for one in (first, second) if one.tier]
    tier = max(tiers, key=lambda one: one.rank)
    same = first.topic == second.topic or first.topic is None
    text = f"{first.text}{' ' if first.text[-1:] in '.!?。！？…' else '. '}{second.text}"
    language = second.language if first.language == second.language else ""
    topic = second.topic if same else None
    return replace(second, text=text, tier=tier, complaint=tier is not Tier.LOW, topic=topic, language=language)


def widened(examples: Sequence[Example], share: float, pairs: float, chance: random.Random) -> list[Example]:
    """The examples and, of shares of those of our own, changed copies and pairs."""
    near: dict[tuple[str, object], list[Example]] = {}
    told = [one for one in examples if one.tier and one.topic]
    more = [changed(one, chance) for one in told if chance.random() < share]
    for one in told:
        near.setdefault((one.language, one.topic), []).append(one)
    paired = [joined(chance.choice(near[one.language, one.topic]), one) for one in told if chance.random() < pairs]
    return [*examples, *more, *paired]
