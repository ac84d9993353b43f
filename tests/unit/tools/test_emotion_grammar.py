"""The corpus of customers' messages: templates become messages, and what is wrong is named by file and line."""

import random
from pathlib import Path

import pytest

from domain.emotion.assessment import Tier, Topic
from tools.emotion_corpus import grammar
from tools.emotion_corpus.template import TemplateError, fill, parse

LATE = """= late
L Where is {order}?
M {order} is [late|[very|rather] slow].
H [Hello, |]where is {order}?!
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "frames.txt").write_text("# all\n[logistics]\nlate   too late\nlost   gone\n", encoding="utf-8")
    home = tmp_path / "xx"
    home.mkdir()
    (home / "slots.txt").write_text("order: 11 | 22 | 33\n", encoding="utf-8")
    (home / "logistics.txt").write_text(LATE, encoding="utf-8")
    (home / "short.txt").write_text("L\t-\thello\nH\trefund\tmoney!!\n", encoding="utf-8")
    return tmp_path


def faults(folder: Path) -> list[str]:
    return [f"{fault.path.name}:{fault.line}: {fault.why}" for fault in grammar.check(folder, "xx")]


def texts(folder: Path, per_template: int = 50, seed: int = 1) -> list[str]:
    return [message.text for message in grammar.messages(folder, "xx", per_template, seed)]


def test_every_choice_and_value_comes_about(folder: Path) -> None:
    found = set(texts(folder))
    assert {"Where is 11?", "11 is late.", "22 is very slow.", "where is 33?!", "Hello, where is 11?!"} <= found
    assert len(found) == 3 + 9 + 6 + 2


def test_messages_say_what_they_are(folder: Path) -> None:
    known = {message.text: message for message in grammar.messages(folder, "xx", 50, 1)}
    late, hello = known["11 is late."], known["hello"]
    assert (late.language, late.tier, late.topic, late.frame) == ("xx", Tier.MEDIUM, Topic.LOGISTICS, "late")
    assert (hello.tier, hello.topic, hello.frame) == (Tier.LOW, None, "short")


def test_no_text_twice_and_no_more_than_asked(folder: Path) -> None:
    found = texts(folder, per_template=2)
    assert len(found) == len(set(found)) == 2 * 3 + 2


def test_the_same_seed_gives_the_same_messages_and_another_gives_others(folder: Path) -> None:
    values = " | ".join(str(number) for number in range(100, 400))
    (folder / "xx" / "slots.txt").write_text(f"order: {values}\n", encoding="utf-8")
    assert texts(folder, 5, seed=7) == texts(folder, 5, seed=7)
    assert texts(folder, 5, seed=7) != texts(folder, 5, seed=8)


def test_another_template_changes_nothing_of_the_first(folder: Path) -> None:
    before = texts(folder, 2)[:2]
    (folder / "xx" / "logistics.txt").write_text(LATE + "L When will {order} be here?\n", encoding="utf-8")
    assert texts(folder, 2)[:2] == before


@pytest.mark.parametrize("text", ["[a|b", "a]", "a|b", "{order", "{}", "{two words}", "[a|{order]"])
def test_a_template_that_cannot_be_read(text: str) -> None:
    with pytest.raises(TemplateError):
        parse(text)


def test_an_empty_choice_leaves_no_gap() -> None:
    only_empty = parse("Well [|] , where [|] is it ? :(")
    assert fill(only_empty, {}, random.Random(1)) == "Well, where is it? :("


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("L where is {parcel}", "unknown slot parcel"),
        ("L [where", "a '[' is not closed"),
        ("X where", "a template is written L, M or H, a space, its words"),
        ("= elsewhere", "no frame 'elsewhere' under logistics in frames.txt"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_stops_the_messages(folder: Path, line: str, why: str) -> None:
    (folder / "xx" / "logistics.txt").write_text(f"{LATE}{line}\n", encoding="utf-8")
    assert f"logistics.txt:5: {why}" in faults(folder)
    with pytest.raises(grammar.BadCorpusError, match=r"logistics\.txt:5"):
        texts(folder)


def test_what_is_missing_is_named(folder: Path) -> None:
    found = faults(folder)
    assert "logistics.txt:0: the frame lost is missing" in found
    assert "logistics.txt:2: late has 1 templates of M, not 4" in found
    assert "short.txt:0: 2 short messages, not 60" in found
    assert "cues.toml:0: no cues of insult" in found


def test_enough_templates_are_no_fault(folder: Path) -> None:
    (folder / "xx" / "logistics.txt").write_text("= late\n" + "L a\nM b\nH c\n" * 4, encoding="utf-8")
    assert not any("late has" in fault for fault in faults(folder))


def test_cues_are_known_lists(folder: Path) -> None:
    (folder / "xx" / "cues.toml").write_text('insult = ["fool"]\nanger = ["no"]\nthanks = "ta"\n', encoding="utf-8")
    found = faults(folder)
    assert "cues.toml:0: nobody knows the cue anger" in found
    assert "cues.toml:0: thanks is not a list of phrases" in found
    assert "cues.toml:0: no cues of insult" not in found
    (folder / "xx" / "cues.toml").write_text("insult = [", encoding="utf-8")
    assert any("at end of document" in fault for fault in faults(folder))


def test_slots_and_short_messages_have_their_form(folder: Path) -> None:
    (folder / "xx" / "slots.txt").write_text("order: 1\norder: 2\nempty:\n", encoding="utf-8")
    (folder / "xx" / "short.txt").write_text("L hello\n", encoding="utf-8")
    found = faults(folder)
    assert "slots.txt:2: the slot order stands twice" in found
    assert "slots.txt:3: a slot is written name: value | value" in found
    assert any(fault.startswith("short.txt:1:") for fault in found)


def test_the_count_names_templates_and_messages(folder: Path) -> None:
    line = grammar.count(folder, "xx")
    assert line.startswith("xx: 3 templates (logistics 3 refund 0")
    assert "20 messages (L 4 M 9 H 7)" in line
    assert grammar.languages(folder) == ("xx",)
