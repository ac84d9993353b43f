"""Opening a thread of any length: window of entries in hand → painted."""

from tests.bench.widgets_stage import application, milliseconds, percentile, settle, thread_view
from tests.thread_samples import CONTEXT, conversation, window
from tools.figures import Figure, at_most
from widgets.thread_view.view import ThreadView

NAME = "thread_open"
LENGTHS = (100, 10_000, 100_000)
TRIES = 30


def run() -> list[Figure]:
    """The median a length, and the slowest of all but the first."""
    application()
    view = thread_view()
    figures = []
    for length in LENGTHS:
        times = [_opened(view, length, number) for number in range(TRIES)]
        figures.append(at_most(f"thread_open of {length:,} messages, p95", percentile(times, 0.95), "ms", 50))
    view.close()
    return figures


def _opened(view: ThreadView, length: int, number: int) -> float:
    slice_ = window(conversation(length - 99 - number, length - number), older=length > 100)

    def shown() -> None:
        view.set_window(slice_, CONTEXT)
        view.viewport().repaint()

    took = milliseconds(shown)
    settle(3)
    return took
