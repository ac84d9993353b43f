"""Packs without a screen: states of keys, differences, dry runs, decisions about private things (S-2)."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from app.services.pack_values import Stripped
from app.training.pack_file_values import FileItem, PackFile
from domain.emotion.assessment import Assessment, Cue, Reason, Tier, Topic
from domain.ids import AgentId, DrillItemId, MessageId, PackId
from domain.training.anonymising.values import Found, Private
from domain.training.item import DrillItem, Mark, NextStep, Side
from domain.training.marking import read_marked, signs
from domain.training.pack import Entry, KeyCheck, Pack, PackSource
from domain.training.validity import Flaw
from tests.fakes.world import AT
from ui.training.pack_guess import first_guess
from ui.training.pack_import import plan
from ui.training.pack_stripping import Decision, Stripping
from ui.training.pack_text import index, units
from ui.training.pack_values import KeyState, compared, rows, shown, state_of, to_check

ANN, BEN, CAT, DAN = (AgentId(name) for name in ("ann", "ben", "cat", "dan"))


def item(name: str, text: str = "late", **changes: object) -> DrillItem:
    made = DrillItem(
        DrillItemId(name), "en", text, (Mark(0, 4),), Topic.LOGISTICS, Tier.LOW, complaint=False, step=NextStep.LOOK_UP
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def entry(name: str, *checks: tuple[AgentId, bool]) -> Entry:
    return Entry(item(name), ANN, AT, tuple(KeyCheck(who, agrees, "", AT) for who, agrees in checks))


def pack(*entries: Entry) -> Pack:
    return Pack(PackId("p"), "P", "", PackSource.WRITTEN, entries, ANN)


def test_a_key_is_agreed_when_enough_others_agree_and_nobody_objects() -> None:
    assert state_of(entry("a"), 2) is KeyState.OPEN
    assert state_of(entry("a", (ANN, True), (BEN, True)), 2) is KeyState.OPEN
    assert state_of(entry("a", (CAT, True), (BEN, True)), 2) is KeyState.AGREED
    assert state_of(entry("a", (CAT, True), (BEN, True), (DAN, False)), 2) is KeyState.DISPUTED
    assert state_of(entry("a"), 0) is KeyState.AGREED


def test_whoever_wrote_or_checked_a_key_is_not_asked_and_open_ones_come_first() -> None:
    several = pack(entry("a", (BEN, True), (CAT, True)), entry("b", (BEN, True)), entry("c", (DAN, False)), entry("d"))
    assert to_check(several, ANN, 2) == ()
    assert [one.item.id for one in to_check(several, DAN, 2)] == ["b", "d", "a"]
    assert [one.item.id for one in to_check(several, BEN, 2)] == ["c", "d"]


def test_unfinished_items_stand_where_they_stood_and_new_ones_first() -> None:
    found = rows(pack(entry("a"), entry("b")), [item("b", "later"), item("new", ""), item("a")], 2)
    assert [(row.item.id, row.state) for row in found] == [
        ("new", KeyState.DRAFT),
        ("a", KeyState.OPEN),
        ("b", KeyState.DRAFT),
    ]
    assert [row.item.id for row in shown(found, "LATE", "", "")] == ["a", "b"]
    assert [row.item.id for row in shown(found, "late", "draft", "en", current="a")] == ["a", "b"]
    assert shown(found, "", "", "th") == ()


def test_differences_between_editions() -> None:
    before, after = (item("a"), item("b"), item("c")), (item("b", "more"), item("c"), item("d"))
    found = compared(before, after)
    assert [[one.id for one in part] for part in (found.added, found.changed, found.gone)] == [["d"], ["b"], ["a"]]
    assert compared(before, before).nothing


def test_an_import_keeps_ids_where_nobody_else_has_them() -> None:
    file = PackFile(
        "t", "", [FileItem(one, ()) for one in (item("a"), item("b", "more"), item("x"), item("y"), item(""))]
    )
    flawed = FileItem(item("z"), (Flaw.EMPTY,))
    planned = plan(replace(file, items=[*file.items, flawed]), pack(entry("a"), entry("b")), {"x"}, _new_id)
    assert [one.id for one in planned.same] == ["a"]
    assert [one.id for one in planned.changed] == ["b"]
    assert [one.id for one in planned.new] == ["made", "y", "made"]
    assert planned.flawed == (flawed,)


def _new_id() -> DrillItemId:
    return DrillItemId("made")


@given(some.text())
def test_places_of_characters_and_of_qt_are_each_others_inverse(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert [index(text, units(text, at)) for at in range(len(text) + 1)] == list(range(len(text) + 1))


@given(some.text(some.sampled_from("ab[]() 😢ก"), max_size=30))
def test_signs_are_where_keywords_are_read(marked: str) -> None:
    found = list(signs(marked))
    _text, marks = read_marked(marked)
    assert [(end - start - 4, needed) for start, end, needed in found] == [(m.end - m.start, m.needed) for m in marks]


def line(text: str, *found: Found, side: Side = Side.CUSTOMER) -> Stripped:
    return Stripped(MessageId("m"), side, AT, text, found, "en", None)


def thread() -> Stripping:
    name = [Found(0, 3, Private.NAME, "Kim", True), Found(4, 7, Private.NAME, "Kim", False)]
    return Stripping([line("Bob Bob went", *name), line("to Bob and Bobby", Found(3, 6, Private.NAME, "Kim", True))])


def test_other_words_for_one_are_proposed_for_the_same_words_everywhere() -> None:
    stripping = thread()
    stripping.remove("Jo")
    assert stripping.undecided == 2
    assert {piece.found.replacement for piece in stripping.pieces} == {"Jo"}
    assert stripping.texts() == ("Jo Jo went", "to Jo and Bobby")
    assert stripping.in_stands() == ()
    stripping.remove("young bob")
    assert stripping.in_stands() == ("Bob",)


def test_what_nobody_decided_about_goes_and_what_is_harmless_stays() -> None:
    stripping = thread()
    stripping.harmless()
    assert stripping.texts() == ("Bob Kim went", "to Kim and Bobby")
    assert stripping.left_in() == ("Bob",)


def test_marking_takes_in_what_it_touches_and_leaves_blanks_out() -> None:
    stripping = thread()
    assert not stripping.mark(0, 7, 8, Private.NAME)
    assert stripping.mark(0, 5, 13, Private.ADDRESS)
    assert stripping.words(stripping.pieces[1]) == "Bob went"
    assert stripping.current is stripping.pieces[1]
    assert stripping.undo()
    assert stripping.pieces == thread().pieces
    assert not stripping.undo()


def test_words_that_leak_are_marked_wherever_they_stand_also_where_they_were_harmless() -> None:
    stripping = thread()
    for _piece in range(3):
        stripping.harmless() if stripping.at == 2 else stripping.remove()
    assert not stripping.undecided
    stripping.mark_words(["Bob"])
    assert [piece.decision for piece in stripping.pieces][2:] == [Decision.OPEN, Decision.OPEN]
    assert "Bob" not in "".join(stripping.texts())


@given(some.lists(some.sampled_from(["remove", "harmless", "next", "previous", "mark"]), max_size=12))
def test_every_step_can_be_taken_back(deeds: Sequence[str]) -> None:
    stripping = thread()
    for deed in deeds:
        if deed in ("next", "previous"):
            stripping.step(1 if deed == "next" else -1)
        elif deed == "mark":
            stripping.mark(1, 3, 9, Private.HANDLE)
        else:
            getattr(stripping, deed)()
        starts = [piece.place for piece in stripping.pieces]
        assert starts == sorted(set(starts))
    while stripping.undo():
        assert stripping.pieces
    assert stripping.pieces == thread().pieces


def test_a_guess_takes_mood_topic_and_words_that_still_stand() -> None:
    reasons = (Reason(Cue.WORDS, "NEVER came"), Reason(Cue.INSULT, "Bob"), Reason(Cue.THANKS, "thanks", raises=False))
    mood = Assessment(Tier.HIGH, True, Topic.LOGISTICS, "en", reasons)
    lines = [line("before", side=Side.AGENT), replace(line("Bob, it never came, thanks"), assessment=mood)]
    made = first_guess(DrillItemId("n"), lines, ["before", "Kim, it never came, thanks"], 1)
    assert (made.topic, made.tier, made.complaint, made.step) == (Topic.LOGISTICS, Tier.HIGH, True, NextStep.OFFER)
    assert [made.text[mark.start : mark.end] for mark in made.marks] == ["never came"]
    assert [(one.side, one.text) for one in made.before] == [(Side.AGENT, "before")]
    assert first_guess(DrillItemId("n"), lines, ["a", "b"], 0).tier is Tier.LOW
