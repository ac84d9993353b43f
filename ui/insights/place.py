"""The place where the team's work is looked at: measures, team, review, budget."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError
from app.i18n import _
from ui.commands import Need
from ui.desks import enter, lead_on
from ui.insights.behind import BehindPanel
from ui.insights.desks import InsightDesks
from ui.insights.desks import names as desk_names
from ui.insights.filters import Filters
from ui.insights.header import Header
from ui.insights.leading import Leading
from ui.insights.loader import Loader
from ui.insights.nothing import EVERYTHING, Nothing, is_empty
from ui.insights.page import ReportPage
from ui.insights.pages import ComplaintPage, Overview, ReplyPage, SatisfactionPage
from ui.insights.wanted import Against, Span, Wanted
from ui.insights.warned import Warned
from ui.insights.words import ago_words, time_words
from ui.locale import zone
from ui.parts import line
from ui.place import Place
from ui.ports import Services
from ui.taking import Taking
from ui.theme import spread
from widgets.charts.card import ChartCard
from widgets.tokens import Tokens

OVERVIEW, COMPLAINTS, SATISFACTION, REPLIES = "overview", "complaints", "satisfaction", "replies"
PAGES: dict[str, Callable[[], ReportPage]] = {
    OVERVIEW: Overview,
    COMPLAINTS: ComplaintPage,
    SATISFACTION: SatisfactionPage,
    REPLIES: ReplyPage,
}
_MOMENT = timedelta(seconds=1)
REVIEW_COMMAND = "review_replies"


class InsightsPlace(Place):
    """Everything that is counted.

    Attributes:
        page: which of the pages or desks is on screen.
    """

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self._services, self._tokens = services, tokens
        self.setObjectName("place")
        self.loader = Loader(services, self)
        self.taking = Taking(services, self, _("Insights"))
        self.pages: dict[str, ReportPage] = {}
        self.desks = InsightDesks(services, tokens)
        self.header = Header((*_page_names(), *desk_names()))
        self.filters = Filters(self.loader.wanted, self.loader.today)
        self.notice, self.side = Nothing(), BehindPanel()
        self.leading = Leading(services, self.loader, self.side)
        self.warned = Warned(self.loader, self.leading, self)
        self.page, self._entered = OVERVIEW, False
        self._stack, self._rule = QStackedWidget(), line(vertical=True)
        self._lay_out()
        self._connect()
        self.header.spans.show_chosen(Span.TODAY)
        self.show_page(OVERVIEW)

    def enter(self) -> None:
        self._entered = True
        self.loader.enter()
        if self.page in self.pages:
            self._entry().setFocus()
        else:
            enter(self.desks.desk(self.page)[0])

    def apply(self, changes: ChangeSet) -> None:
        if changes.reset:
            self.leading.close()
            self.loader.forget()
        elif changes.threads or changes.timelines or changes.shelf or changes.people:
            self.loader.changed(warnings="warning" in changes.shelf, people=changes.people)
        self.desks.apply(changes)

    def panes(self) -> tuple[tuple[QWidget, QWidget], ...]:
        header = (self.header, self.header.tabs.buttons[self.page])
        filters = (self.filters, self.filters.against)
        return (header, filters, (self._stack, self._entry()), (self.side, self.side.list))

    def escape(self) -> bool:
        if self.side.isHidden():
            return False
        self.leading.close()
        return True

    def close_place(self) -> None:
        self.loader.leave()
        self.desks.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._entered:
            # The window was away and is back, with this place in it.
            self.loader.enter()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.loader.leave()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = self.desks.tokens = tokens
        self._space_filters()

    def needs(self) -> frozenset[Need]:
        return frozenset({Need.INSIGHTS})

    def look_at(self, key: str) -> None:
        """The threads of that warning, as soon as it is known."""
        self.warned.look_at(key)

    def step_page(self, by: int) -> None:
        """The next page, or the one before, with the keys in it."""
        names = list(self.header.tabs.buttons)
        self.show_page(names[(names.index(self.page) + by) % len(names)])
        if self.page in PAGES:
            self._entry().setFocus()

    def toggle_comparison(self) -> None:
        """With the period before, or with nothing."""
        wanted = self.loader.wanted
        against = Against.NOTHING if wanted.against is not Against.NOTHING else Against.BEFORE
        self._want(replace(wanted, against=against))

    def open_export(self) -> None:
        """The menu of what can be taken along."""
        if self.page in PAGES and self.loader.seen is not None:
            self.header.open_export()

    def choose_span(self, span: str) -> None:
        """Other days, on a page that shows them."""
        if self.page not in PAGES:
            self.show_page(OVERVIEW)
        self.header.spans.show_chosen(span)
        own = self.filters.own_days() if span == Span.OWN else self.loader.wanted.own
        self._want(replace(self.loader.wanted, span=Span(span), own=own))

    def show_page(self, page: str) -> None:
        """Another page."""
        self.page = page
        self.header.tabs.show_chosen(page)
        report = page in PAGES
        if report and page not in self.pages:
            self._make(page)
        self.filters.setVisible(report)
        self._space_filters()
        self.header.tools.setVisible(report)
        if not report:
            self.leading.close()
            desk, new = self.desks.desk(page)
            if new:
                self._stack.addWidget(desk)
                spread(desk, self._tokens)
                lead_on(desk, self)
            self._stack.setCurrentWidget(desk)
            enter(desk)
        self._show()

    def export(self, kind: str) -> None:
        """Everything that the page shows, as "CSV" or "XLSX"."""
        if self.loader.seen is not None and self.page in self.pages:
            self.taking.take_all(self.pages[self.page].sheets(), kind, self._days())

    def _lay_out(self) -> None:
        self._stack.addWidget(self.notice)
        self._filter_line = QHBoxLayout()
        self._filter_line.addWidget(self.filters)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.warned.strip)
        middle.addLayout(self._filter_line)
        middle.addWidget(self._stack, 1)
        self._rule.hide()
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(middle, 1)
        body.addWidget(self._rule)
        body.addWidget(self.side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(line())
        whole.addLayout(body, 1)

    def _connect(self) -> None:
        self.header.spans.chosen.connect(self.choose_span)
        self.header.tabs.chosen.connect(self.show_page)
        self.header.export_wanted.connect(self.export)
        self.filters.wanted_changed.connect(self._want)
        self.loader.shown.connect(self._show)
        self.loader.failed.connect(self._fail)
        self.loader.named.connect(self._name)
        self.warned.review_wanted.connect(self._review)
        self.notice.acted.connect(self._act)
        self.side.thread_wanted.connect(self.thread_wanted)
        self.leading.shown.connect(self._rule.setVisible)

    def _space_filters(self) -> None:
        space, shown = self._tokens.space, not self.filters.isHidden()
        self._filter_line.setContentsMargins(space[3], space[2] if shown else 0, space[3], 0)

    def _make(self, name: str) -> None:
        """A page of the report, when somebody goes there first."""
        page = self.pages[name] = PAGES[name]()
        page.opened.connect(self._open)
        page.export_wanted.connect(self._take_along)
        if isinstance(page, ReplyPage):
            page.review_wanted.connect(self._review)
        self._stack.addWidget(page)
        spread(page, self._tokens)

    def _want(self, wanted: Wanted) -> None:
        self.filters.show_wanted(wanted)
        self.loader.want(wanted)

    def _show(self) -> None:
        """What the loader has, on the page that is on screen."""
        self._show_freshness()
        seen, report = self.loader.seen, self.page in self.pages
        self.header.export_button.setEnabled(seen is not None)
        self.warned.show(report=report)
        if not report:
            return
        if seen is None:
            if self.loader.busy:
                self.notice.say_counting()
            self._stack.setCurrentWidget(self.notice)
            return
        self.filters.offer_found(seen.report)
        if is_empty(seen):
            self.notice.say_empty(filtered=self.loader.wanted.filtered)
            self._stack.setCurrentWidget(self.notice)
            return
        page = self.pages[self.page]
        if page.seen is not seen:
            page.show_seen(seen)
        had = self.notice.button.hasFocus()
        self._stack.setCurrentWidget(page)
        if had or self._wants_keys():
            self._entry().setFocus()

    def _wants_keys(self) -> bool:
        """Whether nothing in a place that is on screen has them."""
        window = self.window()
        return self.isVisible() and window.focusWidget() in (None, self, window)

    def _show_freshness(self) -> None:
        loader, chip = self.loader, self.header.fresh
        if self.page not in self.pages or loader.held is None:
            chip.say("")
        elif loader.stale:
            chip.say(_("offline, as of {time}").format(time=time_words(loader.held.at, zone(), loader.today)), "medium")
        else:
            chip.say(ago_words(loader.age), "neutral")

    def _fail(self, error: KnownError) -> None:
        self._show_freshness()
        self.header.export_button.setEnabled(False)
        self.notice.say_failed(error)
        if self.page in self.pages:
            self._stack.setCurrentWidget(self.notice)

    def _act(self, deed: str) -> None:
        if deed == EVERYTHING:
            self._want(self.loader.wanted.unfiltered())
        else:
            self.loader.load()

    def _name(self) -> None:
        self.filters.offer_people(self.loader.agents, self.loader.teams)

    def _open(self, key: str) -> None:
        if key.startswith("reply:"):
            self._review()
        else:
            self.leading.open(key)

    def _review(self) -> None:
        self.command_wanted.emit(REVIEW_COMMAND)

    def _take_along(self, card: ChartCard, kind: str) -> None:
        self.taking.take_card(card, kind, self._days())

    def _days(self) -> str:
        """The days that are shown, as they stand in a file's name."""
        if self.loader.seen is None:
            return ""
        choice = self.loader.seen.choice
        first, last = choice.since.astimezone(zone()).date(), (choice.until - _MOMENT).astimezone(zone()).date()
        return first.isoformat() if first == last else f"{first.isoformat()} {last.isoformat()}"

    def _entry(self) -> QWidget:
        shown = self._stack.currentWidget()
        if isinstance(shown, ReportPage):
            return shown.entry()
        if shown is self.notice and not self.notice.button.isHidden():
            return self.notice.button
        return self.header.tabs.buttons[self.page] if shown is None or shown is self.notice else shown


def _page_names() -> tuple[tuple[str, str], ...]:
    return (
        (OVERVIEW, _("Overview")),
        (COMPLAINTS, _("Complaints")),
        (SATISFACTION, _("Satisfaction")),
        (REPLIES, _("Quick replies")),
    )
