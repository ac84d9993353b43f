"""What the agent has chosen for this computer."""

from collections.abc import Callable

from app.config import SettingsFile


class SettingsService:
    """Kept at once; listeners hear which choice it was.

    Attributes:
        file: where they are kept.
    """

    def __init__(self, file: SettingsFile) -> None:
        self.file = file
        self._listeners: list[Callable[[str], None]] = []

    def get(self, name: str, default: str = "") -> str:
        """A kept choice ("theme", "language", "enter_sends", …)."""
        return self.file.values.choices.get(name, default)

    def set(self, name: str, value: str) -> None:
        """Keeps a choice."""
        if self.file.values.choices.get(name) == value:
            return
        self.file.choose(name, value)
        for listener in tuple(self._listeners):
            listener(name)

    def on_change(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Tells the name of every choice that changes; returns the function that stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
