"""Which threads and which stretch of positions a query can be about."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select

from domain.folding import folded
from domain.search import SearchQuery
from localdb import history
from localdb.search_index import SPAN
from localdb.sql import id_list, listed
from localdb.tables import customer, line, search_span, thread
from localdb.values import CUSTOMER, micros, words_from_json

END = 1 << 62

_PEOPLE = select(line.c.thread_id).where(func.instr(line.c.words, bindparam("word")) > 0)
_TAGGED = select(line.c.thread_id, line.c.tags).where(line.c.tags != "[]")
_TRAITS = (
    select(thread.c.root_id, *(customer.c[name] for name in CUSTOMER.columns))
    .select_from(customer)
    .join(thread, thread.c.customer_id == customer.c.id)
    .where(func.instr(func.lower(customer.c.traits), bindparam("number")) > 0)
)
_HOMES = select(thread.c.id).where(thread.c.root_id.in_(listed()))
_STRETCH = select(func.min(search_span.c.block), func.max(search_span.c.block)).where(
    search_span.c.last_at >= bindparam("after"), search_span.c.first_at < bindparam("before")
)


def roots_of(connection: Connection, query: SearchQuery) -> set[str] | None:
    """Root threads by people, tags and the open thread; None for all."""
    chosen: list[set[str]] = []
    if query.thread_id is not None:
        chosen.append({history.root_of(connection, query.thread_id)})
    for word in filter(None, map(_person, query.people)):
        chosen.append(set(connection.execute(_PEOPLE, {"word": word}).scalars()))
    if query.tags:
        chosen.append(_with_tags(connection, query.tags))
    return set.intersection(*chosen) if chosen else None


def roots_of_order(connection: Connection, number: str) -> set[str]:
    """Root threads whose customer's directory entry names the order."""
    rows = connection.execute(_TRAITS, {"number": number})
    return {row.root_id for row in rows if any(number in folded(v) for _, v in CUSTOMER.entity(row[1:]).traits)}


def homes_of(connection: Connection, roots: Iterable[str]) -> set[str]:
    """The home threads that these roots show."""
    return set(connection.execute(_HOMES, {"ids": id_list(roots)}).scalars())


def stretch(connection: Connection, query: SearchQuery) -> tuple[int, int]:
    """Outside of these positions (first, and the one behind the last) nothing was written in the query's days."""
    if query.after is None and query.before is None:
        return 0, END
    first, last = connection.execute(_STRETCH, times(query)).one()
    return (0, 0) if first is None else (first * SPAN, (last + 1) * SPAN)


def times(query: SearchQuery) -> dict[str, int]:
    """The days as they are stored: from `after` on, `before` not included."""
    return {
        "after": -END if query.after is None else micros(query.after),
        "before": END if query.before is None else micros(query.before),
    }


def _with_tags(connection: Connection, tags: Iterable[str]) -> set[str]:
    wanted = {folded(tag) for tag in tags}
    fits: dict[str, bool] = {}
    found = set()
    for thread_id, said in connection.execute(_TAGGED):
        if said not in fits:
            fits[said] = wanted <= {folded(tag) for tag in words_from_json(said)}
        if fits[said]:
            found.add(thread_id)
    return found


def _person(word: str) -> str:
    """As `line.words` has it; a phone number is found however it is punctuated."""
    wanted = folded(word)
    digits = "".join(character for character in wanted if character.isdigit())
    if len(digits) >= 3 and all(character in "+()-./ " or character.isdigit() for character in wanted):
        return digits.lstrip("0") or digits
    return wanted
