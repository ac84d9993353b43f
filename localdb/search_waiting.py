"""Finds what has not left this computer yet: few rows, which no index knows."""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, select

from domain.excerpt import excerpt
from domain.folding import folded, matches
from domain.ids import AgentId, ThreadId
from domain.message import Author
from domain.search import SearchHit, SearchQuery, searched_text
from domain.timeline import Entry
from localdb.entries import Bubbles
from localdb.outbox_rows import MESSAGE_KINDS
from localdb.sql import id_list, listed, literal, one_of
from localdb.tables import line, outbox, thread

_LANES = (
    select(outbox.c.lane)
    .distinct()
    .where(outbox.c.state != literal("done"), one_of(outbox.c.kind, *MESSAGE_KINDS))
    .order_by(outbox.c.lane)
)
_SHOWN = (
    select(thread.c.id, thread.c.root_id, line.c.name)
    .outerjoin(line, line.c.thread_id == thread.c.root_id)
    .where(thread.c.id.in_(listed()))
)
_AT_ONCE = 200


def waiting_hits(
    connection: Connection,
    query: SearchQuery,
    words: Sequence[str],
    roots: set[str] | None,
    limit: int,
    me: AgentId,
) -> list[SearchHit]:
    """What fits, the newest first."""
    if query.tiers or (query.authors and Author.AGENT not in query.authors):
        return []
    lanes = list(connection.execute(_LANES).scalars())
    if not lanes:
        return []
    shown = {row.id: row for row in connection.execute(_SHOWN, {"ids": id_list(lanes)})}
    lanes = [lane for lane in lanes if roots is None or (lane in shown and shown[lane].root_id in roots)]
    wanted = [*words, *filter(None, [folded(query.order)])]
    found = (entry for entry in _newest_first(Bubbles(connection, lanes, me)) if _fits(entry, query, wanted))
    hits = []
    for entry in islice(found, limit):
        message = entry.message
        place = shown.get(message.thread_id)
        cut, marks = excerpt(searched_text(message.text, message.parts), (*query.words, query.order))
        hits.append(
            SearchHit(
                thread_id=ThreadId(place.root_id) if place else message.thread_id,
                message_id=message.id,
                position=0,
                at=message.at,
                channel=message.channel,
                author=message.author,
                kind=message.kind,
                name=(place.name or "") if place else "",
                author_name=entry.author_name,
                excerpt=cut,
                marks=marks,
            )
        )
    return hits


def _newest_first(bubbles: Bubbles) -> Iterator[Entry]:
    order = 1 << 62
    while entries := bubbles.before(order, _AT_ONCE):
        yield from reversed(entries)
        order = entries[0].local_order


def _fits(entry: Entry, query: SearchQuery, wanted: Sequence[str]) -> bool:
    message = entry.message
    if query.channels and message.channel not in query.channels:
        return False
    if (query.after and message.at < query.after) or (query.before and message.at >= query.before):
        return False
    return matches(folded(searched_text(message.text, message.parts)), wanted)
