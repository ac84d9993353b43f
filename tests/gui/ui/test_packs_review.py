"""Review of keys by two people: the key is hidden until one has answered, then agreed with or objected to (S-2)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.errors import StorageFull
from domain.training import acts
from domain.training.item import DrillItem
from tests.fakes.demo import ME
from tests.fakes.packs_demo import RUSH
from tests.fakes.stage import Stage
from tests.gui.ui.test_packs import CTRL, SHIFT, desk_of, open_packs, press, write
from ui.training.pack_review import ReviewPage
from ui.training.packs_desk import PacksDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def reviewing(stage: Stage) -> tuple[PacksDesk, ReviewPage]:
    open_packs(stage)
    desk = desk_of(stage)
    desk.overview.choose(RUSH)
    desk.overview.buttons["review"].click()
    stage.settle()
    assert desk.stack.currentWidget() is desk.review
    return desk, desk.review


def item_of(page: ReviewPage) -> DrillItem:
    assert page.entry is not None
    return page.entry.item


def key_words(page: ReviewPage) -> frozenset[int]:
    spans = [(mark.start, mark.end) for mark in item_of(page).marks if mark.needed]
    words = enumerate(page.text.words)
    return frozenset(at for at, (start, end) in words if any(start < last and first < end for first, last in spans))


def answer_like_the_key(stage: Stage, page: ReviewPage) -> None:
    item = item_of(page)
    page.text.mark(key_words(page))
    page.rows["topic"].choose(item.topic.value if item.topic else "none")
    page.rows["tier"].choose(item.tier.value)
    page.rows["complaint"].choose("yes" if item.complaint else "no")
    page.rows["step"].choose(item.step.value)
    stage.settle()


def test_the_key_is_hidden_until_everything_is_answered(stage: Stage) -> None:
    _desk, page = reviewing(stage)
    assert page.text.hasFocus()
    assert page.text.review is None
    assert not page.text.chosen
    assert not any(made.isChecked() for row in page.rows.values() for made in row.buttons.values())
    assert page.key_card.isHidden()
    assert page.foot.isHidden()
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.key_card.isHidden(), "nothing is answered yet"
    answer_like_the_key(stage, page)
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.key_card.isVisible()
    assert "the same" in page.verdict.text()
    assert "Written by" in page.checks.text()


def test_words_are_marked_and_answers_chosen_by_keys_alone(stage: Stage) -> None:
    _desk, page = reviewing(stage)
    press(stage, Qt.Key.Key_Right)
    press(stage, Qt.Key.Key_Space)
    assert page.text.chosen == frozenset({1})
    for _row in page.rows.values():
        while not any(row.isAncestorOf(stage.focus()) for row in page.rows.values()):
            press(stage, Qt.Key.Key_Tab)
        press(stage, Qt.Key.Key_Space)
        current = next(row for row in page.rows.values() if row.isAncestorOf(stage.focus()))
        while current.isAncestorOf(stage.focus()) and current is not list(page.rows.values())[-1]:
            press(stage, Qt.Key.Key_Tab)
    assert page.reveal.isEnabled()
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.key_card.isVisible()


def test_differences_are_named_one_by_one(stage: Stage) -> None:
    _desk, page = reviewing(stage)
    item = item_of(page)
    answer_like_the_key(stage, page)
    page.text.mark(frozenset({0}))
    other = next(value for value in page.rows["tier"].buttons if value != item.tier.value)
    page.rows["tier"].choose(other)
    page.show_key()
    assert "differ" in page.verdict.text()
    assert f"Mood: you say {other}, the key says {item.tier.value}" in page.table.text()
    assert "● Topic: both say" in page.table.text()
    assert "only in the key" in page.table.text()
    assert "right summary" in page.more.text()


def test_a_long_key_is_read_with_page_keys(stage: Stage) -> None:
    stage.window.resize(1000, 560)
    _desk, page = reviewing(stage)
    answer_like_the_key(stage, page)
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.agree.hasFocus()
    bar = page.roll.verticalScrollBar()
    assert bar.maximum() > 0
    press(stage, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    press(stage, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_agreeing_is_kept_and_the_next_key_comes_unseen(stage: Stage) -> None:
    _desk, page = reviewing(stage)
    first = item_of(page)
    answer_like_the_key(stage, page)
    press(stage, Qt.Key.Key_Return, CTRL)
    press(stage, Qt.Key.Key_Return, CTRL)
    said = stage.services.packs.done[-1]
    assert isinstance(said, acts.CheckKey)
    assert (said.item, said.agrees) == (first, True)
    assert item_of(page).id != first.id
    assert page.key_card.isHidden()
    assert page.text.review is None
    assert "15 keys wait for you" in page.progress.text()


def test_whoever_objects_has_to_say_why(stage: Stage) -> None:
    _desk, page = reviewing(stage)
    first = item_of(page)
    answer_like_the_key(stage, page)
    press(stage, Qt.Key.Key_Return, CTRL)
    press(stage, Qt.Key.Key_Return, CTRL | SHIFT)
    assert stage.services.packs.done == []
    assert page.comment.hasFocus()
    write(stage, "It is a complaint.")
    press(stage, Qt.Key.Key_Return, CTRL | SHIFT)
    said = stage.services.packs.done[-1]
    assert isinstance(said, acts.CheckKey)
    assert (said.item, said.agrees, said.comment) == (first, False, "It is a complaint.")


def test_ones_own_keys_and_those_already_checked_are_not_offered(stage: Stage) -> None:
    packs = stage.services.packs
    pack = packs.held[RUSH]
    mine = tuple(replace(entry, author=ME) for entry in pack.entries[:15])
    packs.held[RUSH] = replace(pack, entries=(*mine, pack.entries[15]))
    _desk, page = reviewing(stage)
    assert item_of(page) == pack.entries[15].item
    answer_like_the_key(stage, page)
    page.show_key()
    press(stage, Qt.Key.Key_Return, CTRL)
    assert page.entry is None
    assert "no key left for you" in page.done.text()
    assert page.body.isHidden()


def test_a_key_can_wait(stage: Stage) -> None:
    _desk, page = reviewing(stage)
    first = item_of(page).id
    press(stage, Qt.Key.Key_Right, CTRL)
    page.leave.setFocus()
    press(stage, Qt.Key.Key_Right, CTRL)
    assert item_of(page).id != first
    assert page._waiting()[-1].item.id != item_of(page).id


def test_a_key_that_somebody_changes_meanwhile_is_not_agreed_with(stage: Stage) -> None:
    _desk, page = reviewing(stage)
    first = item_of(page)
    answer_like_the_key(stage, page)
    page.show_key()
    stage.services.packs._do(acts.PutItems(RUSH, (replace(first, complaint=not first.complaint),)))
    stage.settle()
    assert page.key_card.isHidden()
    assert page.trouble.isVisible()


def test_what_cannot_be_kept_is_said_and_can_be_tried_again(stage: Stage) -> None:
    desk, page = reviewing(stage)
    answer_like_the_key(stage, page)
    page.show_key()
    stage.services.packs.error = StorageFull()
    page.agree.click()
    stage.settle()
    assert desk.trouble.isVisible()
    stage.services.packs.error = None
    page.agree.click()
    stage.settle()
    assert len(stage.services.packs.done) == 1
    assert desk.escape()
    stage.settle()
    assert desk.stack.currentWidget() is desk.page
