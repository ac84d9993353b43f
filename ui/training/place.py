"""The place where people practise: five minutes a day, drills, pressure, progress; for trainers packs and learners."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.i18n import _
from domain.agent import Permission
from ui.commands import Need
from ui.desks import enter, lead_on
from ui.parts import label
from ui.place import Place
from ui.ports import Services
from ui.tab_row import TabRow
from ui.theme import spread
from ui.training.desks import TODAY, TRAINERS_ONLY, TrainingDesks, names
from widgets.tokens import Tokens


class TrainingPlace(Place):
    """Everything about practice.

    Attributes:
        page: which desk is on screen.
    """

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self._services, self._tokens = services, tokens
        self.setObjectName("place")
        self.desks = TrainingDesks(services, tokens)
        self.tabs = TabRow(_("Pages"), names())
        self.page = TODAY
        self._stack = QStackedWidget()
        header = QHBoxLayout()
        header.setContentsMargins(14, 9, 14, 7)
        header.addWidget(label(_("Speed reading"), "title"))
        header.addStretch(1)
        header.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(header)
        column.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.show_page)
        self.tabs.show_chosen(self.page)

    def enter(self) -> None:
        self._offer_pages()
        self.show_page(self.page)

    def apply(self, changes: ChangeSet) -> None:
        self.desks.apply(changes)

    def needs(self) -> frozenset[Need]:
        return frozenset({Need.TRAINING})

    def panes(self) -> tuple[tuple[QWidget, QWidget], ...]:
        desk = self.desks.desk(self.page)[0]
        return ((self.tabs, self.tabs.buttons[self.page]), (self._stack, desk))

    def close_place(self) -> None:
        self.desks.close()

    def show_page(self, name: str) -> None:
        """That one on screen."""
        self.page = name
        self.tabs.show_chosen(name)
        desk, new = self.desks.desk(name)
        if new:
            lead_on(desk, self)
            self._stack.addWidget(desk)
            spread(desk, self._tokens)
        self._stack.setCurrentWidget(desk)
        enter(desk)

    def step_page(self, by: int) -> None:
        """The next one, or the one before; those that are not offered are passed over."""
        offered = [name for name, button in self.tabs.buttons.items() if not button.isHidden()]
        self.show_page(offered[(offered.index(self.page) + by) % len(offered)])

    def _offer_pages(self) -> None:
        me = self._services.session.current
        trains = me is not None and me.agent.may(Permission.TRAIN)
        for name in TRAINERS_ONLY:
            self.tabs.buttons[name].setVisible(trains)
        if self.page in TRAINERS_ONLY and not trains:
            self.page = TODAY
