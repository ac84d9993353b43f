"""The rules above the model: each of them raises or lowers what it names, and leaves alone what only looks like it."""

import pytest

from domain.emotion.assessment import Tier
from domain.emotion.overrides import OVERRIDES, ruled
from tests.unit.domain.emotion.readings import reading

LOW, MEDIUM, HIGH = Tier

TURNED = [
    ("authority", "The refund is late, my lawyer will write to you", 600, -500, MEDIUM, HIGH),
    ("publicity", "It is broken. Expect a bad review", 600, -500, MEDIUM, HIGH),
    ("insult", "You idiots sent the wrong one", 600, -500, MEDIUM, HIGH),
    ("ultimatum", "I want it right now or never again", 600, -2_000, MEDIUM, HIGH),
    ("shouting", "GIVE ME BACK my money", 600, -2_000, MEDIUM, HIGH),
    ("again and loud", "This is the third time!!! Where is it", 600, -2_000, MEDIUM, HIGH),
    ("again", "Where is my parcel? Third time I ask!", -900, -3_000, LOW, MEDIUM),
    ("thanks and a question", "Thank you! When does it arrive?", 100, -3_000, MEDIUM, LOW),
    ("no words", "48213", 900, 100, HIGH, LOW),
]
KEPT = [
    ("authority", "Do you ship documents for my lawyer?", -2_500, -3_000, LOW),
    ("publicity", "Is there a bad review filter in the app?", -2_500, -3_000, LOW),
    ("insult", "The film Idiots, is it in stock?", -1_000, -3_000, LOW),
    ("ultimatum", "Please answer right now if you can", 600, -2_000, MEDIUM),
    ("shouting", "The ASUS USB cable is broken", 600, -2_000, MEDIUM),
    ("again and loud", "This is the third time I order, all fine", -3_000, -3_000, LOW),
    ("again", "I order for the third time, how do I get points?", -3_000, -3_000, LOW),
    ("thanks and a question", "Thank you, but it is broken. What now?", 2_000, -2_000, MEDIUM),
    ("no words", "???", 900, -900, MEDIUM),
]


@pytest.mark.parametrize(("name", "text", "complaint", "anger", "said", "tier"), TURNED, ids=[one[0] for one in TURNED])
def test_a_rule_turns_what_it_names(name: str, text: str, complaint: int, anger: int, said: Tier, tier: Tier) -> None:
    settled, holding = ruled(said, reading(text, complaint, anger))
    assert settled is tier
    assert name in [rule.name for rule in holding]


@pytest.mark.parametrize(("name", "text", "complaint", "anger", "said"), KEPT, ids=[one[0] for one in KEPT])
def test_a_rule_leaves_what_only_looks_like_it(name: str, text: str, complaint: int, anger: int, said: Tier) -> None:
    settled, holding = ruled(said, reading(text, complaint, anger))
    assert settled is said
    assert name not in [rule.name for rule in holding]


def test_every_rule_is_shown_here_and_explained() -> None:
    names = {rule.name for rule in OVERRIDES}
    assert names == {one[0] for one in TURNED} == {one[0] for one in KEPT}
    assert all(rule.why for rule in OVERRIDES)


def test_what_raises_wins_over_what_lowers() -> None:
    text = "Thank you, you idiots! When does it arrive?"
    assert ruled(MEDIUM, reading(text, 100, -500))[0] is HIGH
