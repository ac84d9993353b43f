"""F6: from pane to pane, in reading order."""

from PySide6.QtWidgets import QApplication, QWidget

from ui.inbox.place import InboxPlace
from ui.shell import Shell


class Panes:
    """List, messages, composer, side panel; or those of the place that is on screen."""

    def __init__(self, inbox: InboxPlace, shell: Shell) -> None:
        self._inbox, self._shell = inbox, shell

    def step(self, by: int) -> None:
        """The next pane that is on screen, or the one before."""
        from widgets.composer.composer import Composer

        columns = self._inbox.splitter
        aside = (self._inbox.column, self._inbox.side) if columns.narrow and columns.isVisible() else ()
        panes = [pane for pane in self._panes() if pane[0].isVisible() or pane[0] in aside]
        now = next((place for place, (pane, _entry) in enumerate(panes) if _holds_focus(pane)), -by)
        pane, entry = panes[(now + by) % len(panes)]
        columns.reveal(pane)
        if isinstance(entry, Composer):
            entry.focus_text()
        else:
            entry.setFocus()

    def _panes(self) -> tuple[tuple[QWidget, QWidget], ...]:
        place = self._shell.places.get(self._shell.current)
        if place is not None:
            return place.panes()
        inbox = self._inbox
        waiting = inbox.side.shows_waiting()
        side = inbox.side.waiting.close_button if waiting else inbox.side.customer.tag_field
        return (
            (inbox.column, inbox.column.search if inbox.column.searching else inbox.column.list),
            (inbox.middle.view, inbox.middle.view),
            (inbox.middle.composer, inbox.middle.composer),
            (inbox.side, side),
        )


def _holds_focus(pane: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is pane or pane.isAncestorOf(focused))
