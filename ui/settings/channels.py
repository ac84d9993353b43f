"""Channel accounts, for admins: which there are, whether they are on, what is wrong with them, new credentials."""

from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from app.errors import KnownError, Refused
from app.i18n import _
from app.services.admin import Record
from domain.channel import ChannelKind
from ui.parts import button, elided, label
from ui.ports import Services
from ui.question import question
from ui.settings.admin_page import AdminPage
from ui.settings.channel_form import ChannelForm
from ui.settings.secrets_dialog import SecretsDialog
from widgets.chips import ChannelChip


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
        if others := record.get("same_number"):
            column.addWidget(label(_twin_words(others), "error", wrap=True))
        return holder

    def explained(self, error: KnownError) -> str:
        words = {
            "number_taken": _(
                "Another account has this number at the provider already. Give that one new credentials, or remove it"
                " first."
            ),
            "invalid": _("A field is too long, or the provider's base address does not begin with https://."),
        }
        return (words.get(error.code) if isinstance(error, Refused) else None) or super().explained(error)

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


def _twin_words(others: Sequence[str]) -> str:
    """What is wrong with an account that an older version let in beside another one of the same number."""
    text = _("It has the same number at the provider as {names}. Remove the one that your provider does not write to.")
    return text.format(names=_(", ").join(others))
