"""Searches are read in the agent's days, answered here at once, and by the server while it can be reached."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from app.errors import Unreachable
from app.services.search import SearchService
from domain.search import SearchPage, SearchQuery
from tests.fakes import world
from tests.support.workspace import KeptSecrets, Workspace

ONE = world.thread(1).id
BANGKOK = timezone(timedelta(hours=7))


async def with_a_needle(folder: Path) -> tuple[Workspace, SearchService]:
    """Somebody signed in whose customer has written of a needle."""
    made = Workspace(folder, KeptSecrets())
    await made.session.sign_in("https://x", "ada@example.com", "pw", True)
    made.server.say(world.message(ONE, "where is my Needle?"))
    await made.caught_up()
    return made, SearchService(made.desk, made.clock, BANGKOK)


async def test_it_is_found_here_and_on_the_server(tmp_path: Path) -> None:
    made, search = await with_a_needle(tmp_path)
    query = search.read("needle where")
    here, there = await search.local(query, 10), await search.remote(query, 10)
    assert [hit.excerpt for hit in here.hits] == [hit.excerpt for hit in there.hits] == ["where is my Needle?"]
    assert [hit.thread_id for hit in here.hits] == [ONE]
    assert not (await search.local(query, 10, here.hits[0].position)).hits
    await made.close()


async def test_offline_only_this_computer_answers(tmp_path: Path) -> None:
    made, search = await with_a_needle(tmp_path)
    made.gateway.online = False
    assert len((await search.local(search.read("needle"), 10)).hits) == 1
    with pytest.raises(Unreachable):
        await search.remote(search.read("needle"), 10)
    await made.close()


async def test_nothing_asked_is_nothing_found(tmp_path: Path) -> None:
    made, search = await with_a_needle(tmp_path)
    nothing = SearchPage((), more=False)
    assert search.read("  from: ") == SearchQuery()
    assert await search.local(SearchQuery(), 10) == await search.remote(SearchQuery(), 10) == nothing
    await made.close()


async def test_days_begin_where_the_agent_is(tmp_path: Path) -> None:
    made, search = await with_a_needle(tmp_path)
    assert search.read("after:2026-11-02").after == datetime(2026, 11, 1, 17, tzinfo=UTC)
    today = made.clock.now().astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
    assert search.read("before:today").before == today
    own = SearchService(made.desk, made.clock).read("after:2026-11-02").after
    assert own == datetime(2026, 11, 2).astimezone(UTC)
    await made.close()
