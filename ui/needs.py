"""What commands need and the window can give just now: a session, a thread, what a place says of itself."""

from typing import TYPE_CHECKING

from domain.thread import ThreadStatus
from ui.commands import Need
from ui.shell import INBOX

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def needs_met(window: "MainWindow") -> set[Need]:
    """All of it; commands that need anything else are not offered."""
    needs = {Need.NOTHING}
    if not window.is_working or window.services.session.current is None:
        return needs
    needs.add(Need.SESSION)
    inbox, shell = window.inbox, window.shell
    if inbox.thread_id is not None and shell.current == INBOX:
        needs.add(Need.THREAD)
        status = inbox.card.thread.status if inbox.card is not None else ThreadStatus.OPEN
        needs.add(Need.CLOSED_THREAD if status is not ThreadStatus.OPEN else Need.OPEN_THREAD)
        if status is ThreadStatus.SNOOZED:
            needs.add(Need.OPEN_THREAD)
        if inbox.middle.draft.asks:
            needs.add(Need.OTHER_DRAFT)
    place = shell.places.get(shell.current)
    return needs | place.needs() if place is not None else needs
