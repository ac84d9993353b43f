"""GET /v1/search."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, TypeAdapter

from backend.access import Signed, State, problems
from backend.errors import invalid
from domain.channel import ChannelKind
from domain.emotion.assessment import Tier
from domain.ids import ThreadId
from domain.message import Author
from domain.search import SearchPage, SearchQuery

router = APIRouter(prefix="/v1", tags=["search"])

COST = 10
"""Units of the agent's rate for one search; a plain request costs one (S23)."""

Word = Annotated[str, StringConstraints(min_length=1, max_length=100)]
_OUT = TypeAdapter(SearchPage)


class Asked(BaseModel):
    """A query as an address says it; a name that is repeated has several values. `before` is a position."""

    words: list[Word] = Field(default=[], max_length=16)
    people: list[Word] = Field(default=[], max_length=8)
    order: str = Field(default="", max_length=100)
    channels: list[ChannelKind] = Field(default=[], max_length=8)
    tags: list[Word] = Field(default=[], max_length=8)
    authors: list[Author] = Field(default=[], max_length=8)
    after: AwareDatetime | None = None
    before_date: AwareDatetime | None = None
    tiers: list[Tier] = Field(default=[], max_length=3)
    thread: str = Field(default="", max_length=100)
    before: int | None = Field(default=None, ge=0, le=2**53)
    limit: int = Field(default=50, ge=1, le=100)

    def query(self) -> SearchQuery:
        """What is looked for."""
        return SearchQuery(
            tuple(self.words),
            tuple(self.people),
            self.order,
            frozenset(self.channels),
            tuple(self.tags),
            frozenset(self.authors),
            self.after,
            self.before_date,
            ThreadId(self.thread) if self.thread else None,
            frozenset(self.tiers),
        )


@router.get("/search", response_model=SearchPage, responses=problems(401), operation_id="search")
def search(caller: Signed, services: State, asked: Annotated[Asked, Query()]) -> Response:
    """Messages that fit, newest first, out of all that the server has; `complete` is false while it still indexes."""
    query = asked.query()
    if query.empty:
        raise invalid("Say what to look for.")
    services.rate_limit.spend(caller.agent.id, COST)
    page = services.search.page(query, asked.limit, asked.before)
    return Response(_OUT.dump_json(page), media_type="application/json")
