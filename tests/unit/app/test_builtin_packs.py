"""The packs that come with the program: whole, varied, and with nothing that gives the answer away (S-2, Q-4)."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.training.builtin import builtin_pack, languages
from domain.emotion.assessment import Tier, Topic
from domain.training.item import DrillItem, DrillKind, NextStep
from domain.training.pack import PackSource

EIGHT = ("ar", "en", "it", "ru", "th", "vi", "zh-Hans", "zh-Hant")


def test_there_is_one_for_each_of_the_eight_languages() -> None:
    assert languages() == EIGHT
    titles = {builtin_pack(language).title for language in EIGHT}
    assert len(titles) == len(EIGHT)


@pytest.mark.parametrize("language", EIGHT)
def test_a_pack_has_forty_messages_for_every_drill(language: str) -> None:
    pack = builtin_pack(language)
    assert (pack.source, pack.languages) == (PackSource.BUILT_IN, (language,))
    assert len(pack.items) >= 40
    for kind, least in {**dict.fromkeys(DrillKind, 40), DrillKind.REPLY: 30}.items():
        assert sum(kind in item.kinds for item in pack.items) >= least, kind
    assert sum(bool(item.before) for item in pack.items) >= 10
    assert all(len(item.gists) == 4 for item in pack.items)
    assert len({item.text for item in pack.items}) == len(pack.items)


@pytest.mark.parametrize("language", EIGHT)
def test_every_topic_tier_and_step_occurs(language: str) -> None:
    items = builtin_pack(language).items
    assert {item.topic for item in items} == {*Topic, None}
    assert {item.step for item in items} == set(NextStep)
    assert all(sum(item.tier is tier for item in items) >= 8 for tier in Tier)
    assert all(item.complaint == (item.tier is not Tier.LOW) for item in items)


@pytest.mark.parametrize("language", EIGHT)
def test_keywords_are_few_and_not_the_whole_message(language: str) -> None:
    for item in builtin_pack(language).items:
        assert 2 <= sum(mark.needed for mark in item.marks) <= 5, item.id
        marked = sum(mark.end - mark.start for mark in item.marks)
        assert marked < 0.7 * len(item.text) or len(item.text) < 30, item.id


@pytest.mark.parametrize("language", EIGHT)
def test_length_does_not_tell_which_option_is_right(language: str) -> None:
    items = builtin_pack(language).items
    for options in ([item.gists for item in items], [_texts(item) for item in items if item.replies]):
        longest = sum(len(first) > max(map(len, others)) for first, *others in options)
        shortest = sum(len(first) < min(map(len, others)) for first, *others in options)
        assert longest <= 0.55 * len(options)
        assert shortest <= 0.55 * len(options)


def test_a_file_with_a_broken_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    whole = (
        'edition = 1\ntitle = "T"\nnote = ""\n[[item]]\nid = "xx-1"\ntext = "I paid [[twice]]"\ntopic = "payment"\n'
        'tier = "low"\ncomplaint = false\nstep = "look_up"\ngists = ["a", "b"]\n'
    )
    path.write_text(whole, encoding="utf-8")
    assert builtin_pack("xx", tmp_path).items[0].text == "I paid twice"
    broken = tmp_path / "yy.toml"
    broken.write_text(whole.replace("[[twice]]", "twice"), encoding="utf-8")
    with pytest.raises(ValueError, match="no_keyword"):
        builtin_pack("yy", tmp_path)


def _texts(item: DrillItem) -> Sequence[str]:
    return [reply.text for reply in item.replies]
