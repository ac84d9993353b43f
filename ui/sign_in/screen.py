"""The sign-in screen: a server's address and who you are, or a trial on this computer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import KnownError, Unreachable
from app.i18n import _
from app.ports import Session
from ui.background import Background
from ui.parts import buddy, button, label, line
from ui.ports import Services
from ui.sign_in.address import normal_address
from ui.sign_in.card_screen import CardScreen
from ui.sign_in.scrolling import scrolling
from ui.words import is_about_the_address, sign_in_words
from widgets.text_side import LineField


class SignInScreen(CardScreen):
    """Says in words what is wrong, and keeps what was typed.

    Signals:
        signed_in: a session is open.
        theme_wanted, help_wanted: the links under the card.
    """

    signed_in = Signal()
    theme_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._background = Background(services.tasks, self, self._failed)
        self._make_fields()
        body = QWidget()
        body.setObjectName("signIn")
        column = QVBoxLayout(body)
        column.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card())
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(8)
        column.addLayout(self._foot())
        column.addStretch(3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(body))
        self.refresh()

    def refresh(self) -> None:
        """What the keychain can keep may have changed."""
        durable = self._services.session.durable
        self.remember.setEnabled(durable)
        self.remember.setChecked(durable and self.remember.isChecked())
        self.remember.setText(
            _("stay signed in (key in the system keychain)")
            if durable
            else _("stay signed in: not here, this computer has no keychain")
        )

    def focus_first(self) -> None:
        """The caret goes to the first field that is empty."""
        fields = (self.server, self.email, self.password)
        next((field for field in fields if not field.text()), self.password).setFocus()

    def _make_fields(self) -> None:
        self.server = LineField()
        self.server.setPlaceholderText(_("https://support.example.com"))
        self.server.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self.email = LineField()
        self.email.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.password = LineField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.server, self.email, self.password):
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.remember = QCheckBox()
        self.remember.setProperty("kind", "small")
        self.remember.setChecked(True)
        self.enter = button(_("Sign in"), "primary")
        self.enter.clicked.connect(self._sign_in)
        self.start = button(_("Start"), name=_("Try it on this computer"))
        self.start.clicked.connect(self._start_trial)

    def _card(self) -> QFrame:
        column = self.card_column(_("Every channel, one thread."), 32)
        column.addSpacing(4)
        for words, field in (
            (_("Server"), self.server), (_("Email"), self.email), (_("Password"), self.password),
        ):  # fmt: skip
            column.addWidget(buddy(words, field))
            column.addWidget(field)
            column.addSpacing(8)
        go = QHBoxLayout()
        go.addWidget(self.remember, 1)
        go.addWidget(self.enter)
        column.addLayout(go)
        column.addSpacing(18)
        column.addWidget(line())
        column.addSpacing(10)
        column.addWidget(self._trial())
        return self.card

    def _trial(self) -> QFrame:
        box = QFrame()
        box.setObjectName("card")
        row = QHBoxLayout(box)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(_("Try it on this computer"), "strong"))
        words.addWidget(
            label(_("A private workspace with simulated customers; nothing leaves this machine."), "small", wrap=True)
        )
        row.addLayout(words, 1)
        row.addWidget(self.start)
        return box

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(4)
        self.theme = button(_("theme"), "faintLink")
        self.theme.clicked.connect(self.theme_wanted)
        about = button(_("help"), "faintLink")
        about.clicked.connect(self.help_wanted)
        foot.addStretch(1)
        foot.addWidget(self.theme)
        foot.addWidget(label("·", "faint"))
        foot.addWidget(about)
        foot.addStretch(1)
        return foot

    def _sign_in(self) -> None:
        address = normal_address(self.server.text())
        if not address:
            self._complain(_("Enter the server's address, such as https://support.example.com."), self.server)
        elif not self.email.text().strip():
            self._complain(_("Enter your email address."), self.email)
        elif not self.password.text():
            self._complain(_("Enter your password."), self.password)
        else:
            self._busy(self.enter, _("Signing in…"))
            session = self._services.session
            self._background.run(
                session.sign_in(address, self.email.text().strip(), self.password.text(), self.remember.isChecked()),
                self._entered,
                latest="sign_in",
            )

    def _start_trial(self) -> None:
        self._busy(self.start, _("Starting…"))
        self._background.run(self._services.session.start_trial(), self._entered, latest="sign_in")

    def _complain(self, text: str, field: QLineEdit) -> None:
        self.say(text)
        field.setFocus()

    def _busy(self, pressed: QWidget, text: str) -> None:
        self.say("")
        for widget in self._inputs():
            widget.setEnabled(False)
        (self.enter if pressed is self.enter else self.start).setText(text)

    def _ready(self) -> None:
        for widget in self._inputs():
            widget.setEnabled(True)
        self.enter.setText(_("Sign in"))
        self.start.setText(_("Start"))
        self.refresh()

    def _inputs(self) -> tuple[QWidget, ...]:
        return (self.server, self.email, self.password, self.remember, self.enter, self.start)

    def _entered(self, _session: Session) -> None:
        self.password.clear()
        self._ready()
        self.signed_in.emit()

    def _failed(self, error: KnownError) -> None:
        self._ready()
        self.say(sign_in_words(error))
        if isinstance(error, Unreachable) and error.code.startswith("backend"):
            self.start.setFocus()
            return
        field = self.server if is_about_the_address(error) else self.password
        field.setFocus()
        field.selectAll()
