"""Counting words with what this computer has: ICU, BudouX, or by characters (language.md 5)."""

from app.words.budoux import BudouxBreaks
from app.words.icu import IcuBreaks
from domain.guidance.breaks import RoughBreaks, WordBreaks

__all__ = ["BudouxBreaks", "IcuBreaks", "best_breaks"]


def best_breaks() -> WordBreaks:
    """The best way to count that works on this computer; opens a library, so it belongs off the start path."""
    for make in (IcuBreaks.find, BudouxBreaks.find):
        breaks = make()
        if breaks is not None:
            return breaks
    return RoughBreaks()
