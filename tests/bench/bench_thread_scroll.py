"""Scrolling, growing and resizing a full window of 400 entries, painted for real."""

from collections.abc import Callable

from domain.timeline import Entry
from tests.bench.widgets_stage import application, milliseconds, percentile, settle, thread_view
from tests.thread_samples import CONTEXT, conversation, window
from tools.figures import Figure, at_most
from widgets.thread_view.view import ThreadView

NAME = "thread_scroll"
LAST = 100_000
HELD = 400
PASSES = 3


def run() -> list[Figure]:
    """Frame p99, append while scrolled up, prepend of a page, width step: each the best of three passes.

    Whatever else the machine does makes a pass slower, never faster.
    """
    application()
    return [
        at_most("thread_scroll frame, p99", _best(_frames, 0.99), "ms", 8),
        at_most("thread append while scrolled up, p95", _best(_appends, 0.95), "ms", 3),
        at_most("thread prepend of 50, p95", _best(_prepends, 0.95), "ms", 50),
        at_most("thread width step with paint, p95", _best(_widths, 0.95), "ms", 20),
    ]


def _best(measure: Callable[[ThreadView], list[float]], part: float) -> float:
    found = []
    for _pass in range(PASSES):
        view = thread_view()
        view.set_window(window(conversation(LAST - HELD + 1, LAST), older=True), CONTEXT)
        settle()
        found.append(percentile(measure(view), part))
        view.close()
        view.deleteLater()
        settle()
    return min(found)


def _frames(view: ThreadView) -> list[float]:
    bar, times = view.verticalScrollBar(), []

    def step() -> None:
        bar.setValue(bar.value() - 80)
        view.viewport().repaint()

    while bar.value() > 0:
        times.append(milliseconds(step))
        if len(times) % 8 == 0:
            settle(1)
    return times


def _appends(view: ThreadView) -> list[float]:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle()
    times = []
    for number in range(1, 41):
        newest = view.newest
        assert newest is not None
        grown: list[Entry] = [newest, *conversation(LAST + number, LAST + number)]
        times.append(milliseconds(_Update(view, grown)))
    return times


class _Update:
    def __init__(self, view: ThreadView, entries: list[Entry]) -> None:
        self.view, self.entries = view, entries

    def __call__(self) -> None:
        self.view.update_entries(window(self.entries))


def _prepends(view: ThreadView) -> list[float]:
    times = []
    for page in range(10):
        last = LAST - HELD - page * 50
        older = window(conversation(last - 49, last), older=True)

        def grow(older: object = older) -> None:
            view.prepend(older)  # type: ignore[arg-type]
            view.viewport().repaint()

        times.append(milliseconds(grow))
        settle(2)
    return times


def _widths(view: ThreadView) -> list[float]:
    times = []
    for step in range(30):

        def narrower(step: int = step) -> None:
            view.resize(745 - 8 * step, 760)
            view.viewport().repaint()

        times.append(milliseconds(narrower))
    return times
