"""What each command of the table does, by its id."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from domain.emotion.assessment import Tier
from domain.inbox import Folder
from domain.offer import OfferState
from ui.complaints.handlers import ComplaintHandlers
from ui.insights.handlers import InsightHandlers
from ui.places import COMPLAINTS, INSIGHTS, TRAINING
from ui.shell import INBOX
from ui.training.handlers import TrainingHandlers

if TYPE_CHECKING:
    from ui.main_window import MainWindow

Handlers = dict[str, Callable[[], None]]


def handlers(window: "MainWindow") -> Handlers:
    """One function a command."""
    held = _Handlers(window)
    names = [name.removeprefix("do_") for name in dir(held) if name.startswith("do_")]
    found = {name: getattr(held, f"do_{name}") for name in names}
    for place in (ComplaintHandlers, InsightHandlers, TrainingHandlers):
        found |= place(window).by_id()
    return {name: _in_inbox(window, do) if name in _OF_INBOX else do for name, do in found.items()}


_OF_INBOX = frozenset(
    {
        "waiting",
        "search",
        "folder_mine",
        "folder_queue",
        "folder_snoozed",
        "folder_done",
        "next_thread",
        "previous_thread",
        "next_unread",
        "previous_unread",
        "back",
        "forward",
    }
)
"""What makes sense in the inbox only: it comes on screen first."""


def _in_inbox(window: "MainWindow", do: Callable[[], None]) -> Callable[[], None]:
    def go_and_do() -> None:
        window.shell.show_place(INBOX)
        do()

    return go_and_do


class _Handlers(QObject):
    """A method `do_<id>` a command; none is longer than a few lines."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._inbox = window.inbox

    def do_palette(self) -> None:
        self._window.open_palette()

    def do_shortcuts(self) -> None:
        self._window.sheets.open_shortcuts()

    def do_settings(self) -> None:
        self._window.sheets.open_settings()

    def do_replies(self) -> None:
        self._window.sheets.open_replies()

    def do_review_replies(self) -> None:
        self._window.sheets.review_replies()

    def do_word_lists(self) -> None:
        self._window.sheets.open_settings("words")

    def do_alerts(self) -> None:
        self._window.alerts.open_list()

    def do_waiting(self) -> None:
        self._inbox.connection.toggle_panel()

    def do_sync_now(self) -> None:
        self._inbox.connection.retry()

    def do_about(self) -> None:
        self._window.sheets.open_about()

    def do_sign_out(self) -> None:
        self._window.leaving.sign_out()

    def do_escape(self) -> None:
        if self._window.overlay.isVisible():
            self._window.overlay.close_palette()
        elif self._window.shell.escape():
            pass
        elif self._inbox.middle.composer.quick.open:
            self._inbox.middle.composer.quick.close()
        elif self._inbox.guide.withdraw():
            pass
        elif self._inbox.translation.withdraw():
            self._inbox.middle.composer.focus_text()
        elif self._inbox.middle.moved.text():
            self._inbox.middle.moved.hide()
        elif self._inbox.side.shows_waiting():
            self._inbox.connection.show_panel(False)
        elif self._inbox.column.search.hasFocus():
            self._inbox.column.leave_search()
        elif self._inbox.search.finder.open:
            self._inbox.search.finder.close()
        else:
            self._inbox.column.focus_entry()

    def do_search(self) -> None:
        self._inbox.column.focus_search()

    def do_find(self) -> None:
        self._inbox.search.finder.show()

    def do_find_next(self) -> None:
        self._inbox.search.finder.step(1)

    def do_find_previous(self) -> None:
        self._inbox.search.finder.step(-1)

    def do_close_window(self) -> None:
        self._window.close()

    def do_quit(self) -> None:
        self._window.close()

    def do_folder_mine(self) -> None:
        self._inbox.steps.open_folder(Folder.MINE)

    def do_folder_queue(self) -> None:
        self._inbox.steps.open_folder(Folder.QUEUE)

    def do_folder_snoozed(self) -> None:
        self._inbox.steps.open_folder(Folder.SNOOZED)

    def do_folder_done(self) -> None:
        self._inbox.steps.open_folder(Folder.DONE)

    def do_place_complaints(self) -> None:
        self._window.show_place(COMPLAINTS)

    def do_place_insights(self) -> None:
        self._window.show_place(INSIGHTS)

    def do_place_training(self) -> None:
        self._window.show_place(TRAINING)

    def do_next_thread(self) -> None:
        self._inbox.column.list.step(1)

    def do_previous_thread(self) -> None:
        self._inbox.column.list.step(-1)

    def do_next_unread(self) -> None:
        self._inbox.steps.step_unread(1)

    def do_previous_unread(self) -> None:
        self._inbox.steps.step_unread(-1)

    def do_back(self) -> None:
        self._visit(-1)

    def do_forward(self) -> None:
        self._visit(1)

    def _visit(self, by: int) -> None:
        thread_id = self._inbox.history.go(by)
        if thread_id is not None:
            self._inbox.open_thread(thread_id, remember=False)
            self._inbox.steps.select(thread_id)

    def do_take(self) -> None:
        self._inbox.colleagues.take()

    def do_assign(self) -> None:
        self._inbox.middle.header.assign.showMenu()

    def do_snooze(self) -> None:
        self._inbox.snooze_freely()

    def do_resolve(self) -> None:
        self._inbox.deeds.resolve()

    def do_reopen(self) -> None:
        self._inbox.deeds.reopen()

    def do_tier_low(self) -> None:
        self._inbox.feeder.judge(Tier.LOW)

    def do_tier_medium(self) -> None:
        self._inbox.feeder.judge(Tier.MEDIUM)

    def do_tier_high(self) -> None:
        self._inbox.feeder.judge(Tier.HIGH)

    def do_mark_read(self) -> None:
        self._inbox.feeder.mark_all_read()

    def do_tag(self) -> None:
        self._inbox.connection.show_panel(False)
        self._inbox.splitter.reveal(self._inbox.side)
        self._inbox.side.customer.focus_tags()

    def do_reply(self) -> None:
        self._inbox.middle.composer.set_note(False)
        self._inbox.write()

    def do_note(self) -> None:
        self._inbox.write(toggle_note=True)

    def do_quick_reply(self) -> None:
        self._inbox.quick.open_palette()

    def do_save_reply(self) -> None:
        self._inbox.quick.save_current()

    def do_attach(self) -> None:
        self._inbox.files.pick()

    def do_send(self) -> None:
        if self._inbox.middle.composer.quick.open:
            self._inbox.middle.composer.quick.take(send=True)
        else:
            self._inbox.keeper.send()

    def do_send_resolve(self) -> None:
        if self._inbox.middle.composer.quick.open:
            # Nobody has read yet what would end the thread: it is put in, and the same keys send it.
            self._inbox.middle.composer.quick.take()
        else:
            self._inbox.keeper.send(resolve=True)

    def do_guide_next(self) -> None:
        self._inbox.guide.step(1)

    def do_guide_previous(self) -> None:
        self._inbox.guide.step(-1)

    def do_guide_fix(self) -> None:
        self._inbox.guide.fix()

    def do_guide_starter(self) -> None:
        self._inbox.guide.insert_starter()

    def do_compensation(self) -> None:
        self._inbox.compensation.act()

    def do_compensation_loss(self) -> None:
        self._inbox.compensation.open()

    def do_offer_taken_1(self) -> None:
        self._inbox.compensation.answered(0)

    def do_offer_taken_2(self) -> None:
        self._inbox.compensation.answered(1)

    def do_offer_taken_3(self) -> None:
        self._inbox.compensation.answered(2)

    def do_offer_refused(self) -> None:
        self._inbox.compensation.answered(-1)

    def do_offer_approve(self) -> None:
        self._inbox.compensation.decide(OfferState.APPROVED)

    def do_offer_decline(self) -> None:
        self._inbox.compensation.decide(OfferState.DECLINED)

    def do_offers_waiting(self) -> None:
        self._inbox.compensation.show_waiting()

    def do_complaint_confirm(self) -> None:
        self._inbox.complaints.confirm()

    def do_complaint_dismiss(self) -> None:
        self._inbox.complaints.dismiss()

    def do_complaint_form(self) -> None:
        self._inbox.complaints.open_form()

    def do_complaint_page(self) -> None:
        self._inbox.complaints.open_page()

    def do_send_parts(self) -> None:
        self._inbox.guide.send_parts()

    def do_voice(self) -> None:
        self._inbox.voice.record()

    def do_translate(self) -> None:
        self._inbox.translation.toggle()

    def do_translation_swap(self) -> None:
        self._inbox.translation.swap()

    def do_translate_draft(self) -> None:
        self._inbox.translation.translate_draft()

    def do_undo_send(self) -> None:
        self._inbox.keeper.recall()

    def do_draft_use(self) -> None:
        self._inbox.middle.draft.use.click()

    def do_draft_add(self) -> None:
        self._inbox.middle.draft.add.click()

    def do_draft_keep(self) -> None:
        self._inbox.middle.draft.keep.click()

    def do_next_pane(self) -> None:
        self._window.panes.step(1)

    def do_previous_pane(self) -> None:
        self._window.panes.step(-1)

    def do_zoom_in(self) -> None:
        self._window.theme.zoom_by(1)

    def do_zoom_out(self) -> None:
        self._window.theme.zoom_by(-1)

    def do_zoom_reset(self) -> None:
        self._window.theme.zoom_by(0)

    def do_toggle_theme(self) -> None:
        self._window.theme.toggle()
