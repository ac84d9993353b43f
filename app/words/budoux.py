"""Word breaks by BudouX, a small segmenter in Python, where it is installed and ICU is not."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from app.words.rough import by_spaces, rough_spans
from app.words.things import Span
from domain.guidance.breaks import RoughBreaks, without_links

MOST = 4_000
"""Characters that are segmented; a longer text is estimated."""


class BudouxBreaks:
    """Chinese and Thai by its models, everything else by spaces."""

    def __init__(self, library: Any) -> None:
        self._rough = RoughBreaks()
        self._han = library.load_default_simplified_chinese_parser()
        self._thai = library.load_default_thai_parser()

    @classmethod
    def find(cls) -> "BudouxBreaks | None":
        """With the installed package; None when there is none."""
        if find_spec("budoux") is None:
            return None
        try:
            return cls(import_module("budoux"))
        except (ImportError, AttributeError, OSError):
            return None

    def count(self, text: str) -> int:
        """Words: runs of an unspaced script by the model, the rest by spaces."""
        text = without_links(text)
        if text.isascii() or len(text) > MOST:
            return self._rough.count(text)
        return sum(self._run(run) for run in text.split())

    def spans(self, text: str) -> list[Span]:
        """Where words stand; a text that is longer than anything people read is cut roughly."""
        if len(text) > MOST:
            return rough_spans(text)
        return by_spaces(text, self._han.parse, self._thai.parse)

    def _run(self, run: str) -> int:
        parser = self._thai if any("\u0e00" <= character <= "\u0eff" for character in run) else self._han
        if not any(character >= "\u0e00" for character in run):
            return self._rough.count(run)
        return sum(1 for part in parser.parse(run) if self._rough.count(part))
