"""What a page of the settings says of itself, in one line: how it stands, what was kept, what is wrong."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.errors import KnownError
from app.i18n import _
from ui.locale import number
from ui.number_field import NumberField
from ui.words import error_words
from widgets.dress import dress
from widgets.plain import PlainLabel


class PageLine(PlainLabel):
    """The settings keep it in sight, however far the page is scrolled."""

    def __init__(self, page: QWidget) -> None:
        super().__init__("", page)
        self.setWordWrap(True)
        self.setProperty("role", "small")
        self._stands, self._unreadable, self._wrong = "", False, ""

    def stand(self, *, may_change: bool, unreadable: str = "") -> None:
        """How the page stands: who may change it, and what is said when something that was set cannot be read."""
        words = unreadable or ("" if may_change else not_yours())
        stood = self.text() == self._stands
        self._stands, self._unreadable = words, bool(unreadable)
        if words or stood:
            self._stand()

    def kept(self) -> None:
        """Everybody has it."""
        self._say(_("Kept for everybody."), "small")

    def fault(self, words: str, part: str = "figures") -> None:
        """What is wrong with a part of the page; nothing of it is kept."""
        self._say(words, "error")
        self._wrong = part

    def well(self, part: str = "figures") -> None:
        """Nothing is wrong with that part any more, and there is nothing to keep."""
        if self._wrong == part:
            self._stand()

    def trouble(self, error: KnownError) -> None:
        """Why something could not be read or kept."""
        self._say(error_words(error), "error")

    def _stand(self) -> None:
        self._say(self._stands, "error" if self._unreadable else "small")

    def _say(self, words: str, role: str) -> None:
        self._wrong = ""
        dress(self, role if words else "small")
        # A frame asks for its margins anew only then.
        self.changeEvent(QEvent(QEvent.Type.StyleChange))
        self.setText(words)


def not_yours() -> str:
    """What is said to those who may only look."""
    return _("Leads and admins change this for everybody.")


def usual_words() -> str:
    """What is said where a setting cannot be read and its defaults hold."""
    return _("What was set cannot be read: these are the usual figures.")


def beyond_words(fields: Iterable[NumberField]) -> str:
    """Which field has no number, or one that is beyond its range; "" when there is none."""
    for field in fields:
        if not field.fits:
            words = _("{name}: from {least} to {most}.")
            name = field.accessibleName()
            return words.format(name=name, least=number(field.least), most=number(field.most))
    return ""
