"""The form of a new channel account: what it is called, where it is, and its credentials."""

from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QWidget

from app.i18n import _
from app.services.admin import NewChannel
from domain.channel import ChannelKind
from ui.parts import button, label
from ui.settings.page_parts import across, card_form, form_foot, form_row
from widgets.controls import PlainChoice
from widgets.text_side import LineField

KINDS = (ChannelKind.WHATSAPP, ChannelKind.INSTAGRAM)


class ChannelForm(QFrame):
    """Everything that a new account needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.kind = PlainChoice()
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
