"""Says who wrote while the agent did, when the reply has been sent or before it is."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from domain.clock import Clock
from domain.timeline import Newer
from ui.inbox.draft_keeper import DraftKeeper
from ui.inbox.moved_bar import MovedBar
from ui.inbox.timeline_feeder import TimelineFeeder


class MovedNotice(QObject):
    """Between the composer's keeper, the messages and the bar."""

    def __init__(self, bar: MovedBar, keeper: DraftKeeper, feeder: TimelineFeeder, clock: Clock) -> None:
        super().__init__(keeper)
        self._bar = bar
        self._clock = clock
        keeper.moved.connect(self._tell)
        keeper.asked.connect(self._ask)
        keeper.opened.connect(bar.hide)
        bar.undo_wanted.connect(keeper.recall)
        bar.send_wanted.connect(keeper.send_anyway)
        bar.look_wanted.connect(feeder.look)
        feeder.all_left.connect(bar.too_late)

    def _tell(self, moved: Sequence[Newer]) -> None:
        if moved:
            self._bar.tell(moved, self._clock.now(), undo=True)
        else:
            self._bar.hide()

    def _ask(self, moved: Sequence[Newer]) -> None:
        self._bar.ask(moved, self._clock.now())
