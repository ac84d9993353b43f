"""The place where people practise: five minutes a day, drills, pressure, progress; for trainers packs and learners."""

from collections.abc import Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError, Refused
from app.i18n import _, ngettext
from app.services.training_values import Mine
from domain.agent import Permission
from domain.training.item import DrillKind
from domain.training.task import Wanted
from ui import locale
from ui.background import Background
from ui.commands import Context, Need
from ui.desks import enter, lead_on, told
from ui.parts import line
from ui.place import Place
from ui.ports import Services
from ui.theme import spread
from ui.training.desks import DRILLS, PRESSURE, TODAY, TRAINERS_ONLY, TrainingDesks
from ui.training.drill_keeper import Keeper
from ui.training.drill_page import DrillPage
from ui.training.drill_run import Opened
from ui.training.header import TrainingHeader
from ui.training.side_panel import SidePanel
from ui.training.words import kind_name, messages_words
from ui.words import error_words
from widgets.banner import Banner
from widgets.tokens import Tokens

WITH_SIDE = frozenset({TODAY, DRILLS})
_ROOM = 1_080 / 13
"""How wide the place must be, in sizes of the type, to have the panel at its side."""


class TrainingPlace(Place):
    """Everything about practice.

    Attributes:
        page: which desk is on screen. drill: the one that runs, rests or shows its summary; it stands in the room of
            the page where it was started.
    """

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self._services, self._tokens = services, tokens
        self._background = Background(services.tasks, self, self._troubled)
        self.setObjectName("place")
        self.desks = TrainingDesks(services, tokens)
        self.header = TrainingHeader()
        self.tabs = self.header.tabs
        self.page = TODAY
        self.drill: DrillPage | None = None
        self._drill_on = ""
        self.resting, self.trouble = Banner("low"), Banner("medium", dismissable=True)
        self.unkept = Banner("high")
        self._unkept: Keeper | None = None
        self.side, self._rule = SidePanel(services, tokens), line(vertical=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self.tabs.chosen.connect(self.show_page)
        self.resting.acted.connect(self.show_drill)
        self.unkept.acted.connect(self._keep_again)
        self.tabs.show_chosen(self.page)

    def enter(self) -> None:
        self._offer_pages()
        self.side.refresh()
        self.show_page(self.page)

    def apply(self, changes: ChangeSet) -> None:
        if changes.reset and self.drill is not None:
            # Another person: nothing of this one's practice stays on screen.
            self._drop()
        self.desks.apply(changes)
        self.side.apply(changes)

    def needs(self) -> frozenset[Need]:
        if self._drill_shown() and self.drill is not None:
            more = frozenset() if self.drill.over else frozenset({Need.DRILL})
        else:
            asks = getattr(self.desks.made.get(self.page), "needs", frozenset)
            more = asks()
        return more | {Need.TRAINING}

    def letters(self) -> Mapping[Context, QWidget]:
        return {Context.DRILL: self._stack}

    @property
    def practising(self) -> bool:
        """Whether a clock runs against the learner on the page that is on screen."""
        if self._drill_shown() and self.drill is not None:
            return not self.drill.over and not self.drill.paused
        return bool(getattr(self.desks.made.get(self.page), "practising", False))

    def panes(self) -> tuple[tuple[QWidget, QWidget], ...]:
        shown = self._stack.currentWidget()
        inner = shown.entry() if isinstance(shown, DrillPage) else shown
        return ((self.tabs, self.tabs.buttons[self.page]), (self._stack, inner or self._stack))

    def escape(self) -> bool:
        if not self._drill_shown() or self.drill is None:
            escapes = getattr(self.desks.made.get(self.page), "escape", None)
            return bool(escapes is not None and escapes())
        self.drill.ask_end()
        return True

    def close_place(self) -> None:
        if self.drill is not None:
            self.drill.close_page()
        self.desks.close()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = self.desks.tokens = tokens
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def show_page(self, name: str) -> None:
        """That one on screen, or the drill that stands in its room."""
        self.page = name
        self.tabs.show_chosen(name)
        if self.drill is not None and self._drill_on == name:
            self._stack.setCurrentWidget(self.drill)
            self.drill.enter()
        else:
            desk, new = self.desks.desk(name)
            if new:
                self._lead_on(desk)
                self._stack.addWidget(desk)
                spread(desk, self._tokens)
            self._stack.setCurrentWidget(desk)
            enter(desk)
        self._say_state()

    def step_page(self, by: int) -> None:
        """The next one, or the one before; those that are not offered are passed over."""
        offered = [name for name, button in self.tabs.buttons.items() if not button.isHidden()]
        self.show_page(offered[(offered.index(self.page) + by) % len(offered)])

    def start_daily(self) -> None:
        """Today's minutes, or the drill that rests."""
        if self.drill is not None and not self.drill.over:
            self.show_drill()
            return
        self._drop()
        self.show_page(TODAY)
        self._background.run(self._services.training.today(), self._start_today, latest="drill")

    def show_drill(self) -> None:
        """The one that rests."""
        if self.drill is not None:
            self.show_page(self._drill_on)

    def pause_drill(self) -> None:
        """Pauses the one on screen, or goes on with it."""
        if self.drill is not None and self._drill_shown():
            self.drill.toggle_pause()
        else:
            self.tell_desk("toggle_pause")

    def end_drill(self) -> None:
        """Asks whether the one on screen is to end."""
        if self.drill is not None and self._drill_shown():
            self.drill.ask_end()
        else:
            self.tell_desk("ask_end")

    def tell_desk(self, name: str, *values: object) -> None:
        """What a command wants of the page on screen."""
        desk = self.desks.made.get(self.page)
        if desk is not None:
            told(desk, name, *values)

    def start(self, wanted: Wanted) -> None:
        """Somebody wants to practise that."""
        if wanted.kind is DrillKind.PRESSURE:
            self.show_page(PRESSURE)
            told(self.desks.desk(PRESSURE)[0], "start", wanted)
        else:
            self.trouble.say("")
            self._background.run(self._open(wanted), self._begin, self._refused, latest="drill")

    async def _open(self, wanted: Wanted) -> Opened:
        service = self._services.training
        figures, packs = await service.figures(), await service.packs()
        # Compared with like: gists of a month are no measure for keywords.
        before = await service.progress(Mine(kind=wanted.kind, language=wanted.language))
        return Opened(wanted, await service.deck(wanted), figures, before, packs)

    def _start_today(self, today: object) -> None:
        told(self.desks.desk(TODAY)[0], "start_daily")

    def _begin(self, opened: Opened) -> None:
        """The drill takes the room of the page; one that rested there or elsewhere ends with what was done."""
        self._end_former()
        self._drill_on = self.page
        drill = self.drill = DrillPage(self._services, self._tokens, opened)
        drill.ended.connect(self._ended)
        drill.again_wanted.connect(self.start)
        drill.deck_wanted.connect(self._begin)
        drill.task_shown.connect(self.side.show_pack)
        drill.state_changed.connect(self._say_state)
        self._stack.addWidget(drill)
        spread(drill, self._tokens)
        self._stack.setCurrentWidget(drill)
        drill.begin()
        self._say_state()

    def _end_former(self) -> None:
        former = self.drill
        if former is None:
            return
        done = len(former.run.attempts)
        if not former.over and done:
            former.end()
            words = _("The drill before has ended; what you did is kept: {messages}.")
            self.trouble.say(words.format(messages=messages_words(done)))
        self._drop()

    def _ended(self) -> None:
        self._drop()
        self.show_page(self.page)

    def _drop(self) -> None:
        if self.drill is not None:
            self.drill.close_page()
            self._stack.removeWidget(self.drill)
            self._heir_of(self.drill.retire(self))
            self.drill, self._drill_on = None, ""
            self.side.show_pack("")
            self._say_state()

    def _heir_of(self, keeper: Keeper) -> None:
        """What a drill could not keep yet is kept from here."""
        if keeper.idle:
            keeper.deleteLater()
            return
        self._unkept = keeper
        keeper.changed.connect(self._show_unkept)
        keeper.finished.connect(self._all_kept)
        self._show_unkept()

    def _show_unkept(self) -> None:
        trouble = self._unkept.trouble if self._unkept is not None else None
        words = error_words(trouble) if trouble is not None else ""
        self.unkept.say(words, _("Try again") if words else "")

    def _keep_again(self) -> None:
        if self._unkept is not None:
            self._unkept.again()

    def _all_kept(self) -> None:
        if self._unkept is not None:
            self._unkept.deleteLater()
            self._unkept = None

    def _refused(self, error: KnownError) -> None:
        if isinstance(error, Refused) and error.code == "nothing_to_practise":
            self.trouble.say(_("There is nothing to practise in that: choose another pack, language or kind."))
        else:
            self._troubled(error)

    def _troubled(self, error: KnownError) -> None:
        self.trouble.say(error_words(error))

    def _say_state(self) -> None:
        """What the header and the strip say of the drill, and what commands are possible."""
        drill, shown = self.drill, self._drill_shown()
        opened = drill.run.opened if drill is not None else None
        self.header.say(_chip_words(opened.wanted, opened.deck.title) if opened is not None and shown else "")
        rests = drill is not None and not shown and not drill.over
        done = messages_words(len(drill.run.attempts)) if drill is not None else ""
        self.resting.say(_("A drill rests: {messages} done.").format(messages=done) if rests else "", _("Go on"))
        self._fold()
        self.allowed_changed.emit()

    def _drill_shown(self) -> bool:
        return self.drill is not None and self._drill_on == self.page

    def _fold(self) -> None:
        """The panel at the side, where it belongs and where there is room."""
        fits = self.width() >= self._tokens.type.base * _ROOM
        shown = fits and (self.page in WITH_SIDE or self._drill_shown())
        self.side.setVisible(shown)
        self._rule.setVisible(shown)

    def _lead_on(self, desk: QWidget) -> None:
        lead_on(desk, self)
        wanted = getattr(desk, "drill_wanted", None)
        if wanted is not None:
            wanted.connect(self.start)
        changed = getattr(desk, "allowed_changed", None)
        if changed is not None:
            changed.connect(self.allowed_changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.header)
        for one in (line(), self.unkept, self.resting, self.trouble):
            column.addWidget(one)
        column.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(column, 1)
        whole.addWidget(self._rule)
        whole.addWidget(self.side)
        self._fold()

    def _offer_pages(self) -> None:
        me = self._services.session.current
        trains = me is not None and me.agent.may(Permission.TRAIN)
        for name in TRAINERS_ONLY:
            self.tabs.buttons[name].setVisible(trains)
        self.header.fold()
        if self.page in TRAINERS_ONLY and not trains:
            self.page = TODAY


def _chip_words(wanted: Wanted, title: str) -> str:
    """What is practised ("daily drill · 5 minutes")."""
    if wanted.kind is None and wanted.pack_id is None and wanted.seconds:
        minutes = max(1, round(wanted.seconds / 60))
        length = ngettext("{count} minute", "{count} minutes", minutes).format(count=locale.number(minutes))
        return _("daily drill · {length}").format(length=length)
    return " · ".join(filter(None, (kind_name(wanted.kind), title)))
