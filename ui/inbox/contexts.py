"""What the list and the thread on screen have to know beside their own: time, zone, language, who is who."""

from collections.abc import Sequence

from domain.agent import Agent, Permission
from domain.customer import JoinState
from domain.ids import AgentId
from domain.inbox import Card
from ui import locale
from ui.inbox.waiting_words import barred_words
from ui.ports import Services
from widgets.thread_list.words import ListContext
from widgets.thread_view.context import ThreadContext


class Contexts:
    """Makes them anew whenever something of it has changed.

    Attributes:
        team: everybody, also those who left.
    """

    def __init__(self, services: Services, team: Sequence[Agent] = ()) -> None:
        self.team = team
        self._services = services

    def me(self) -> Agent | None:
        """Who is signed in."""
        session = self._services.session.current
        return session.agent if session is not None else None

    def of_list(self) -> ListContext:
        """What lines of the list depend on."""
        me, status = self.me(), self._services.waiting.status
        as_of = status.last_sync_at if not status.online and status.offline_since is not None else None
        mine = me.id if me is not None else AgentId("")
        return ListContext(self._services.clock.now(), locale.zone(), mine, locale.tag(), as_of, self._names())

    def of_thread(self, card: Card | None) -> ThreadContext:
        """What messages of that customer's thread depend on."""
        me = self.me()
        return ThreadContext(
            self._services.clock.now(),
            locale.zone(),
            me.id if me is not None else AgentId(""),
            card.customer.name if card is not None else "",
            self._names(),
            locale.tag(),
            _undoable(card) if me is not None and me.may(Permission.JOIN_CUSTOMERS) else frozenset(),
            card.customer.language if card is not None else "",
            barred_words(self._services.waiting.status),
        )

    def _names(self) -> tuple[tuple[AgentId, str], ...]:
        return tuple((agent.id, agent.name) for agent in self.team)


def _undoable(card: Card | None) -> frozenset[str]:
    """The joins in force: what was undone already has nothing more to undo."""
    joins = card.joins if card is not None else ()
    return frozenset(join.id for join, _name in joins if join.state is JoinState.JOINED)
