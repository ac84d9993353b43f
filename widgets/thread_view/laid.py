"""A row laid out for one width: its bubble and the blocks in it, ready to paint and to hit."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from widgets.thread_view.part_blocks import PartChip, PictureBlock, QuoteBlock
from widgets.thread_view.rows import Row
from widgets.thread_view.runs import RunLine
from widgets.thread_view.states import NOTHING, State
from widgets.thread_view.text_block import TextBlock
from widgets.thread_view.translated import TranslationBlock


@dataclass(slots=True)
class Laid:
    """What a row looks like. Rectangles are relative to the row's top left corner.

    Attributes:
        height: with the gap above it.
        fill, border: tokens of the bubble, "" for none.
        text: what can be selected; translation: the same in the agent's language; reason: why it is held or failed.
        cut: whether a "show more" stands under the text.
    """

    row: Row
    height: int
    bubble: QRectF = field(default_factory=QRectF)
    fill: str = ""
    border: str = ""
    dashed: bool = False
    opacity: float = 1.0
    text: TextBlock | None = None
    translation: TranslationBlock | None = None
    reason: TextBlock | None = None
    parts: list[PictureBlock | PartChip] = field(default_factory=list)
    quote: QuoteBlock | None = None
    lines: list[RunLine] = field(default_factory=list)
    state: State = NOTHING
    cut: bool = False

    def part_at(self, point: QPointF) -> PictureBlock | PartChip | None:
        """The part under a point."""
        return next((block for block in self.parts if block.rect.contains(point)), None)
