"""What the measurements of widgets share: one application, real painting, percentiles."""

from collections.abc import Callable, Sequence
from time import perf_counter

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from widgets.composer.composer import Composer
from widgets.images import ImageCache
from widgets.thread_view.view import ThreadView
from widgets.tokens import load_tokens


def application() -> QApplication:
    """The one there is, or a new one."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    made = QApplication([])
    made.setFont(QFont("Noto Sans", 10))
    return made


def settle(rounds: int = 20) -> None:
    """Lets the loop finish what it has to do."""
    for _round in range(rounds):
        QApplication.processEvents()


def thread_view(parent: QWidget | None = None) -> ThreadView:
    """On screen, of the size it has in a window of 1440 x 900."""
    view = ThreadView(load_tokens("light"), ImageCache(), parent)
    view.resize(745, 760)
    view.show()
    settle()
    return view


def page() -> tuple[QWidget, ThreadView, Composer]:
    """A thread's page: the widget that holds it, its messages, and where replies to them are written."""
    host = QWidget()
    host.resize(745, 860)
    view = thread_view(host)
    composer = Composer(load_tokens("light"), ImageCache(), host)
    column = QVBoxLayout(host)
    column.addWidget(view, 1)
    column.addWidget(composer)
    composer.quick.covers.connect(view.make_room)
    host.show()
    return host, view, composer


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def percentile(values: Sequence[float], part: float) -> float:
    """The value that this part of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
