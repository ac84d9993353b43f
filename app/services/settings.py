"""What the agent has chosen for this computer."""

from collections.abc import Callable
from typing import Generic, TypeVar

from app.config import SettingsFile

Value = TypeVar("Value")

THEMES = ("system", "light", "dark")
DIRECTIONS = ("ltr", "rtl")
SMALLEST_ZOOM, LARGEST_ZOOM = 80, 200
UNDO_CHOICES = (0, 5, 10, 20)
"""Seconds for which a reply can be called back; 0 for not at all."""

STALE_CHOICES = (4, 24, 72, 168)
"""Hours after which a reply that waited is not sent before somebody looked at it again."""


class Choice(Generic[Value]):
    """One setting as an attribute of the service; a kept value that makes no sense counts as not kept."""

    def __init__(self, default: Value, read: Callable[[str], Value]) -> None:
        self.default = default
        self.read = read

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    def __get__(self, service: "SettingsService", _owner: type) -> Value:
        held = service.file.values.choices.get(self.name)
        if held is None:
            return self.default
        try:
            return self.read(held)
        except ValueError:
            return self.default

    def __set__(self, service: "SettingsService", value: Value) -> None:
        service.keep(self.name, str(value))


def _theme(text: str) -> str:
    return text if text in THEMES else THEMES[0]


def _direction(text: str) -> str:
    return text if text in DIRECTIONS else ""


def _flag(text: str) -> bool:
    return text == str(True)


def _zoom(text: str) -> int:
    return min(max(int(text), SMALLEST_ZOOM), LARGEST_ZOOM)


def _one_of(choices: tuple[int, ...]) -> Callable[[str], int]:
    def read(text: str) -> int:
        if int(text) not in choices:
            raise ValueError(text)
        return int(text)

    return read


class SettingsService:
    """Kept at once; listeners hear which setting it was.

    Attributes:
        file: where they are kept.
        theme: "system", "light" or "dark".
        enter_sends: whether Enter alone sends; Ctrl+Enter always does.
        undo_seconds: for how long a reply can be called back, one of UNDO_CHOICES.
        stale_hours: how long a reply may wait before somebody has to look at it again, one of STALE_CHOICES.
        language: BCP 47 tag, "" for the computer's own.
        direction: "ltr" or "rtl" for the screens, "" as their language runs.
        zoom: percent, 80 to 200.
        translation_provider, translation_address: who translates and where; the key is in the keychain.
        translation_language: BCP 47 tag of what the agent reads, "" for `language`.
        original_first: whether an original stands above its translation.
        shortcuts: the agent's own keys as the screens write them, "" for none.
        hide_alert_content: whether notifications say nothing of customers. alert_sound: whether they are heard.
        quiet_until: ISO time before which nothing is told. alerts_seen: keys of those seen here, JSON.
        geometry, layout: the window's place and its splitters, base64.
        budget: the last figures of the budget calculator, JSON.
        complaint_views, complaint_view: saved views of the board, and the last one in force, JSON.
    """

    theme = Choice("system", _theme)
    enter_sends = Choice(False, _flag)
    reduced_motion = Choice(False, _flag)
    undo_seconds = Choice(5, _one_of(UNDO_CHOICES))
    stale_hours = Choice(24, _one_of(STALE_CHOICES))
    language = Choice("", str)
    direction = Choice("", _direction)
    zoom = Choice(100, _zoom)
    translation_provider = Choice("", str)
    translation_address = Choice("", str)
    translation_language = Choice("", str)
    original_first = Choice(True, _flag)
    shortcuts = Choice("", str)
    hide_alert_content = Choice(False, _flag)
    alert_sound = Choice(False, _flag)
    quiet_until = Choice("", str)
    alerts_seen = Choice("", str)
    geometry = Choice("", str)
    layout = Choice("", str)
    budget = Choice("", str)
    complaint_views = Choice("", str)
    complaint_view = Choice("", str)

    def __init__(self, file: SettingsFile) -> None:
        self.file = file
        self._listeners: list[Callable[[str], None]] = []

    def keep(self, name: str, value: str) -> None:
        """Keeps a choice and tells of it."""
        if self.file.values.choices.get(name) == value:
            return
        self.file.choose(name, value)
        for listener in tuple(self._listeners):
            listener(name)

    def on_change(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Tells the name of every choice that changes; returns the function that stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
