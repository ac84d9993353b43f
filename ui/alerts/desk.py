"""Brings alerts to the agent: notification or note, the bell's badge and list, attention of the window, a sound."""

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import KnownError
from app.i18n import _
from ui.background import Background
from ui.places import TRAINING
from ui.ports import AlertPort
from ui.shell import INBOX
from ui.theme import spread
from ui.words import error_words
from widgets.rail import RailButton

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from domain.alerts import Alert
    from ui.alerts.panel import AlertPanel
    from ui.alerts.toast import Toast
    from ui.alerts.tray import SystemPopups
    from ui.main_window import MainWindow
    from ui.training.place import TrainingPlace

QUIET = timedelta(hours=1)


class AlertDesk(QObject):
    """One for the window.

    Attributes:
        system: the system's notifications, None where there are none. toast: the note in their place.
        bell: the button in the rail.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._services = window, window.services
        self._stops: tuple[Callable[[], None], ...] = ()
        self._background = Background(window.services.tasks, self, self._troubled)
        self._said: tuple[Alert, ...] = ()
        self._waiting: dict[str, Alert] = {}
        self.bell = RailButton("bell", _("Alerts"))
        self.bell.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        window.shell.rail.add_tool(self.bell)
        QWidget.setTabOrder(window.shell.settings_button, self.bell)
        self.system: SystemPopups | None = None
        self.bell.clicked.connect(self.open_list)
        window.shell.place_changed.connect(self._catch_up)
        window.shell.allowed_changed.connect(self._catch_up)

    def begin(self) -> None:
        """From now on the agent is told; the service is made with the first question for it, and reads what is so."""
        if self._stops:
            return
        from ui.alerts.tray import system_popups

        if self.system is None:
            self.take_system(system_popups(self))
        self._service.on_screen = self._on_screen
        self._stops = (self._service.on_change(self._show), self._service.on_telling(self._tell))
        self._show()

    @cached_property
    def toast(self) -> "Toast":
        """The note, where the system has no notifications."""
        from ui.alerts.toast import Toast

        made = Toast(self._window.shell, self.bell, self._window.inbox.column)
        made.opened.connect(self._answered)
        made.seen.connect(self._see_said)
        spread(made, self._window.theme.tokens)
        return made

    @property
    def _service(self) -> AlertPort:
        return self._services.alerts

    @cached_property
    def panel(self) -> "AlertPanel":
        """The list behind the bell, made when somebody wants it."""
        from ui.alerts.panel import AlertPanel

        made = AlertPanel(self._window, self._services.complaints.now)
        made.opened.connect(self._open_key)
        made.seen.connect(self._see_keys)
        made.quiet_wanted.connect(self._toggle_quiet)
        spread(made, self._window.theme.tokens)
        return made

    def take_system(self, system: "SystemPopups | None") -> None:
        """Notifications are shown there from now on."""
        self.system = system
        if system is not None:
            system.clicked.connect(self._answered)

    def open_list(self) -> None:
        """The list, or away with it (F2)."""
        self.begin()
        if self.panel.isVisible():
            self.panel.hide()
            return
        self.panel.show_alerts(self._service.alerts, self._service.quiet_until)
        self.panel.open_beside(self.bell)

    def close(self) -> None:
        """Hears nothing any more."""
        for stop in self._stops:
            stop()
        if self.system is not None:
            self.system.close()

    def _show(self) -> None:
        """The badge, the list while it is open, and no note of what is not so any more."""
        alerts, quiet = self._service.alerts, self._service.quiet_until
        self.bell.set_count(len(alerts))
        self.bell.icon_name = "bell-ring" if alerts and quiet is None else "bell"
        self.bell.update()
        if "panel" in self.__dict__ and self.panel.isVisible():
            self.panel.show_alerts(alerts, quiet)
        keys = {alert.key for alert in alerts}
        if self._said and not keys & {alert.key for alert in self._said}:
            self._said = ()
            self._hide_toast()

    def _tell(self, alerts: "Sequence[Alert]") -> None:
        """One notification for all of them; while somebody practises against the clock, only what cannot wait."""
        from ui.alerts.words import mark_of

        urgent = [alert for alert in alerts if mark_of(alert) == "high"]
        if not self._practising():
            self._note(alerts)
        else:
            # The system shows what is late beside the window; a note in it would stand over what is read.
            outside = urgent if self.system is not None else []
            self._waiting |= {alert.key: alert for alert in alerts if alert not in outside}
            if outside:
                self._note(outside)
            if not urgent:
                return
        QApplication.alert(self._window)
        if self._services.settings.alert_sound:
            QApplication.beep()

    def _note(self, alerts: "Sequence[Alert]") -> None:
        from ui.alerts.words import mark_of, popup_words

        self._said = tuple(alerts)
        hidden = self._services.settings.hide_alert_content
        title, text = popup_words(alerts, self._services.complaints.now(), hidden=hidden)
        urgent = any(mark_of(alert) == "high" for alert in alerts)
        if self.system is not None:
            self.system.show(title, text, urgent=urgent)
        else:
            self.toast.say(title, text, urgent=urgent)

    def _practising(self) -> bool:
        shell = self._window.shell
        if not shell.isVisible() or shell.current != TRAINING:
            return False
        place: TrainingPlace = shell.places[TRAINING]  # type: ignore[assignment]
        return place.practising

    def _catch_up(self) -> None:
        """A drill began, rests, goes on or is over: a note goes out of its way, and comes back behind it."""
        if "toast" in self.__dict__:
            self.toast.settle()
        if self._practising():
            if "toast" in self.__dict__ and self.toast.isVisible():
                self._waiting |= {alert.key: alert for alert in self._said}
                self._said = ()
                self.toast.hide()
        elif self._waiting:
            now = {alert.key for alert in self._service.alerts}
            waited = [alert for key, alert in self._waiting.items() if key in now]
            self._waiting.clear()
            if waited:
                self._note(waited)

    def _on_screen(self, alert: "Alert") -> bool:
        """Whether the agent has it in front of them."""
        from domain.alerts import ONCE, AlertKind

        shell = self._window.shell
        if alert.kind in ONCE:
            return self._window.isActiveWindow() and self._training_today() is not None
        if not self._window.isActiveWindow() or not shell.isVisible() or alert.kind is AlertKind.WARNING:
            return False
        if shell.current == INBOX:
            return self._window.inbox.thread_id == alert.thread_id
        from ui.complaints.place import ComplaintsPlace

        place = shell.places[shell.current]
        if alert.complaint_id is None or not isinstance(place, ComplaintsPlace):
            return False
        return place.page.isVisible() and place.page.complaint_id == alert.complaint_id

    def _training_today(self) -> "TrainingPlace | None":
        """The place where practice and words are shown, while it shows them."""
        from ui.training.desks import TODAY

        shell = self._window.shell
        if not shell.isVisible() or shell.current != TRAINING:
            return None
        place: TrainingPlace = shell.places[TRAINING]  # type: ignore[assignment]
        return place if place.page == TODAY else None

    def _open_training(self) -> None:
        """Today: what was given and what was said stand there."""
        from ui.training.desks import TODAY

        self._window.show_place(TRAINING)
        if self._window.shell.current == TRAINING:
            place: TrainingPlace = self._window.shell.places[TRAINING]  # type: ignore[assignment]
            place.show_page(TODAY)

    def _answered(self) -> None:
        """A notification was clicked: the thing itself, or the list when it was about several."""
        self._hide_toast()
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        now = {alert.key: alert for alert in self._service.alerts}
        said = [now[alert.key] for alert in self._said if alert.key in now]
        if len(said) == 1:
            self._open(said[0])
        else:
            self.panel.hide()
            self.open_list()

    def _open_key(self, key: str) -> None:
        for alert in self._service.alerts:
            if alert.key == key:
                self._open(alert)
                return

    def _open(self, alert: "Alert") -> None:
        """What it is about; whoever looks at it has seen it."""
        from domain.alerts import ONCE, AlertKind

        self._see([alert])
        if alert.kind in ONCE:
            self._open_training()
        elif alert.kind is AlertKind.WARNING:
            self._window.show_place("insights")
        elif alert.complaint_id is not None:
            self._window.open_complaint(alert.complaint_id)
        elif alert.thread_id is not None:
            self._window.go_to_thread(alert.thread_id)

    def _see_keys(self, keys: list[str]) -> None:
        self._see([alert for alert in self._service.alerts if alert.key in keys])

    def _see_said(self) -> None:
        self._hide_toast()
        self._see_keys([alert.key for alert in self._said])

    def _see(self, alerts: "Sequence[Alert]") -> None:
        if alerts:
            self._background.run(self._service.see(alerts))

    def _hide_toast(self) -> None:
        if "toast" in self.__dict__:
            self.toast.hide()

    def _toggle_quiet(self) -> None:
        self._service.quiet(timedelta() if self._service.quiet_until is not None else QUIET)

    def _troubled(self, error: KnownError) -> None:
        self._window.inbox.middle.trouble.say(error_words(error))
