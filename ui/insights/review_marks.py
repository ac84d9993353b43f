"""Keeps what a lead says, one after the other: keys may come faster than the disk, and the last word stands (M-1)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.errors import KnownError
from domain.ids import AgentId, ReviewId
from domain.review import MarkReview, ReviewItem
from ui.background import Background
from ui.insights.review_values import marked
from ui.ports import Services


class Marks(QObject):
    """What was said and is not kept yet.

    Signals:
        kept: everything is.
        troubled(KnownError): something could not be kept; it is tried again with the next word.

    Attributes:
        waiting: the newest word on each conversation that is on its way.
    """

    kept = Signal()
    troubled = Signal(object)

    def __init__(self, services: Services, owner: QObject, me: Callable[[], AgentId | None]) -> None:
        super().__init__(owner)
        self._services, self._me = services, me
        self._background = Background(services.tasks, self, self._failed)
        self.waiting: dict[ReviewId, tuple[ReviewItem, MarkReview]] = {}
        self._busy: MarkReview | None = None

    def say(self, item: ReviewItem, mark: MarkReview) -> ReviewItem:
        """That is said of it; the conversation as it is then."""
        self.waiting[item.id] = (item, mark)
        self._go_on()
        return marked(item, mark, self._me(), self._services.clock.now())

    def over(self, items: Sequence[ReviewItem]) -> tuple[ReviewItem, ...]:
        """What was read, with what is still on its way."""
        me, now = self._me(), self._services.clock.now()
        return tuple(
            marked(item, self.waiting[item.id][1], me, now) if item.id in self.waiting else item for item in items
        )

    def _go_on(self) -> None:
        if self._busy is None and self.waiting:
            item, self._busy = next(iter(self.waiting.values()))
            self._background.run(self._services.insights.mark(item, self._busy), self._done)

    def _done(self, _nothing: None) -> None:
        said, self._busy = self._busy, None
        if said is not None and self.waiting.get(said.review_id, (None, None))[1] == said:
            del self.waiting[said.review_id]
        if self.waiting:
            self._go_on()
        else:
            self.kept.emit()

    def _failed(self, error: KnownError) -> None:
        said, self._busy = self._busy, None
        if said is not None and said.review_id in self.waiting:
            # Behind the others, so that one that cannot be kept does not hold them up.
            self.waiting[said.review_id] = self.waiting.pop(said.review_id)
        self.troubled.emit(error)
