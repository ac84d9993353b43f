"""What is kept of the change log is what the log itself would give, for whom and from wherever one asks (R12, R23)."""

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, select

from backend.feed.recent import LogRow, RecentChanges
from backend.storage.tables import change_log
from tests.support.backend import BackendRig, Home, Who, a_backend

KEPT, ROUNDS, LIMIT = 40, 40, 7
NOTHING: frozenset[str] = frozenset()


async def something(rig: BackendRig, who: Who, homes: list[Home], dice: Random) -> None:
    """New things, old things that change again, things of one person alone."""
    match dice.randrange(4):
        case 0:
            homes.append(rig.customer())
        case 1:
            await who.send(dice.choice(homes))
        case 2:
            await who.do("save_draft", dice.choice(homes), text=f"{dice.random()}")
        case _:
            await who.do("mark_read", dice.choice(homes), position=1)


def logged(connection: Connection, seq: int, to: str, hidden: frozenset[str]) -> list[LogRow]:
    log = change_log.c
    rows = connection.execute(select(log.seq, log.type, log.id, log.audience).order_by(log.seq))
    return [
        row
        for row in (LogRow(*row) for row in rows)
        if row.seq > seq and row.audience in ("", to) and row.type not in hidden
    ]


@pytest.mark.parametrize("seed", range(3))
async def test_memory_and_log_say_the_same(tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    async with a_backend(tmp_path) as rig:
        people = [rig.sign_in(), rig.sign_in()]
        homes = [rig.customer()]
        recent = RecentChanges(KEPT)
        remembered = 0
        for _ in range(ROUNDS):
            for _ in range(dice.randrange(4)):
                await something(rig, dice.choice(people), homes, dice)
            to, hidden = dice.choice(people).agent.id, dice.choice((NOTHING, frozenset({"message"})))
            with rig.services.database.read() as connection:
                seq = max(0, rig.services.database.seq() - dice.randrange(2 * KEPT))
                found = recent.behind(connection, seq, to, hidden, LIMIT)
                right = logged(connection, seq, to, hidden)
            if found is None:
                assert rig.services.database.seq() - seq > KEPT // 2
                continue
            remembered += bool(found.rows)
            assert found.rows == right[:LIMIT]
            assert found.newest == rig.services.database.seq()
        assert remembered > ROUNDS // 4


async def test_what_was_written_before_anybody_asked_is_there_too(tmp_path: Path) -> None:
    """All who come back after a restart ask for what came before it."""
    async with a_backend(tmp_path) as rig:
        who = rig.sign_in()
        before = rig.services.database.seq()
        for _ in range(5):
            rig.customer()
        with rig.services.database.read() as connection:
            found = RecentChanges(1_000).behind(connection, before, who.agent.id, NOTHING, 100)
            assert found is not None
            assert found.rows == logged(connection, before, who.agent.id, NOTHING)
            assert len(found.rows) == 20
