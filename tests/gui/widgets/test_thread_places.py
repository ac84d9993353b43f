"""What is on screen stays there: opening, prepending, appending, resizing, the end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from domain.outbox import OutboxState
from tests.gui.widgets.conftest import Shown, settle, top_of
from tests.thread_samples import CONTEXT, conversation, event, local, ours, theirs, window
from widgets.thread_view.loaded import MOST
from widgets.thread_view.view import ThreadView


def scrolled_up(shown: Shown) -> ThreadView:
    view = shown(window(conversation(101, 200), older=True))
    view.scroll_to(view.verticalScrollBar().maximum() // 2)
    settle()
    return view


def first_visible(view: ThreadView) -> str:
    return next(view.stack.rows[n].key for n in view.visible_rows() if view.row_rect(n).top() >= 0)


def test_opens_at_the_end_when_all_is_read(shown: Shown) -> None:
    view = shown(window(conversation(101, 200), older=True))
    assert view.at_end
    assert view.stack.rows[view.visible_rows()[-1]].key == "m000200"


def test_opens_at_the_first_unread_with_a_line_above_it(shown: Shown) -> None:
    view = shown(window(conversation(101, 200), older=True, first_unread="m000150"))
    assert 0 <= top_of(view, "new") < 120
    assert top_of(view, "m000150") > top_of(view, "new")
    assert not view.at_end


def test_unread_that_fits_shows_the_end(shown: Shown) -> None:
    view = shown(window(conversation(101, 200), older=True, first_unread="m000199"))
    assert view.at_end
    assert view.stack.index_of("new") in view.visible_rows()


def test_a_short_thread_stands_at_the_bottom(shown: Shown) -> None:
    view = shown(window(conversation(199, 200)))
    last = view.stack.index_of("m000200")
    assert last is not None
    assert view.viewport().height() - 30 < view.row_rect(last).bottom() <= view.viewport().height()


def test_prepending_moves_nothing_on_screen(shown: Shown) -> None:
    view = scrolled_up(shown)
    key = first_visible(view)
    before = top_of(view, key)
    view.prepend(window(conversation(51, 100), older=True))
    settle()
    assert abs(top_of(view, key) - before) <= 1
    assert view.entry_count == 150


def test_appending_while_scrolled_up_moves_nothing_and_counts(shown: Shown) -> None:
    view = scrolled_up(shown)
    key = first_visible(view)
    before = top_of(view, key)
    view.update_entries(window([*conversation(190, 200), theirs(201, "new one"), theirs(202, "and another")]))
    settle()
    assert abs(top_of(view, key) - before) <= 1
    assert view.new_count == 2
    assert "2" in view._pill.text()
    view._pill.click()
    settle()
    assert view.at_end
    assert view.new_count == 0
    assert not view._pill.isVisible()


def test_appending_at_the_end_keeps_the_end(shown: Shown) -> None:
    view = shown(window(conversation(101, 200)))
    view.update_entries(window([*conversation(200, 200), theirs(201, "line\n" * 20)]))
    settle()
    assert view.at_end
    assert view.new_count == 0


def test_an_own_message_leads_to_the_end(shown: Shown) -> None:
    view = scrolled_up(shown)
    view.update_entries(window([*conversation(200, 200), local(1, "mine", sending=OutboxState.QUEUED)]))
    settle()
    assert view.at_end


@pytest.mark.parametrize("widths", [(420, 700), (900, 500, 700), (380, 1200, 700)])
def test_another_width_keeps_the_top_message(shown: Shown, widths: tuple[int, ...]) -> None:
    view = scrolled_up(shown)
    key = first_visible(view)
    for width in widths:
        view.resize(width, 600)
        settle()
        assert -80 <= top_of(view, key) <= 120, width


def test_another_width_at_the_end_keeps_the_end(shown: Shown) -> None:
    view = shown(window(conversation(101, 200)))
    view.resize(420, 500)
    settle()
    assert view.at_end


def test_a_changed_message_above_the_screen_moves_nothing(shown: Shown) -> None:
    view = scrolled_up(shown)
    key = first_visible(view)
    before = top_of(view, key)
    taller = [theirs(101, "now\nmuch\ntaller\nthan\nbefore"), *conversation(102, 200)]
    view.update_entries(window(taller, older=True))
    settle()
    assert abs(top_of(view, key) - before) <= 1


def test_only_changed_rows_are_laid_out_again(shown: Shown) -> None:
    entries = conversation(181, 200)
    view = shown(window(entries))
    before = {laid.row.key: laid for laid in view.stack.laid if laid is not None}
    view.update_entries(window([*entries[:-1], replace(entries[-1], quoted="something else")]))
    after = {laid.row.key: laid for laid in view.stack.laid if laid is not None}
    assert [key for key in after if after[key] is not before.get(key)] == ["m000200"]


def test_a_message_that_is_gone_goes(shown: Shown) -> None:
    kept = conversation(181, 190)
    view = shown(window([*kept, local(1, "given up", sending=OutboxState.HELD)]))
    view.update_entries(window(kept))
    assert view.entry_count == 10
    assert view.stack.index_of("local1") is None


def test_holds_a_bounded_window_and_asks_again_for_what_it_dropped(shown: Shown) -> None:
    view = shown(window(conversation(9_701, 10_000), older=True))
    for page in range(4):
        view.scroll_to(0)
        settle()
        first = 9_651 - 50 * page
        view.prepend(window(conversation(first, first + 49), older=True))
    assert view.entry_count == MOST
    assert view.loaded.newer
    newest = view.newest
    assert newest is not None
    assert newest.message.position == 9_900


def test_asks_for_older_once_and_again_after_the_answer(shown: Shown, qtbot: QtBot) -> None:
    view = shown(window(conversation(101, 200), older=True))
    with qtbot.waitSignal(view.older_wanted, timeout=2000):
        view.scroll_to(0)
    with qtbot.assertNotEmitted(view.older_wanted):
        settle()
    view.prepend(window(conversation(51, 100), older=True))
    with qtbot.waitSignal(view.older_wanted, timeout=2000):
        view.scroll_to(0)


def test_an_empty_answer_does_not_make_it_ask_in_circles(shown: Shown, qtbot: QtBot) -> None:
    view = shown(window(conversation(101, 130), older_remote=True))
    view.scroll_to(0)
    settle()
    with qtbot.assertNotEmitted(view.older_wanted):
        view.prepend(window([], older_remote=True))
        settle()
    assert "not on this computer" in view.stack.rows[0].label


def test_the_pill_asks_for_the_newest_when_they_are_not_held(shown: Shown, qtbot: QtBot) -> None:
    view = shown(window(conversation(101, 200), newer=True))
    assert not view.at_end
    with qtbot.waitSignal(view.newest_wanted):
        view.scroll_to_end()


def test_says_how_far_was_read_and_never_less(shown: Shown, qtbot: QtBot) -> None:
    view = shown(window(conversation(101, 200), first_unread="m000150"))
    told: list[int] = []
    view.read_up_to.connect(told.append)
    view.scroll_to_end()
    settle()
    view.scroll_to(0)
    settle()
    assert told[-1] == 199  # the newest is ours
    assert told == sorted(told)


def test_what_the_team_wrote_needs_no_read_mark(shown: Shown, qtbot: QtBot) -> None:
    """R26: else each reply would be followed by a mark, with its way to the server and back."""
    view = shown(window([theirs(1, "a"), theirs(2, "b")]))
    told: list[int] = []
    view.read_up_to.connect(told.append)
    view.update_entries(window([theirs(1, "a"), theirs(2, "b"), ours(3, "c"), event(4, "resolved")]), view.oldest)
    settle()
    assert told == []
    view.update_entries(window([theirs(1, "a"), theirs(2, "b"), ours(3, "c"), theirs(5, "d")]), view.oldest)
    settle()
    assert told == [5]


def test_day_breaks_notices_and_groups(shown: Shown) -> None:
    entries = [theirs(1, "a"), theirs(2, "b"), event(3, "resolved", by=CONTEXT.me), theirs(4, "c")]
    view = shown(window(entries))
    kinds = [row.kind.value for row in view.stack.rows]
    assert kinds == ["day", "message", "message", "event", "message"]
    assert [row.follows for row in view.stack.rows] == [False, False, True, False, False]
    assert view.stack.rows[0].label == "Today"


def test_the_skeleton_gives_way_to_the_thread(shown: Shown) -> None:
    view = shown(window(conversation(1, 5)))
    view.show_skeleton()
    assert view.entry_count == 0
    assert view.grab().toImage().pixelColor(60, 560) != view.grab().toImage().pixelColor(2, 2)
    view.set_window(window(conversation(1, 5)), CONTEXT)
    assert view.entry_count == 5


def test_between_two_threads_nothing_changes_its_width(shown: Shown) -> None:
    view = shown(window(conversation(1, 200)))
    width = view.viewport().width()
    view.show_skeleton()
    settle()
    coming = view.viewport().width()
    view.set_window(window(conversation(199, 200)), CONTEXT)
    settle()
    assert (coming, view.viewport().width()) == (width, width)
    assert not view.verticalScrollBar().isEnabled()


def test_another_moment_or_name_lays_nothing_out_again(shown: Shown) -> None:
    view = shown(window(conversation(1, 30)))
    before = [view.stack.get(number) for number in view.visible_rows()]
    view.set_context(replace(CONTEXT, now=CONTEXT.now + timedelta(minutes=5), customer="Somebody Else", language="th"))
    settle()
    assert [view.stack.get(number) for number in view.visible_rows()] == before
    assert all(one is other for one, other in zip(before, map(view.stack.get, view.visible_rows()), strict=True))
    assert view.context is not None
    assert view.context.customer == "Somebody Else"


@pytest.mark.parametrize("change", [{"now": CONTEXT.now + timedelta(days=1)}, {"locale": "de"}, {"language": "ja"}])
def test_another_day_language_or_form_of_han_does(shown: Shown, change: dict[str, Any]) -> None:
    view = shown(window(conversation(1, 30)))
    before = view.stack.get(view.visible_rows()[-1])
    view.set_context(replace(CONTEXT, **change))
    assert view.stack.get(view.visible_rows()[-1]) is not before


def test_what_is_laid_out_beyond_the_screen_paints_nothing_again(shown: Shown) -> None:
    view = shown(window(conversation(1, 20)))
    painted: list[QEvent.Type] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            painted.extend([event.type()] * (event.type() == QEvent.Type.Paint))
            return False

    view.set_window(window(conversation(1, 200)), CONTEXT)
    view.viewport().repaint()
    watch, guessed = Watch(), view.stack.laid.count(None)
    view.viewport().installEventFilter(watch)
    settle()
    assert view.stack.laid.count(None) < guessed
    assert len(painted) <= 1
