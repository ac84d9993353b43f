"""Which view shows which kind of drill; each is imported when a task of its kind comes first."""

from collections.abc import Callable
from typing import Final

from domain.training.item import DrillKind
from ui.training.task_view import TaskView


def _keywords() -> TaskView:
    from ui.training.drill_keywords import KeywordView

    return KeywordView()


def _gist() -> TaskView:
    from ui.training.drill_gist import GistView

    return GistView()


def _triage() -> TaskView:
    from ui.training.drill_triage import TriageView

    return TriageView()


def _reply() -> TaskView:
    from ui.training.drill_reply import ReplyView

    return ReplyView()


def _flash() -> TaskView:
    from ui.training.flash_view import FlashView

    return FlashView()


VIEWS: Final[dict[DrillKind, Callable[[], TaskView]]] = {
    DrillKind.KEYWORDS: _keywords,
    DrillKind.GIST: _gist,
    DrillKind.TRIAGE: _triage,
    DrillKind.REPLY: _reply,
    DrillKind.FLASH: _flash,
}
"""Kinds that the drill page can show; the inbox under pressure has a page of its own."""
