"""What messages say in the agent's language: a second text inside the bubble, above or below the original (U-2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.i18n import _
from domain.timeline import Entry
from widgets.thread_view.metalines import BETWEEN
from widgets.thread_view.plain_text import clean, collapsed
from widgets.thread_view.runs import Run
from widgets.thread_view.states import Action
from widgets.thread_view.style import Style
from widgets.thread_view.text_block import TextBlock

ROOM = 6.0
"""Pixels on each side of the hairline between the two texts."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A message in another language.

    Attributes:
        way: from which language into which, in words ("ไทย → English"); "" when nobody knows.
    """

    text: str
    way: str = ""


class Translations:
    """By message; everything that shows messages looks here. Empty while the agent wants none.

    Attributes:
        original_first: whether the original stands above its translation.
    """

    def __init__(self) -> None:
        self.original_first = True
        self._held: dict[str, Translation] = {}

    def take(self, held: Mapping[str, Translation], *, original_first: bool) -> set[str]:
        """Other ones; the messages that look different now."""
        before, swapped = self._held, original_first != self.original_first
        self._held, self.original_first = dict(held), original_first
        keys = before.keys() | held.keys()
        return {key for key in keys if swapped or before.get(key) != held.get(key)}

    def of(self, entry: Entry) -> Translation | None:
        """What a message says; nothing for one that was deleted."""
        return self._held.get(entry.id) if entry.message.deleted_at is None else None

    def spoken(self, key: str) -> str:
        """For the screen reader, behind the original; "" when there is none."""
        held = self._held.get(key)
        return _("translated: {text}").format(text=clean(held.text)[:4000]) if held is not None else ""


class TranslationBlock:
    """The second text and the hairline that keeps it apart from the first.

    Attributes:
        above: whether it stands above the original.
    """

    def __init__(self, said: Translation, style: Style, room: float, shown: int, *, above: bool) -> None:
        text = collapsed(clean(said.text), shown)
        # A translator's answer is somebody else's text, too: its links are words, not links.
        self.text = TextBlock(text, style.base, style, room, color="text" if above else "text2", linked=False)
        self.above = above
        self.width, self.height = self.text.width, self.text.height + 2 * ROOM + 1
        self._rule = QRectF()

    def place(self, x: float, y: float, width: float) -> None:
        """Where it stands in its row."""
        rule = y + self.text.height + ROOM if self.above else y + ROOM
        self._rule = QRectF(x, rule, width, 1)
        self.text.place(x, y if self.above else y + 2 * ROOM + 1, width)

    def paint(self, painter: QPainter, style: Style, clip: QRectF) -> None:
        """Draws both."""
        painter.fillRect(QRectF(QPointF(self._rule.x(), round(self._rule.y())), self._rule.size()), style.tokens.line)
        self.text.paint(painter, style, None, clip)


def translation_runs(said: Translation | None, style: Style) -> list[Run]:
    """· ไทย → English · Swap; nothing without a translation."""
    if said is None:
        return []
    between = Run(BETWEEN, style.small, "text2")
    swap = Run(_("Swap"), style.small_bold, "accent", action=Action.SWAP)
    return [between, Run(said.way or _("translated"), style.small, "text2"), Run(BETWEEN, style.small, "text2"), swap]
