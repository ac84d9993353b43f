"""Posts and reviews are read by a network of their own; messages to a shop are not."""

import csv

import numpy as np
import pytest

from domain.emotion.assessment import Tier
from domain.emotion.engine import Engine
from domain.emotion.model_file import ModelFile, read_model
from domain.emotion.network import Network, Pooled
from domain.emotion.posts import Posts
from tests.unit.domain.emotion.conftest import MODEL

CHECK = MODEL.parents[2] / "tools" / "emotion_corpus" / "check.tsv"
POST = "I love this song so much, it always makes me smile when the summer begins"
TO_A_SHOP = "My parcel should have been here on Monday, could you tell me where it is?"


@pytest.fixture(scope="module")
def model() -> ModelFile:
    return read_model(MODEL)


@pytest.fixture(scope="module")
def posts(model: ModelFile) -> Posts:
    return Posts(model.arrays)


def read_by(network: Network, engine: Engine, text: str) -> tuple[Pooled, list[int]]:
    reading = engine.read(text)
    pooled = network.pool([piece.number for piece in reading.pieces], reading.surface.numbers)
    return pooled, [int(one) for one in network.scores(pooled.whole[None])[0]]


def test_a_post_is_read_by_the_second_network(engine: Engine, posts: Posts) -> None:
    reading = engine.read(POST)
    pooled, scores = read_by(posts.network, engine, POST)
    assert reading.post
    assert [reading.complaint, reading.anger] == scores[:2]
    assert np.array_equal(reading.pooled.seen, pooled.seen)


def test_what_it_is_about_is_always_the_first_networks_word(engine: Engine, model: ModelFile) -> None:
    _, scores = read_by(Network(model.arrays), engine, POST)
    assert list(engine.read(POST).topics) == scores[2:]


def test_a_message_to_a_shop_is_read_by_the_first(engine: Engine, model: ModelFile) -> None:
    reading = engine.read(TO_A_SHOP)
    _, scores = read_by(Network(model.arrays), engine, TO_A_SHOP)
    assert not reading.post
    assert [reading.complaint + model.lines[0], reading.anger + model.lines[1]] == scores[:2]


def test_of_what_customers_write_hardly_any_is_taken_for_a_post(engine: Engine) -> None:
    with CHECK.open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert sum(engine.read(text).post for text in texts) <= len(texts) // 20


def test_reasons_of_a_post_are_those_of_the_network_that_read_it(engine: Engine, posts: Posts) -> None:
    text = "the worst film I have ever seen, what a stupid and disgusting waste of an evening"
    reading, found = engine.read(text), engine.assess(text)
    assert reading.post
    assert found.tier is not Tier.LOW
    assert found.reasons
    for one in found.reasons:
        start = reading.folded.text.find(one.words.lower())
        at = [number for number, piece in enumerate(reading.pieces) if start <= piece.start < start + len(one.words)]
        without = posts.network.without(reading.pooled, [(at[0], at[-1] + 1)], [])[0].tolist()
        assert without[0] + without[1] * (found.tier is Tier.HIGH) < reading.complaint + reading.anger * (
            found.tier is Tier.HIGH
        )


def test_rules_hold_for_posts(engine: Engine) -> None:
    text = "the acting is so sad and stupid, I am disappointed"
    reading = engine.read(text)
    assert reading.post
    assert reading.anger < 0 < reading.complaint
    assert engine.assess(text).tier is Tier.HIGH


@pytest.mark.parametrize("text", [POST, TO_A_SHOP, "hm, well"])
def test_the_gate_is_a_sum_of_whole_numbers(engine: Engine, model: ModelFile, posts: Posts, text: str) -> None:
    first, _ = read_by(Network(model.arrays), engine, text)
    whole = int(first.whole.astype(np.int64) @ model.arrays["gate.weights"][:, 0].astype(np.int64))
    assert abs(whole) < 2**24
    assert posts.has(first) is bool(whole * model.arrays["gate.scale"] + model.arrays["gate.bias"][0] > 0)
