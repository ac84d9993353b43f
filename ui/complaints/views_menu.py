"""Saved views: a name, a filter, an order, lanes or none; personal, and kept on this computer."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.complaints.filters_bar import FilterBar
from ui.complaints.filters_values import LONGEST_NAME, MOST_VIEWS, View, read_views, saved, views_text, without
from ui.parts import buddy, button, label
from ui.ports import SettingsPort
from widgets.card import isolated
from widgets.controls import PlainButton, PlainMenu
from widgets.text_side import LineField


class ViewsButton(PlainButton):
    """Opens the menu of saved views; changes them."""

    def __init__(self, settings: SettingsPort, bar: FilterBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._bar = settings, bar
        self.setProperty("kind", "tab")
        self.setAutoDefault(False)
        self._menu = PlainMenu(self)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        bar.changed.connect(self.say)
        self.say()

    @property
    def views(self) -> tuple[View, ...]:
        """Those that are kept."""
        return read_views(self._settings.complaint_views)

    def say(self) -> None:
        """Names the view that is in force."""
        name = self._bar.name
        self.setText(_("View: {name} ▾").format(name=isolated(name)) if name else _("Views ▾"))
        self.setAccessibleName(_("View: {name}").format(name=name) if name else _("Saved views"))

    def ask(self) -> None:
        """For a name under which the present view is kept."""
        dialog = NameDialog(self._bar.name, self.window())
        dialog.named.connect(self.keep)
        dialog.open()

    def keep(self, name: str) -> None:
        """The present view under that name, in the place of one that had it."""
        view = replace(self._bar.view, name=name)
        self._settings.complaint_views = views_text(saved(self.views, view))
        self._bar.name = name
        self.say()

    def _fill(self) -> None:
        self._menu.clear()
        views = self.views
        for view in views:
            action = self._menu.addAction(view.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(view.name == self._bar.name)
            action.setData(view.name)
            action.triggered.connect(self._take)
        if views:
            self._menu.addSeparator()
        keep = self._menu.addAction(_("Save this view…"))
        keep.setEnabled(len(views) < MOST_VIEWS)
        keep.triggered.connect(self.ask)
        if self._bar.name:
            words = _("Forget “{name}”").format(name=self._bar.name.replace("&", "&&"))
            self._menu.addAction(words).triggered.connect(self._forget)

    def _take(self) -> None:
        name = self.sender().data()  # type: ignore[attr-defined]
        view = next((view for view in self.views if view.name == name), None)
        if view is not None:
            self._bar.show_view(view)

    def _forget(self) -> None:
        self._settings.complaint_views = views_text(without(self.views, self._bar.name))
        self._bar.name = ""
        self.say()


class NameDialog(QDialog):
    """Asks for a name.

    Signals:
        named(str)
    """

    named = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Save this view"))
        self.field = LineField(name)
        self.field.setMaxLength(LONGEST_NAME)
        self.save = button(_("Save"), "primary")
        cancel = button(_("Cancel"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(buddy(_("Name of the view"), self.field))
        column.addWidget(self.field)
        column.addWidget(label(_("Filters, order and rows by owner are kept, for you on this computer."), "small"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        column.addLayout(foot)
        cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._take)
        self.save.setDefault(True)
        self.field.textChanged.connect(self._allow)
        self._allow(name)
        self.field.selectAll()
        self.resize(380, 0)

    def _allow(self, text: str) -> None:
        self.save.setEnabled(bool(text.strip()))

    def _take(self) -> None:
        name = " ".join(self.field.text().split())
        if name:
            self.named.emit(name)
            self.accept()
