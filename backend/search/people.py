"""Which threads a query can be about: by the customer's name and handles, by tags, by order number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select

from backend.storage.tables import customer, identity, thread
from domain.folding import folded

_ROOT = func.coalesce(thread.c.merged_into, thread.c.id)


def roots_of_people(connection: Connection, words: Sequence[str]) -> set[str]:
    """Root threads whose customer's names, handles, phones and emails hold every one of the words."""
    known = customer.c
    rows = connection.execute(
        select(_ROOT, known.name, known.phone, known.email, identity.c.handle, identity.c.display)
        .select_from(thread)
        .join(customer, known.id == thread.c.customer_id)
        .outerjoin(identity, identity.c.thread_id == thread.c.id)
    )
    return _holding(((root, " ".join(word or "" for word in said)) for root, *said in rows), words)


def roots_of_order(connection: Connection, number: str) -> set[str]:
    """Root threads whose customer's directory entry names the order."""
    rows = connection.execute(
        select(_ROOT, customer.c.traits)
        .select_from(thread)
        .join(customer, customer.c.id == thread.c.customer_id)
        .where(customer.c.traits != ())
    )
    return _holding(((root, " ".join(value for _name, value in traits)) for root, traits in rows), (number,))


def roots_with_tags(connection: Connection, tags: Sequence[str]) -> set[str]:
    """Root threads that carry every one of the tags."""
    wanted = {folded(tag) for tag in tags}
    rows = connection.execute(select(thread.c.id, thread.c.tags).where(thread.c.merged_into.is_(None)))
    return {row.id for row in rows if wanted <= {folded(tag) for tag in row.tags}}


def _holding(said: Iterable[tuple[str, str]], words: Sequence[str]) -> set[str]:
    """A joined thread has several customers: what they are called counts together."""
    texts: dict[str, list[str]] = defaultdict(list)
    for root, text in said:
        texts[root].append(text)
    wanted = [folded(word) for word in words]
    whole = ((root, folded(" ".join(pieces))) for root, pieces in texts.items())
    return {root for root, text in whole if all(word in text for word in wanted)}
