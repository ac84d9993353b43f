"""Which messages behind what the author had seen hold a reply back."""

from typing import Any

import pytest

from domain.message import Author, MessageKind
from domain.timeline import Entry
from sync.guard import moved
from tests.fakes import world


def entry(position: int, author: Author = Author.CUSTOMER, **changes: Any) -> Entry:
    return Entry(world.message("thread-1", "words", author, position=position, **changes))


COLLEAGUE = world.COLLEAGUE.id


@pytest.mark.parametrize(
    ("behind", "holds"),
    [
        (entry(8), True),
        (entry(8, kind=MessageKind.EVENT), True),
        (entry(8, Author.AGENT, agent_id=COLLEAGUE), True),
        (entry(8, Author.AGENT, agent_id=COLLEAGUE, kind=MessageKind.UNSUPPORTED), True),
        (entry(8, Author.AGENT, agent_id=COLLEAGUE, kind=MessageKind.EVENT), False),
        (entry(8, Author.AGENT, agent_id=COLLEAGUE, kind=MessageKind.NOTE), False),
        (entry(8, Author.AGENT, agent_id=world.ME.id), False),
        (entry(8, Author.SYSTEM), False),
    ],
)
def test_only_what_somebody_else_said_to_or_by_the_customer_holds(behind: Entry, holds: bool) -> None:
    assert moved([entry(3), behind], 7, world.ME.id) is holds
    assert not moved([entry(3), behind], 8, world.ME.id), "the author had seen it"
