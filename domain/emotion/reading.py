"""One message as the engine has read it: everything that the tier, the rules and the reasons are taken from."""

from dataclasses import dataclass

from domain.emotion.cues import Hit
from domain.emotion.folding import Folded
from domain.emotion.network import Pooled
from domain.emotion.pieces import Piece
from domain.emotion.surface import Surface


@dataclass(frozen=True, slots=True)
class Reading:
    """A message that was read.

    Attributes:
        language: BCP 47 tag, "" when it cannot be told.
        complaint: how much speaks for a complaint, in thousandths; above 0 it is one.
        anger: the same for anger, of a message that complains.
        topics: a score each topic, in their order.
        post: it tells of no order, and was read by the network for such (`posts.py`).
    """

    folded: Folded
    language: str
    pieces: tuple[Piece, ...]
    hits: tuple[Hit, ...]
    surface: Surface
    pooled: Pooled
    complaint: int
    anger: int
    topics: tuple[int, ...]
    post: bool = False

    def count(self, *kinds: str) -> int:
        """How many phrases of these kinds were found."""
        return sum([hit.kind in kinds for hit in self.hits])
