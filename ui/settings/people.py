"""The team, for admins: who is on it, in which role, and a new person."""

from collections.abc import Coroutine, Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import KnownError
from app.i18n import _
from app.services.admin import Record
from domain.agent import Role
from ui.agent_menu import role_words
from ui.parts import button, elided, label
from ui.ports import Services
from ui.settings.admin_page import AdminPage
from ui.settings.devices import DevicesDialog
from ui.settings.page_parts import across, card_form, form_foot, form_row
from ui.settings.secrets_dialog import LEAST_PASSWORD, SecretsDialog
from widgets.avatar import Avatar
from widgets.controls import PlainChoice
from widgets.text_side import LineField


class PeoplePage(AdminPage):
    """A list, and a form under it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, _("People"), parent)
        self.form = PersonForm()
        self.form.add.clicked.connect(self._add)
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.reload()

    def records(self) -> Coroutine[Any, Any, list[Record]]:
        return self.services.admin.agents()

    def row(self, record: Record) -> QWidget:
        holder, name, agent_id = QWidget(), str(record.get("name", "")), str(record.get("id", ""))
        line = QHBoxLayout(holder)
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(8)
        disc = Avatar(28)
        disc.show_person(agent_id, name)
        disc.setAccessibleName(name)
        disc.setEnabled(False)
        line.addWidget(disc)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(elided(name, "strong"))
        words.addWidget(elided(str(record.get("email", "")), "second"))
        line.addLayout(words, 1)
        mine = self._is_me(agent_id)
        role = role_field(Role(record.get("role", Role.AGENT)))
        role.setAccessibleName(_("Role of {name}").format(name=name))
        role.setProperty("agent", agent_id)
        role.setEnabled(not mine)
        role.activated.connect(self._role_chosen)
        active = QCheckBox(_("active"))
        active.setAccessibleName(_("{name} may sign in").format(name=name))
        active.setChecked(bool(record.get("active")))
        active.setProperty("agent", agent_id)
        active.setEnabled(not mine)
        active.clicked.connect(self._switched)
        devices = button(_("Devices…"), "link", name=_("Devices of {name}").format(name=name))
        devices.setProperty("agent", agent_id)
        devices.setProperty("person", name)
        devices.clicked.connect(self._devices)
        line.addWidget(devices)
        line.addWidget(self._password_link(agent_id, name))
        line.addWidget(role)
        line.addWidget(active)
        return holder

    def _password_link(self, agent_id: str, name: str) -> QWidget:
        made = button(_("Password…"), "link", name=_("New password for {name}").format(name=name))
        made.setProperty("agent", agent_id)
        made.setProperty("person", name)
        made.clicked.connect(self._ask_password)
        return made

    def _ask_password(self) -> None:
        asked = self.sender()
        title = _("New password for {name}").format(name=asked.property("person"))
        text = _("They are signed out everywhere, and sign in again with it. What waits on their computers stays.")
        dialog = SecretsDialog(asked.property("agent"), title, text, {"password": _("New password")}, self)
        dialog.given.connect(self._set_password)
        self.ask(dialog)

    def _set_password(self, given: Mapping[str, str]) -> None:
        dialog = self.secrets
        if dialog is None:
            return
        if len(given["password"]) < LEAST_PASSWORD:
            dialog.say(_("A password has at least {count} characters.").format(count=LEAST_PASSWORD))
            return
        self.save_secrets(self.services.admin.change_agent(dialog.subject, password=given["password"]))

    def _is_me(self, agent_id: str) -> bool:
        """Nobody locks themselves out."""
        session = self.services.session.current
        return session is not None and session.agent.id == agent_id

    def _role_chosen(self) -> None:
        field = self.sender()
        if isinstance(field, QComboBox):
            self.change(self.services.admin.change_agent(field.property("agent"), role=field.currentData()))

    def _devices(self) -> None:
        asked = self.sender()
        dialog = DevicesDialog(self.services, str(asked.property("agent")), str(asked.property("person")), self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _switched(self, active: bool) -> None:
        self.change(self.services.admin.change_agent(self.sender().property("agent"), active=active))

    def _add(self) -> None:
        form = self.form
        name, email, password = form.name.text().strip(), form.email.text().strip(), form.password.text()
        if not name or "@" not in email or len(password) < LEAST_PASSWORD:
            text = _("A person needs a name, an email address and a password of at least {count} characters.")
            self.say(text.format(count=LEAST_PASSWORD))
            return
        work = self.services.admin.add_agent(name, email, form.role.currentData(), password)
        form.add.setEnabled(False)
        self.background.run(work, self._added, self._not_added)

    def _not_added(self, error: KnownError) -> None:
        self.form.add.setEnabled(True)
        self.failed(error)

    def _added(self, _record: Record) -> None:
        self.form.add.setEnabled(True)
        self.form.clear()
        self.reload()


class PersonForm(QFrame):
    """A new person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.name, self.email, self.password = LineField(), LineField(), LineField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.role = role_field(Role.AGENT)
        self.add = button(_("Add person"), "primary")
        form = card_form(self)
        across(form, label(_("Add somebody"), "strong"))
        for words, field in (
            (_("Name"), self.name),
            (_("Email"), self.email),
            (_("First password"), self.password),
            (_("Role"), self.role),
        ):
            field.setAccessibleName(words)
            form_row(form, label(words, "small"), field)
        form_foot(form, self.add)

    def clear(self) -> None:
        """Empties the form."""
        for field in (self.name, self.email, self.password):
            field.clear()


def role_field(role: Role) -> QComboBox:
    """A choice of roles."""
    field = PlainChoice()
    for known in Role:
        field.addItem(role_words(known), known.value)
    field.setCurrentIndex(field.findData(role.value))
    return field
