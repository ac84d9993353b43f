"""Channel accounts, for admins: which there are, whether they are on, a new one with its credentials."""

from collections.abc import Coroutine, Mapping
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from app.errors import KnownError
from app.i18n import _
from app.services.admin import NewChannel, Record
from domain.channel import ChannelKind
from ui.parts import button, elided, label
from ui.ports import Services
from ui.question import question
from ui.settings.admin_page import AdminPage
from ui.settings.page_parts import across, card_form, form_foot, form_row
from ui.settings.secrets_dialog import SecretsDialog
from widgets.chips import ChannelChip
from widgets.text_side import LineField

KINDS = (ChannelKind.WHATSAPP, ChannelKind.INSTAGRAM)


class ChannelsPage(AdminPage):
    """A list, and a form under it."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, _("Channels"), parent)
        self.form = ChannelForm()
        self.form.add.clicked.connect(self._add)
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.reload()

    def records(self) -> Coroutine[Any, Any, list[Record]]:
        return self.services.admin.channel_accounts()

    def row(self, record: Record) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        top, name = QHBoxLayout(), str(record.get("name", ""))
        top.setSpacing(8)
        top.addWidget(ChannelChip(ChannelKind(record.get("kind", ""))))
        top.addWidget(label(name, "strong"))
        top.addWidget(elided(str(record.get("address", "")), "second"), 1)
        on = QCheckBox(_("on"))
        on.setAccessibleName(_("{name} is on").format(name=name))
        on.setChecked(bool(record.get("enabled")))
        on.setProperty("account", record.get("id"))
        on.clicked.connect(self._switched)
        remove = button(_("Remove"), "smallLink", _("Remove {name}").format(name=name))
        remove.setProperty("account", record.get("id"))
        remove.setProperty("name", name)
        remove.clicked.connect(self._ask_remove)
        secrets = button(_("Credentials…"), "smallLink", _("New credentials for {name}").format(name=name))
        secrets.setProperty("account", record.get("id"))
        secrets.setProperty("name", name)
        secrets.clicked.connect(self._ask_secrets)
        top.addWidget(on)
        top.addWidget(secrets)
        top.addWidget(remove)
        column.addLayout(top)
        column.addLayout(self._webhook(str(record.get("webhook_path", ""))))
        return holder

    def _webhook(self, path: str) -> QHBoxLayout:
        session = self.services.session.current
        server = session.server if session is not None and "://" in session.server else ""
        address = server + path
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label(_("Webhook"), "small"))
        row.addWidget(elided(address, "small"), 1)
        copy = button(_("Copy"), "smallLink", _("Copy the webhook's address"))
        copy.setProperty("address", address)
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.sender().property("address"))

    def _switched(self, on: bool) -> None:
        self.change(self.services.admin.change_channel(self.sender().property("account"), enabled=on))

    def _ask_secrets(self) -> None:
        asked = self.sender()
        title = _("New credentials for {name}").format(name=asked.property("name"))
        text = _("Leave empty what stays as it is. The webhook's address stays the same; nothing is shown again.")
        fields = {
            "access_token": _("Access token"),
            "app_secret": _("App secret"),
            "verify_token": _("Verify token"),
        }
        dialog = SecretsDialog(asked.property("account"), title, text, fields, self)
        dialog.given.connect(self._set_secrets)
        self.ask(dialog)

    def _set_secrets(self, given: Mapping[str, str]) -> None:
        if self.secrets is not None:
            plain = {name: text.strip() for name, text in given.items()}
            self.save_secrets(self.services.admin.change_channel(self.secrets.subject, **plain))

    def _ask_remove(self) -> None:
        self._removing = self.sender().property("account")
        name = self.sender().property("name")
        words = _("{name} will not receive or send anything any more.").format(name=name)
        hint, go = _("Its threads and messages stay."), (_("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        question(self, _("Remove this channel?"), words, hint, go=go, stay=_("Cancel"), done=self._remove).open()

    def _remove(self) -> None:
        self.change(self.services.admin.remove_channel(self._removing))

    def _add(self) -> None:
        channel = self.form.channel()
        if channel is None:
            self.say(_("Fill in every field; only the one under “Advanced” may stay empty."))
            return
        self.form.add.setEnabled(False)
        self.background.run(self.services.admin.add_channel(channel), self._added, self._not_added)

    def _not_added(self, error: KnownError) -> None:
        self.form.add.setEnabled(True)
        self.failed(error)

    def _added(self, _record: Record) -> None:
        self.form.add.setEnabled(True)
        self.form.clear()
        self.reload()


class ChannelForm(QFrame):
    """Everything that a new account needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem({"whatsapp": "WhatsApp", "instagram": "Instagram"}[kind.value], kind.value)
        self.kind.currentIndexChanged.connect(self._name_fields)
        self.fields = {
            name: LineField()
            for name in ("name", "address", "provider_id", "access_token", "app_secret", "verify_token", "base_url")
        }
        for secret in ("access_token", "app_secret"):
            self.fields[secret].setEchoMode(QLineEdit.EchoMode.Password)
        self.fields["verify_token"].setPlaceholderText(_("you invent it, and enter it at the provider too"))
        self.add = button(_("Add channel"), "primary")
        self.more = QCheckBox(_("Advanced"))
        self.more.toggled.connect(self._show_more)
        form = card_form(self)
        across(form, label(_("Add an account"), "strong"))
        form_row(form, label(_("Channel"), "small"), self.kind)
        self.kind.setAccessibleName(_("Channel"))
        self._labels = {name: label("", "small") for name in self.fields}
        for name, field in self.fields.items():
            if name == "base_url":
                across(form, self.more)
            form_row(form, self._labels[name], field)
        form_foot(form, self.add)
        self._name_fields()
        self._show_more(False)

    def channel(self) -> NewChannel | None:
        """What was typed; None while something is missing."""
        typed = {name: field.text().strip() for name, field in self.fields.items()}
        if not all(text for name, text in typed.items() if name != "base_url"):
            return None
        return NewChannel(kind=self.kind.currentData(), **typed)

    def clear(self) -> None:
        """Empties the form, credentials first of all."""
        for field in self.fields.values():
            field.clear()

    def _name_fields(self) -> None:
        whatsapp = self.kind.currentData() == ChannelKind.WHATSAPP.value
        words = {
            "name": _("Name your team uses"),
            "address": _("Phone number customers write to") if whatsapp else _("Handle customers write to (@…)"),
            "provider_id": _("Phone number ID") if whatsapp else _("Instagram user ID"),
            "access_token": _("Access token"),
            "app_secret": _("App secret"),
            "verify_token": _("Verify token"),
            "base_url": _("Provider's base address"),
        }
        for name, text in words.items():
            self._labels[name].setText(text)
            self.fields[name].setAccessibleName(text)

    def _show_more(self, shown: bool) -> None:
        self._labels["base_url"].setVisible(shown)
        self.fields["base_url"].setVisible(shown)
