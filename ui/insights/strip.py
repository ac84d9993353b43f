"""Warnings in force, one line each, calm: the newest, the others when somebody wants them."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from domain.warning import MeasureWarning, WarningKind
from ui.insights.words import time_words, warning_words
from ui.locale import number
from ui.parts import button
from ui.theme import spread
from widgets.banner import Banner
from widgets.tokens import Tokens


class WarningStrip(QWidget):
    """Hidden without warnings.

    Signals:
        opened(MeasureWarning): the threads behind it, or what is to be looked at.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._warnings: tuple[MeasureWarning, ...] = ()
        self._words: list[str] = []
        self._all = False
        self._tokens: Tokens | None = None
        self.banners: list[Banner] = []
        self.more = button("", "smallLink")
        self.more.clicked.connect(self._toggle)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 2, 16, 2)
        foot.addWidget(self.more)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._rows)
        column.addLayout(foot)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours for what is made from now on."""
        self._tokens = tokens

    def show_warnings(
        self, warnings: Sequence[MeasureWarning], names: Mapping[str, str], zone: tzinfo, today: date
    ) -> None:
        """These, newest first; `names` are those of agents and quick replies."""
        self._warnings = tuple(warnings)
        self._words = [
            warning_words(one, time_words(one.since, zone, today), names.get(one.about, one.about)) for one in warnings
        ]
        self._show()

    def _show(self) -> None:
        shown = self._warnings if self._all else self._warnings[:1]
        while len(self.banners) < len(shown):
            banner = Banner("medium")
            banner.setProperty("place", len(self.banners))
            banner.acted.connect(self._acted)
            self.banners.append(banner)
            self._rows.addWidget(banner)
            if self._tokens is not None:
                spread(banner, self._tokens)
        for place, banner in enumerate(self.banners):
            if place < len(shown):
                banner.say(self._words[place], action_words(shown[place]))
            else:
                banner.say("")
        rest = len(self._warnings) - 1
        words = ngettext("{count} more warning", "{count} more warnings", rest).format(count=number(rest))
        self.more.setText(_("Only the newest") if self._all else words)
        self.more.setVisible(rest > 0)
        self.setVisible(bool(self._warnings))

    def _toggle(self) -> None:
        self._all = not self._all
        self._show()

    def _acted(self) -> None:
        self.opened.emit(self._warnings[self.sender().property("place")])


def action_words(warning: MeasureWarning) -> str:
    """What can be done about it."""
    if warning.kind is WarningKind.HIT_RATE:
        return _("Look through it")
    return _("Show threads") if warning.threads else ""
