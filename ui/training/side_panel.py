"""Beside today, the drills and a running drill: the last 30 days, the team where that is allowed, the pack."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.changes import ChangeSet
from app.errors import KnownError, Unreachable
from app.i18n import _
from app.services.training_values import Mine, PackCard, Progress
from domain.agent import Agent
from domain.ids import PackId
from domain.training.pack import PackSource
from domain.training.report import Standing
from ui import locale
from ui.background import Background
from ui.parts import label
from ui.ports import Services
from ui.theme import spread
from ui.training.words import days_words, messages_words, seconds_words
from ui.words import error_words
from widgets.card import Card
from widgets.tokens import Tokens

WIDTH = 300
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read at once; `standings` is None when the team's table could not be had."""

    progress: Progress
    packs: Sequence[PackCard]
    standings: Sequence[Standing] | None
    agents: Sequence[Agent]
    team: bool


class SidePanel(QScrollArea):
    """Three cards.

    Attributes:
        cards: those on screen, by what they are ("days", "team", "pack").
    """

    def __init__(self, services: Services, tokens: Tokens) -> None:
        super().__init__()
        self.setObjectName("side")
        self._services, self._tokens = services, tokens
        self._background = Background(services.tasks, self, self._troubled)
        self._known: _Known | None = None
        self._pack: PackId | None = None
        self.cards: dict[str, Card] = {}
        self._body = QWidget()
        self._body.setObjectName("sideBody")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(14, 14, 14, 14)
        self._column.setSpacing(14)
        self._column.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("Beside the drill"))

    def refresh(self) -> None:
        """Reads all of it."""
        self._background.run(self._read(), self._show, latest="side")

    def apply(self, changes: ChangeSet) -> None:
        """Something was practised, published or set."""
        if changes.reset:
            self._known = None
        if self.isVisible() and (changes.reset or changes.shelf & {"practice", "edition", "setting"}):
            self.refresh()

    def show_pack(self, pack_id: str) -> None:
        """That pack, while one of its messages is on screen; "" for none."""
        pack = PackId(pack_id) if pack_id else None
        if pack != self._pack:
            self._pack = pack
            if self._known is not None:
                self._show(self._known)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes other colours and sizes."""
        self._tokens = tokens
        self.setFixedWidth(round(WIDTH * min(1.5, tokens.type.base / 13)))

    async def _read(self) -> _Known:
        service = self._services.training
        figures = await service.figures()
        progress, packs = await service.progress(Mine()), await service.packs()
        agents = await self._services.inbox.agents()
        standings: Sequence[Standing] | None = ()
        if figures.team_table:
            try:
                standings = await service.team()
            except Unreachable:
                standings = None
        return _Known(progress, packs, standings, agents, figures.team_table)

    def _show(self, known: _Known) -> None:
        self._known = known
        for card in self.cards.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {"days": _days_card(known.progress)}
        if known.team:
            self.cards["team"] = _team_card(known)
        pack = next((one for one in known.packs if one.id == self._pack), None)
        if pack is not None:
            self.cards["pack"] = _pack_card(pack)
        for place, card in enumerate(self.cards.values()):
            self._column.insertWidget(place, card)
            spread(card, self._tokens)

    def _troubled(self, error: KnownError) -> None:
        card = Card(_("Last 30 days"))
        card.body.addWidget(label(error_words(error), "small", wrap=True))
        self.cards["trouble"] = card
        self._column.insertWidget(0, card)


def _days_card(progress: Progress) -> Card:
    card, result = Card(_("Last 30 days")), progress.result
    if not result.attempts:
        card.body.addWidget(label(_("Nothing practised yet."), "second", wrap=True))
        return card
    card.add_pair(_("Median time"), seconds_words(result.median) if result.right.part else NOTHING)
    card.add_pair(_("Keyword recall"), locale.percent(result.recall) if result.recall is not None else NOTHING)
    asked = result.topics.whole
    card.add_pair(_("Topic right"), locale.percent(result.topics.part / asked) if asked else NOTHING)
    card.add_pair(_("Streak"), days_words(progress.streak))
    return card


def _team_card(known: _Known) -> Card:
    card = Card(_("Team"))
    names = {agent.id: agent.name for agent in known.agents}
    if known.standings is None:
        card.body.addWidget(label(_("Not known without a connection."), "second", wrap=True))
    elif not known.standings:
        card.body.addWidget(label(_("Nobody has practised yet."), "second", wrap=True))
    for one in known.standings or ():
        card.add_pair(names.get(one.agent_id, NOTHING), seconds_words(one.median))
    return card


def _pack_card(pack: PackCard) -> Card:
    card = Card(_("Pack"))
    languages = _(", ").join(map(locale.language_name, pack.languages))
    card.body.addWidget(label(f"{pack.title} · {languages}", "", wrap=True))
    real = _("from real dialogues, names removed")
    count = messages_words(pack.items)
    said = f"{count}, {real}" if pack.source is PackSource.REAL else count
    card.body.addWidget(label(said, "small", wrap=True))
    if pack.note:
        card.body.addWidget(label(pack.note, "small", wrap=True))
    return card
