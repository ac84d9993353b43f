"""Vocabulary due for review, by keys: each entry leads to where it can be changed (Q-5, A-4)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.changes import ChangeSet
from domain.guidance.lexicon import Overlay
from tests.fakes.demo import NOW
from tests.fakes.insights_demo import review
from tests.fakes.stage import Stage
from tests.gui.ui.insights_stage import review_desk
from ui.insights.review_desk import VOCABULARY
from ui.insights.vocabulary_page import VocabularyPage
from ui.replies.column import Filter
from ui.settings.dialog import SettingsDialog
from widgets.item_list import ITEM, Item, ItemList

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WEEK = date(2026, 11, 9)


@pytest.fixture
def page(stage: Stage) -> VocabularyPage:
    desk = review_desk(stage)
    desk.tabs.choose(VOCABULARY)
    stage.settle()
    return desk.vocabulary


def lines(of: ItemList) -> list[Item]:
    return [of.model().index(row, 0).data(ITEM) for row in range(of.model().rowCount())]


def mark(stage: Stage, *numbers: int, days: int = 0) -> None:
    """Somebody sent these conversations of last week to the vocabulary, so many days ago."""
    week = stage.services.insights.weeks.setdefault(WEEK, review(WEEK, 50, 1))
    for number in numbers:
        at = NOW - timedelta(days=days)
        week[number] = replace(week[number], vocabulary=True, reviewed_at=at, comment=f"comment {number}")
    stage.services.insights.tell(ChangeSet(shelf=frozenset({"review"})))
    stage.settle()


def test_quick_replies_that_are_due_say_why_and_how_often_they_were_right(page: VocabularyPage, stage: Stage) -> None:
    due = stage.services.quick_replies.review()
    shown = lines(page.replies.list)
    assert [line.key for line in shown] == [one.reply.id for one in due]
    assert "% unchanged" in shown[0].third
    assert shown[0].second == "Changed before sending in more than 40 % of its uses"


def test_enter_on_a_quick_reply_opens_the_editor_with_those_to_look_at(page: VocabularyPage, stage: Stage) -> None:
    page.setFocus()
    assert stage.focus() is page.replies.list
    QTest.keyClick(page.replies.list, Qt.Key.Key_Return)
    stage.settle()
    editor = stage.window.sheets.replies.dialog
    assert editor is not None
    assert editor.column.shown_filter is Filter.REVIEW
    editor.reject()
    stage.settle()


def test_a_reply_that_was_found_right_leaves_the_list(page: VocabularyPage, stage: Stage) -> None:
    for one in stage.services.quick_replies.review():
        value = replace(one.reply, used=0, edited=0, reviewed_at=NOW)
        stage.services.tasks.spawn(stage.services.quick_replies.save(value))
    stage.settle()
    assert lines(page.replies.list) == []
    assert page.replies.nothing.isVisible()


def test_enter_on_a_word_list_opens_the_lists(page: VocabularyPage, stage: Stage) -> None:
    guidance = stage.services.guidance
    guidance.is_due = True
    stage.services.tasks.spawn(guidance.set_overlay("th", Overlay(reviewed=NOW.date())))
    stage.settle()
    stage.services.hub.tell(ChangeSet(shelf=frozenset({"setting"})))
    stage.settle()
    shown = [line.key for line in lines(page.lists.list)]
    assert shown == [tag for tag in guidance.languages() if tag != "th"]
    page.lists.list.setFocus()
    QTest.keyClick(page.lists.list, Qt.Key.Key_Return)
    stage.settle()
    dialogs = stage.window.findChildren(SettingsDialog)
    assert [dialog.pages.currentItem().text() for dialog in dialogs] == ["Word lists"]
    dialogs[0].reject()
    stage.settle()


def test_conversations_of_the_last_ninety_days_lead_to_their_threads(page: VocabularyPage, stage: Stage) -> None:
    mark(stage, 1, 3)
    mark(stage, 2, days=91)
    shown = lines(page.marked.list)
    assert [line.third for line in shown] == ["comment 1", "comment 3"]
    page.marked.list.setFocus()
    QTest.keyClick(page.marked.list, Qt.Key.Key_Return)
    stage.settle()
    assert stage.window.shell.current == "inbox"
    assert stage.window.inbox.thread_id == stage.services.insights.weeks[WEEK][1].thread_id


def test_dialogues_of_this_quarter_count_towards_five_hundred(page: VocabularyPage, stage: Stage) -> None:
    assert page.progress.text() == "0 of 500 dialogues looked at this quarter"
    mark(stage, 1, 2, 3)
    assert page.progress.text() == "13 of 500 dialogues looked at this quarter"
    mark(stage, 1, days=60)
    assert page.progress.text() == "12 of 500 dialogues looked at this quarter"


def test_without_evidence_it_says_how_to_get_some(page: VocabularyPage) -> None:
    assert page.marked.nothing.isVisible()
    assert page.marked.list.isHidden()
