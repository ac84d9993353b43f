"""The frame of the place of complaints: head, figures, filter, pages, and the chosen complaint beside them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.complaints.board_book import Book
from ui.complaints.board_deeds import Deeds
from ui.complaints.board_head import BoardHead
from ui.complaints.board_pages import BoardPages
from ui.complaints.board_tiles import Tiles
from ui.complaints.filters_bar import FilterBar
from ui.complaints.follow_up_list import FollowUpList
from ui.complaints.page_desk import PageDesk
from ui.complaints.views_menu import ViewsButton
from ui.parts import line
from ui.place import Place
from ui.ports import Services
from widgets.banner import Banner
from widgets.tokens import Tokens

PAGE_WIDTH, LEAST_PAGE = 320, 240
TALL = 40
"""Times the size of letters: a place that is not so tall shows no figures."""


class PlaceFrame(Place):
    """What stands where.

    Attributes:
        book: all open complaints. deeds: what is done to the chosen one.
        stack: the pages, or the follow-ups.
    """

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("place")
        self._base = tokens.type.base
        self.book = Book(services, self)
        self.head, self.trouble, self.tiles = BoardHead(), Banner("high", dismissable=True), Tiles()
        self.bar = FilterBar()
        self.views = ViewsButton(services.settings, self.bar)
        self.bar.add(self.views)
        self.pages = BoardPages(services, self.book, tokens)
        self.page = PageDesk(services, tokens)
        self.deeds = Deeds(services, self.book, tokens, self)
        self.follow_ups = FollowUpList(services, tokens)
        self.stack = QStackedWidget()
        self._lay_out()

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self.deeds.tokens = tokens
        self._base = tokens.type.base
        self.page.setMinimumWidth(round(LEAST_PAGE * self._base / 13))
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """In a low window, or with large letters, the complaints need the room more than the figures."""
        self.tiles.setVisible(self.height() >= TALL * self._base)

    def _lay_out(self) -> None:
        self.stack.addWidget(self.pages)
        self.stack.addWidget(self.follow_ups)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top, body = QVBoxLayout(), QVBoxLayout()
        top.setContentsMargins(14, 10, 14, 10)
        top.addWidget(self.head)
        body.setContentsMargins(18, 14, 18, 14)
        body.setSpacing(12)
        body.addWidget(self.tiles)
        body.addWidget(self.bar)
        body.addWidget(self.stack, 1)
        column.addLayout(top)
        column.addWidget(line())
        column.addWidget(self.trouble)
        column.addLayout(body, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.page)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1_000, PAGE_WIDTH])
        self.page.setMinimumWidth(LEAST_PAGE)
        self.page.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
