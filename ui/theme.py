"""Light, dark or as the system: one set of tokens becomes palette, style sheet and font of the whole program."""

from dataclasses import replace
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.ports import SettingsPort
from widgets.tokens import RESOURCES, Tokens, TypeScale, css, load_tokens

CHOICES = ("system", "light", "dark")
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)


class Theme(QObject):
    """What everything looks like, kept in the settings.

    Signals:
        changed: the tokens are other ones; palette and style sheet are in force already.
    """

    changed = Signal()

    def __init__(self, settings: SettingsPort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._tokens = self._wanted()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def tokens(self) -> Tokens:
        """Those in force, sizes already zoomed."""
        return self._tokens

    @property
    def choice(self) -> str:
        """ "system", "light" or "dark"."""
        return self._settings.theme

    @property
    def zoom(self) -> int:
        """Percent, 80 to 200."""
        return self._settings.zoom

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing may move."""
        return self._settings.reduced_motion

    def choose(self, choice: str) -> None:
        """Takes another theme at once and from now on."""
        self._settings.theme = choice
        self.apply()

    def toggle(self) -> None:
        """From light to dark or back."""
        self.choose("light" if self._tokens.dark else "dark")

    def reduce_motion(self, reduced: bool) -> None:
        """Stops or allows movement."""
        self._settings.reduced_motion = reduced
        self.apply()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller; 0 means normal."""
        nearest = min(range(len(ZOOM_STEPS)), key=lambda index: abs(ZOOM_STEPS[index] - self.zoom))
        index = min(len(ZOOM_STEPS) - 1, max(0, nearest + steps))
        self.zoom_to(ZOOM_STEPS[index] if steps else 100)

    def zoom_to(self, percent: int) -> None:
        """Takes a size."""
        self._settings.zoom = percent
        self.apply()

    def apply(self) -> None:
        """Puts the tokens in force on the whole program."""
        self._lay_ground()
        self.dress()
        self.changed.emit()

    def prepare(self) -> None:
        """Fonts and colours for a window that is yet to be built, without the style sheet: `dress` comes after it."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setStyleSheet("")
        self._lay_ground()

    def _lay_ground(self) -> None:
        self._tokens = self._wanted()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setStyle("Fusion")
            application.setFont(font(self._tokens))
            application.setPalette(palette(self._tokens))

    def dress(self) -> None:
        """The style sheet: under one, each widget would be styled anew with every step of building a window."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setStyleSheet(style_sheet(self._tokens))

    def _wanted(self) -> Tokens:
        dark = self.choice == "dark" or (self.choice == "system" and _system_is_dark())
        return scaled(load_tokens("dark" if dark else "light", reduced_motion=self.reduced_motion), self.zoom)

    def _system_changed(self) -> None:
        if self.choice == "system":
            self.apply()


def spread(root: QWidget, tokens: Tokens) -> None:
    """Hands the tokens to a widget and everything in it that paints with them."""
    for widget in (root, *root.findChildren(QWidget)):
        take = getattr(widget, "set_tokens", None)
        if take is not None:
            take(tokens)


def spread_late(root: QWidget, tokens: Tokens) -> None:
    """The same for what was made under a style sheet: polished later, it would take that one's colours over these."""
    for widget in root.findChildren(QWidget):
        widget.ensurePolished()
    spread(root, tokens)


def scaled(tokens: Tokens, percent: int) -> Tokens:
    """The same look at another size."""
    if percent == 100:
        return tokens
    sizes = tokens.type
    return replace(
        tokens,
        space=tuple(_of(step, percent) for step in tokens.space),
        type=TypeScale(
            _of(sizes.base, percent),
            _of(sizes.small, percent),
            _of(sizes.title, percent),
            _of(sizes.display, percent),
            sizes.line,
            sizes.normal,
            sizes.strong,
        ),
    )


def _of(pixels: int, percent: int) -> int:
    return max(1, round(pixels * percent / 100))


def font(tokens: Tokens) -> QFont:
    """The system's font in the base size."""
    chosen = QFont()
    chosen.setPixelSize(tokens.type.base)
    return chosen


def palette(tokens: Tokens) -> QPalette:
    """Colours for everything that Fusion paints by itself."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: tokens.canvas,
        roles.WindowText: tokens.text,
        roles.Base: tokens.surface,
        roles.AlternateBase: tokens.canvas,
        roles.Text: tokens.text,
        roles.PlaceholderText: tokens.text3,
        roles.Button: tokens.surface,
        roles.ButtonText: tokens.text,
        roles.BrightText: tokens.high,
        roles.Highlight: tokens.accent,
        roles.HighlightedText: tokens.on_accent,
        roles.Accent: tokens.accent,
        roles.Link: tokens.accent,
        roles.LinkVisited: tokens.accent,
        roles.ToolTipBase: tokens.surface,
        roles.ToolTipText: tokens.text,
        roles.Light: tokens.surface,
        roles.Midlight: tokens.line,
        roles.Mid: tokens.line,
        roles.Dark: tokens.text3,
        roles.Shadow: tokens.line,
    }.items():
        made.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, tokens.text3)
    return made


def style_sheet(tokens: Tokens) -> str:
    """What Fusion cannot say with a palette, from resources/themes/braid.qss."""
    template = Template((RESOURCES / "themes" / "braid.qss").read_text(encoding="utf-8"))
    names: dict[str, str] = {
        name: css(value) for name in Tokens.__slots__ if isinstance(value := getattr(tokens, name), QColor)
    }
    names |= {f"s{step}": str(size) for step, size in zip((4, 8, 12, 16, 24, 32), tokens.space, strict=True)}
    factor = tokens.type.base / 13
    names |= {f"b{pixels}": str(round(pixels * factor)) for pixels in (3, 4, 5, 6, 7, 9, 10, 11, 13, 14, 18)}
    names |= {"round": str((tokens.space[2] + 2) // 2)}
    # Qt leaves a corner square when it is rounder than half the height, which grows by less than the text.
    names |= {"tab": str(round((13 if factor <= 1 else 12) * factor))}
    names |= {"arrow": _drawing("arrow", tokens), "check": _drawing("check", tokens)}
    names |= {"control": str(tokens.radius.control), "card": str(tokens.radius.card)}
    names |= {"small": str(tokens.type.small), "title": str(tokens.type.title), "display": str(tokens.type.display)}
    return template.substitute(names)


def _drawing(name: str, tokens: Tokens) -> str:
    """A small picture of the style sheet, which cannot tint one by itself."""
    return (RESOURCES / "themes" / f"{name}-{'dark' if tokens.dark else 'light'}.svg").as_posix()


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
