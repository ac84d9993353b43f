"""What lies under the mouse: an action, a link, a part, a place in the text."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from domain.message import Part
from widgets.thread_view.audio import VoiceChip
from widgets.thread_view.laid import Laid
from widgets.thread_view.links import Link
from widgets.thread_view.states import Action


@dataclass(frozen=True, slots=True)
class Hit:
    """Something in a row.

    Attributes:
        action: what a click asks for, None on plain text or nothing.
        link, part: what it is about.
        on_text: whether the text cursor belongs here.
    """

    key: str
    action: Action | None = None
    link: Link | None = None
    part: Part | None = None
    on_text: bool = False


def find_hit(laid: Laid, point: QPointF) -> Hit:
    """What is at a point in row coordinates."""
    key = laid.row.key
    for line in laid.lines:
        if (action := line.action_at(point)) is not None:
            return Hit(key, action)
    block = laid.part_at(point)
    if block is not None:
        action = block.action_at(point) if isinstance(block, VoiceChip) else block.action
        return Hit(key, action, part=block.part)
    if laid.text is not None and laid.row.entry is not None:
        link = laid.text.link_at(point)
        if link is not None:
            return Hit(key, Action.LINK, link=link, on_text=True)
        return Hit(key, on_text=laid.text.rect.contains(point))
    return Hit(key)
