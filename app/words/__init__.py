"""Counting and finding words with what this computer has: ICU, BudouX, or by characters (language.md 5)."""

from collections.abc import Callable
from functools import cached_property

from app.words.budoux import BudouxBreaks
from app.words.icu import IcuBreaks
from app.words.rough import rough_spans
from app.words.things import Span
from domain.guidance.breaks import RoughBreaks, WordBreaks

__all__ = ["BudouxBreaks", "IcuBreaks", "LateBreaks", "best_breaks", "best_spans"]


def best_breaks() -> WordBreaks:
    """The best way to count that works on this computer; opens a library, so it belongs off the start path."""
    return _found() or RoughBreaks()


class LateBreaks:
    """The best breaks, found when the first words are counted: with the first thread, not in a program that waits."""

    @cached_property
    def _best(self) -> WordBreaks:
        return best_breaks()

    def count(self, text: str) -> int:
        """Words in any mix of scripts."""
        return self._best.count(text) if text else 0


def best_spans() -> Callable[[str], list[Span]]:
    """The best way to find where words stand; opens a library as well. Any text at all, never an error."""
    found = _found()
    return found.spans if found else rough_spans


def _found() -> IcuBreaks | BudouxBreaks | None:
    return IcuBreaks.find() or BudouxBreaks.find()
