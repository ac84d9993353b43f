"""Finding messages: on this computer at once, and among everything that the server has."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo

from app.services.desk import Desk
from domain.clock import Clock
from domain.search import SearchPage, SearchQuery
from domain.search_words import parse


class SearchService:
    """Reads what is typed, and asks the local database or the server.

    Attributes:
        zone: the agent's; None for the computer's.
    """

    def __init__(self, desk: Desk, clock: Clock, zone: tzinfo | None = None) -> None:
        self.desk = desk
        self.clock = clock
        self.zone = zone

    def read(self, typed: str) -> SearchQuery:
        """What somebody means who types that: free words, "phrases", from:anna, after:2026-11-01."""
        return parse(typed, self.clock.now().astimezone(self.zone).date(), _beginning(self.zone))

    async def local(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        """Messages on this computer that fit, newest first, from below a position on; none for an empty query.

        Cancel a question that nobody waits for any more: what it was doing ends at once.
        """
        if query.empty:
            return SearchPage((), more=False)
        return await (await self.desk.store()).search.messages(query, limit, before)

    async def remote(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        """The same among everything the server has. Raises Unreachable while offline."""
        if query.empty:
            return SearchPage((), more=False)
        return await self.desk.gateway().search(query, limit, before)


def _beginning(zone: tzinfo | None) -> Callable[[date], datetime]:
    """The moment at which a day begins there; a time without a zone is the computer's own."""
    return lambda day: datetime.combine(day, time(), zone).astimezone(UTC)
