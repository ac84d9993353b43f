"""Tells the language of a draft: by the emotion model's table once it is read, before that by the script alone."""

from pathlib import Path
from typing import TYPE_CHECKING

from domain.hanzi import script

if TYPE_CHECKING:
    from domain.emotion.tongue import Tongue

MODEL = Path(__file__).resolve().parents[2] / "resources" / "emotion" / "model.npz"
READ = 400
"""Characters that are looked at."""

_SCRIPTS = ((0x0E01, 0x0E5B, "th"), (0x0600, 0x06FF, "ar"), (0x0400, 0x04FF, "ru"), (0x3400, 0x9FFF, "zh"))


class LanguageTeller:
    """Says "" rather than guess."""

    def __init__(self, path: Path = MODEL) -> None:
        self.path = path
        self._tongue: Tongue | None = None
        self._last = ("", "")

    def warm(self) -> None:
        """Reads the model's table; called beside the loop. Without one, scripts are all there is."""
        if self._tongue is None and self.path.is_file():
            try:
                from domain.emotion.tongue import load

                self._tongue, self._last = load(self.path), ("", "")
            except (OSError, ValueError):
                self._tongue = None

    def tell(self, text: str) -> str:
        """The BCP 47 tag of a text's language, "" when it cannot be told."""
        begin, tongue = text[:READ], self._tongue
        told, language = self._last
        if begin != told:
            # One review asks more than once.
            language = tongue.language(begin) if tongue is not None else by_script(begin)
            self._last = (begin, language)
        return language


def by_script(text: str) -> str:
    """The language that most letters decide by their script; "" for Latin and all others."""
    counted: dict[str, int] = {}
    for character in text:
        if character.isalpha():
            code = ord(character)
            name = next((name for first, last, name in _SCRIPTS if first <= code <= last), "")
            counted[name] = counted.get(name, 0) + (3 if name == "zh" else 1)
    name = max(counted, key=lambda one: counted[one]) if counted else ""
    return (script(text) or "zh-Hans") if name == "zh" else name
