"""Translation in the settings: who translates, where, with which key, and a sentence to try it with (U-2)."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.errors import KnownError, NotTranslated
from app.i18n import _
from app.ports.translation import Provider
from app.services.translation import Tried
from domain.translation import LANGUAGES
from ui.background import Background
from ui.locale import language_name
from ui.parts import buddy, button, label
from ui.ports import Services
from ui.settings.page_parts import page_column
from ui.translation_words import FREE_PORT, translation_words
from ui.words import error_words
from widgets.controls import PlainChoice
from widgets.text_side import LineField
from widgets.thread_view.plain_text import isolate

KEPT = "••••••••"


class TranslationPage(QWidget):
    """Nothing is set before “Use it” is pressed; the language counts at once."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translation = services.translation
        self._background = Background(services.tasks, self, self._failed)
        self.provider, self.language = PlainChoice(), PlainChoice()
        self.address, self.key = LineField(), LineField()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setMaxLength(512)
        self.use, self.test = button(_("Use it"), "primary"), button(_("Try it"))
        self.said = label("", wrap=True)
        self.about = label("", "second", wrap=True)
        self._fill()
        self._lay_out()
        self.provider.activated.connect(self._provider_chosen)
        self.address.editingFinished.connect(self._look_for_key)
        self.language.activated.connect(self._language_chosen)
        self.use.clicked.connect(self._use)
        self.test.clicked.connect(self._try)
        self._show_provider()

    def chosen(self) -> Provider | None:
        """Who is chosen in the field, set or not."""
        held = self.provider.currentData()
        return Provider(held) if held else None

    def _fill(self) -> None:
        self.provider.addItem(_("Nobody"), "")
        for provider in Provider:
            self.provider.addItem(provider.label, provider.value)
        now = self._translation.provider
        self.provider.setCurrentIndex(self.provider.findData(now.value if now is not None else ""))
        self.address.setText(self._translation.address)
        for tag in LANGUAGES:
            self.language.addItem(language_name(tag), tag)
        self.language.setCurrentIndex(max(0, self.language.findData(self._translation.language)))

    def _lay_out(self) -> None:
        column = page_column(self, _("Translation"))
        keeps = _(
            "What is on screen in a thread that you translate, and the drafts you have translated, go to this provider."
        )
        column.addWidget(label(keeps, "second", wrap=True))
        column.addSpacing(6)
        for name, field in (
            (_("Who translates"), self.provider),
            (_("Address"), self.address),
            (_("Key"), self.key),
        ):
            column.addWidget(buddy(name, field, "heading"))
            column.addWidget(field)
            if field is self.provider:
                column.addWidget(self.about)
        row = QHBoxLayout()
        row.addWidget(self.use)
        row.addWidget(self.test)
        row.addStretch(1)
        column.addSpacing(4)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addSpacing(10)
        column.addWidget(buddy(_("You read"), self.language, "heading"))
        column.addWidget(self.language)
        column.addStretch(1)

    def _show_provider(self) -> None:
        provider = self.chosen()
        about = {
            Provider.LIBRE: _(
                "Free software for a computer of your own: “pip install libretranslate”, then “libretranslate”."
            ),
            Provider.DEEPL: _("A key comes with an account for the API, also a free one; its address is known."),
            Provider.GOOGLE: _("A key of a Google Cloud project with the Translation API; its address is known."),
        }
        self.about.setText(about[provider] if provider is not None else _("The Translate button explains this page."))
        self.address.setPlaceholderText(FREE_PORT if provider is Provider.LIBRE else _("the provider's own"))
        for field in (self.address, self.key, self.test):
            field.setEnabled(provider is not None)
        self._look_for_key()

    def _provider_chosen(self, _index: int) -> None:
        same = self.chosen() is self._translation.provider
        self.address.setText(
            self._translation.address if same else FREE_PORT if self.chosen() is Provider.LIBRE else ""
        )
        self.key.clear()
        self._say("")
        self._show_provider()

    def _language_chosen(self, _index: int) -> None:
        self._translation.language = self.language.currentData()

    def _look_for_key(self) -> None:
        provider = self.chosen()
        if provider is not None:
            self._background.run(self._translation.holds_key(provider, self._address()), self._key_known, latest="key")
        else:
            self._key_known(False)

    def _key_known(self, held: bool) -> None:
        provider = self.chosen()
        needs = provider is not None and provider.needs_key
        missing = _("none yet") if needs else _("not needed by most servers of your own")
        self.key.setPlaceholderText(_("{dots} kept in this computer's keychain").format(dots=KEPT) if held else missing)

    def _address(self) -> str:
        return self.address.text().strip().rstrip("/")

    def _typed_key(self) -> str | None:
        return self.key.text().strip() or None

    def _use(self) -> None:
        self._say(_("One moment…"))
        work = self._translation.set_up(self.chosen(), self._address(), self._typed_key())
        self._background.run(work, self._used, latest="use")

    def _used(self, _done: None) -> None:
        self.key.clear()
        self._look_for_key()
        provider = self._translation.provider
        if provider is None:
            self._say(_("Nobody translates any more."))
        else:
            self._say(_("{name} translates from now on.").format(name=provider.label))

    def _try(self) -> None:
        provider = self.chosen()
        if provider is not None:
            self._say(_("One moment…"))
            work = self._translation.try_out(provider, self._address(), self._typed_key())
            self._background.run(work, self._tried, latest="use")

    def _tried(self, tried: Tried) -> None:
        words = _("It works. “{sample}” became “{text}” in {seconds} s.")
        text, seconds = isolate(tried.text[:200]), f"{tried.seconds:.1f}"
        self._say(words.format(sample=tried.sample, text=text, seconds=seconds))

    def _failed(self, error: KnownError) -> None:
        said = translation_words(error, self.chosen()) if isinstance(error, NotTranslated) else error_words(error)
        self._say(said)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setAccessibleName(text)
