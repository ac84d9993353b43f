"""Looks through every message on this computer."""

from sqlalchemy import Connection, func, select

from domain.channel import ChannelKind
from domain.excerpt import excerpt
from domain.folding import folded, matches
from domain.ids import MessageId, ThreadId
from domain.message import Author, MessageKind
from domain.search import SearchHit, SearchPage, SearchQuery, searched_text
from localdb.context import Context
from localdb.database import Database
from localdb.tables import agent, line, message, thread
from localdb.values import moment, parts_from_json


class SqlSearchReader:
    """Implements `app.ports.SearchReader`."""

    def __init__(self, database: Database, context: Context) -> None:
        self._database = database
        self._context = context

    async def messages(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        """Messages that fit, newest first, from below position `before` on."""
        return await self._database.read(messages, query, limit, before)


def messages(connection: Connection, query: SearchQuery, limit: int, before: int | None) -> SearchPage:
    """One page."""
    words = [folded(word) for word in query.words]
    hits: list[SearchHit] = []
    statement = (
        select(message, thread.c.root_id, line.c.name, func.coalesce(agent.c.name, "").label("author_name"))
        .join(thread, thread.c.id == message.c.thread_id)
        .join(line, line.c.thread_id == thread.c.root_id)
        .outerjoin(agent, agent.c.id == message.c.agent_id)
        .where(message.c.deleted_at.is_(None), message.c.position < (before or 1 << 62))
        .order_by(message.c.position.desc())
    )
    for row in connection.execute(statement):
        text = searched_text(row.text, parts_from_json(row.parts))
        if row.kind == "event" or not matches(folded(text), words):
            continue
        if len(hits) == limit:
            return SearchPage(tuple(hits), more=True)
        cut, marks = excerpt(text, query.words)
        hits.append(
            SearchHit(
                ThreadId(row.root_id),
                MessageId(row.id),
                row.position,
                moment(row.at),
                ChannelKind(row.channel),
                Author(row.author),
                MessageKind(row.kind),
                row.name,
                row.author_name,
                cut,
                marks,
            )
        )
    return SearchPage(tuple(hits), more=False)
