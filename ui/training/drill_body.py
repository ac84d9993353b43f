"""What stands on a drill's page, from top to bottom."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui import locale
from ui.parts import button
from ui.training.drill_cover import DrillCover
from ui.training.drill_head import DrillHead
from ui.training.drill_review import ReviewBar
from ui.training.drill_run import DrillRun
from ui.training.drill_summary import DrillSummary
from ui.training.one_of import OneOf
from ui.training.words import seconds_words
from widgets.banner import Banner
from widgets.card import Card
from widgets.drill.curve import CurvePoint, SessionCurve
from widgets.tokens import Tokens

_WIDE = 760 / 13


class DrillBody(QWidget):
    """A column in the middle of the page.

    Attributes:
        trouble: what could not be kept. head: ring and question. stack: the task, the cover, or the summary.
        review: what came of the answer. tools: pause and end. curve: of this session.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("place")
        self.trouble = Banner("high")
        self.head, self.stack, self.review, self.tools = DrillHead(), OneOf(), ReviewBar(), QWidget()
        self.cover, self.summary = DrillCover(), DrillSummary()
        self.pause_button, self.end_button = button(_("Pause (P)"), "faintLink"), button(_("End (Esc)"), "faintLink")
        self.curve, card = SessionCurve(), Card(_("This session"))
        card.body.addWidget(self.curve)
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        for one in (self.pause_button, self.end_button):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(one)
        row.addStretch(1)
        self._column = QWidget()
        self._column.setObjectName("place")
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 22, 0, 22)
        column.setSpacing(16)
        for part in (self.trouble, self.head, self.stack, self.review, self.tools, card):
            column.addWidget(part)
        column.addStretch(1)
        self.stack.add_part(self.cover)
        self.stack.add_part(self.summary)
        self.review.hide()
        middle = QHBoxLayout(self)
        middle.setContentsMargins(20, 0, 20, 0)
        middle.addStretch(1)
        middle.addWidget(self._column, 100)
        middle.addStretch(1)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other sizes."""
        self._column.setMaximumWidth(round(tokens.type.base * _WIDE))

    def show_curve(self, run: DrillRun) -> None:
        """The times so far; what does not count is not among them."""
        points = [CurvePoint(attempt.seconds, attempt.right) for attempt in run.attempts if attempt.counts]
        goal = _("goal {seconds} s").format(seconds=locale.number(run.figures.goal))
        said = _(", ").join(seconds_words(point.seconds) for point in points)
        self.curve.show_points(points, run.figures.goal, goal, _("This session: {times}").format(times=said or "–"))

    def show_summary(self, run: DrillRun) -> None:
        """All of it is over: the summary and the curve are left."""
        going = run.going
        self.summary.show_result(going.attempts, going.seconds, run.opened.before.result, len(run.failed))
        self.stack.show_part(self.summary)
        for one in (self.head, self.review, self.tools):
            one.hide()
