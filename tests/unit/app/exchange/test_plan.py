"""A dry run says what would happen and saves nothing; then exactly that happens."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.changes import ChangeHub
from app.errors import Refused
from app.services.reply_exchange import ReplyExchange
from domain.agent import Role
from domain.ids import QuickReplyId
from domain.templates.reply import Scope, Wording
from tests.fakes.demo import AGENTS, demo
from tests.fakes.services import FakeClock, FakeQuickReplies, StepTasks
from tests.fakes.services.replies import at_once


class Shop:
    def __init__(self, folder: Path) -> None:
        self.replies = FakeQuickReplies(demo(), ChangeHub(lambda _call: None, print), StepTasks(), FakeClock())
        self.exchange = ReplyExchange(self.replies, at_once)
        self.folder = folder

    def file(self, text: str, name: str = "in.csv") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


async def test_new_changed_same_and_faulty_are_told_apart_and_nothing_is_saved(shop: Shop) -> None:
    path = shop.folder / "out.json"
    held = {reply.shortcut: reply for reply in shop.replies.all()}
    await shop.exchange.write(
        path,
        [
            held["track"],
            replace(held["thanks"], title="Bye"),
            replace(held["vip-code"], id=QuickReplyId("other"), shortcut="brand-new"),
            replace(held["faulty"], shortcut="broken", wordings=(Wording("en", "{{ oops"),)),
        ],
    )
    before = dict(shop.replies.memory.saved)
    planned = await shop.exchange.look(path)
    assert [reply.shortcut for reply in planned.new] == ["brand-new"]
    assert [(old.title, new.title) for old, new in planned.changed] == [("Thanks and goodbye", "Bye")]
    assert planned.same == 1
    assert [remark.code for remark in planned.faulty] == ["liquid"]
    assert shop.replies.memory.saved == before


async def test_taking_it_over_saves_what_was_said_and_a_second_time_changes_nothing(shop: Shop) -> None:
    path = shop.file(
        "shortcut,title,text,language,scope\nhours,Hours,9 to 5,en,team\nhours,,9 bis 17,de,team\nthanks,T,x,,\n"
    )
    planned = await shop.exchange.look(path)
    assert await shop.exchange.take(planned) == 2
    await shop.replies.load()
    hours = next(reply for reply in shop.replies.all() if reply.shortcut == "hours")
    assert [wording.language for wording in hours.wordings] == ["en", "de"]
    assert hours.scope is Scope.TEAM
    thanks = next(reply for reply in shop.replies.all() if reply.shortcut == "thanks")
    assert (thanks.title, thanks.used) == ("T", 48)
    again = await shop.exchange.look(path)
    assert (again.to_save, again.same) == ((), 2)


async def test_who_may_not_share_gets_replies_of_their_own(shop: Shop) -> None:
    shop.replies.memory.agent = replace(AGENTS[0], role=Role.AGENT)
    planned = await shop.exchange.look(shop.file("shortcut,text,scope\nours,x,workspace\n"))
    assert [(reply.scope, reply.owner_id) for reply in planned.new] == [(Scope.PERSONAL, AGENTS[0].id)]
    assert [remark.code for remark in planned.remarks] == ["made_personal"]
    assert await shop.exchange.take(planned) == 1


async def test_an_unknown_field_is_taken_and_becomes_a_gap(shop: Shop) -> None:
    planned = await shop.exchange.look(shop.file("shortcut,text\nx,{{ ticket.id }}\n"))
    assert len(planned.new) == 1
    assert planned.faulty == ()


async def test_a_file_that_cannot_be_read_is_refused_with_its_reason(shop: Shop) -> None:
    with pytest.raises(Refused, match="unknown_file"):
        await shop.exchange.look(shop.file("{}", "x.json"))
    with pytest.raises(Refused, match="disk"):
        await shop.exchange.write(shop.folder / "nowhere" / "x.csv", ())
