"""General settings: how it looks, how large, what Enter does."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.services.settings import STALE_CHOICES, UNDO_CHOICES
from ui.direction import turn
from ui.parts import buddy, label
from ui.ports import SettingsPort
from ui.settings.page_parts import page_column
from ui.theme import CHOICES, ZOOM_STEPS, Theme
from widgets.controls import PlainChoice


def _undo_words(seconds: int) -> str:
    return _("{seconds} seconds").format(seconds=seconds) if seconds else _("Off")


def _stale_words(hours: int) -> str:
    if hours < 48:
        return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    return ngettext("{count} day", "{count} days", hours // 24).format(count=hours // 24)


class GeneralPage(QWidget):
    """Each choice counts at once.

    Signals:
        enter_sends_changed
    """

    enter_sends_changed = Signal()

    def __init__(self, settings: SettingsPort, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._theme = settings, theme
        column = page_column(self, _("General"))
        column.addSpacing(6)
        column.addWidget(label(_("Look"), "heading"))
        column.addLayout(self._look())
        self.direction = PlainChoice()
        words = {"": _("as the language does"), "ltr": _("left to right"), "rtl": _("right to left")}
        for choice, said in words.items():
            self.direction.addItem(said, choice)
        self.direction.setCurrentIndex(max(0, self.direction.findData(settings.direction)))
        self.direction.activated.connect(self._direction_chosen)
        self._pair(column, _("Screens run"), self.direction, _("messages keep their own direction"))
        column.addSpacing(10)
        self.zoom = PlainChoice()
        self._fill_zoom()
        self.zoom.activated.connect(self._zoom_chosen)
        column.addWidget(buddy(_("Size"), self.zoom, "heading"))
        row = QHBoxLayout()
        row.addWidget(self.zoom)
        row.addWidget(label(_("also Ctrl++ and Ctrl+-"), "small"))
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(10)
        self._writing(column)
        column.addSpacing(10)
        self._notify(column)
        column.addSpacing(10)
        column.addWidget(label(_("Movement"), "heading"))
        self.still = QCheckBox(_("Nothing moves or fades"))
        self.still.setChecked(settings.reduced_motion)
        self.still.toggled.connect(theme.reduce_motion)
        column.addWidget(self.still)
        column.addStretch(1)

    def _writing(self, column: QVBoxLayout) -> None:
        column.addWidget(label(_("Writing"), "heading"))
        self.enter_sends = QCheckBox(_("Enter sends, Shift+Enter begins a new line (Ctrl+Enter always sends)"))
        self.enter_sends.setChecked(self._settings.enter_sends)
        self.enter_sends.toggled.connect(self._enter_toggled)
        column.addWidget(self.enter_sends)
        self.undo = PlainChoice()
        self._fill(self.undo, UNDO_CHOICES, self._settings.undo_seconds, _undo_words)
        self.undo.activated.connect(self._undo_chosen)
        self._pair(column, _("Undo send"), self.undo, _("a reply waits so long, and can be called back until then"))
        self.stale = PlainChoice()
        self._fill(self.stale, STALE_CHOICES, self._settings.stale_hours, _stale_words)
        self.stale.activated.connect(self._stale_chosen)
        self._pair(column, _("Ask again"), self.stale, _("before a reply leaves that waited longer than this"))

    def _notify(self, column: QVBoxLayout) -> None:
        column.addWidget(label(_("Notifications"), "heading"))
        self.hide_content = QCheckBox(_("Say nothing of customers in notifications, only how many there are"))
        self.hide_content.setChecked(self._settings.hide_alert_content)
        self.hide_content.toggled.connect(self._hide_toggled)
        self.sound = QCheckBox(_("Make a sound with each notification"))
        self.sound.setChecked(self._settings.alert_sound)
        self.sound.toggled.connect(self._sound_toggled)
        column.addWidget(self.hide_content)
        column.addWidget(self.sound)

    def _look(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(18)
        self._group = QButtonGroup(self)
        self.looks: dict[str, QRadioButton] = {}
        words = {"system": _("As the system does"), "light": _("Light"), "dark": _("Dark")}
        for choice in CHOICES:
            option = QRadioButton(words[choice])
            option.setProperty("choice", choice)
            option.setChecked(choice == self._theme.choice)
            self._group.addButton(option)
            self.looks[choice] = option
            row.addWidget(option)
        row.addStretch(1)
        self._group.buttonClicked.connect(self._look_chosen)
        return row

    def _fill_zoom(self) -> None:
        for step in ZOOM_STEPS:
            self.zoom.addItem(_("{percent} %").format(percent=step), step)
        self.zoom.setCurrentIndex(max(0, self.zoom.findData(self._theme.zoom)))

    def _fill(self, box: QComboBox, values: tuple[int, ...], chosen: int, words: Callable[[int], str]) -> None:
        for value in values:
            box.addItem(words(value), value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _pair(self, column: QVBoxLayout, name: str, box: QComboBox, hint: str) -> None:
        row = QHBoxLayout()
        row.addWidget(buddy(name, box, ""))
        row.addWidget(box)
        row.addWidget(label(hint, "small", wrap=True), 1)
        column.addLayout(row)

    def _undo_chosen(self, _index: int) -> None:
        self._settings.undo_seconds = self.undo.currentData()

    def _stale_chosen(self, _index: int) -> None:
        self._settings.stale_hours = self.stale.currentData()

    def _look_chosen(self, option: QRadioButton) -> None:
        self._theme.choose(option.property("choice"))

    def _direction_chosen(self, _index: int) -> None:
        self._settings.direction = self.direction.currentData()
        turn(self._settings.direction)

    def _zoom_chosen(self, _index: int) -> None:
        self._theme.zoom_to(self.zoom.currentData())

    def _hide_toggled(self, hidden: bool) -> None:
        self._settings.hide_alert_content = hidden

    def _sound_toggled(self, heard: bool) -> None:
        self._settings.alert_sound = heard

    def _enter_toggled(self, sends: bool) -> None:
        self._settings.enter_sends = sends
        self.enter_sends_changed.emit()
