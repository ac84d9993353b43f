"""GET /v1/changes: applying the changes to what was known gives what a fresh snapshot gives (R12)."""

from datetime import timedelta
from pathlib import Path

import pytest

from backend.channels.events import Deleted, Echoed, Edited, Reacted, RemoteMedia, Reported, Sender
from backend.threads import delivery, media
from domain.agent import Role
from domain.changes import ENTITIES
from domain.channel import ChannelKind
from domain.message import Delivery, Part, PartKind
from tests.support.backend import BackendRig, Home, Known, Who, a_backend


class Story:
    """A server with something going on; each step changes it in another way."""

    def __init__(self, server: BackendRig) -> None:
        self.server = server
        self.who = server.sign_in(Role.LEAD)
        self.admin = server.sign_in(Role.ADMIN)
        self.home: Home = server.customer("one", name="Somchai Jaidee", text="Where is #12345?")
        self.provider = server.rows("SELECT provider_id FROM message")[0][0]
        self.sent = ""

    async def customer_writes(self) -> None:
        self.server.customer("one", text="Hello?")

    async def new_customer(self) -> None:
        self.server.customer("two", name="Mia Wong")

    async def name_and_order_are_suggested(self) -> None:
        self.server.customer("three", name="Somchai Jaidee", text="about #12345")

    async def strong_join(self) -> None:
        for handle, phone in (("four", "+66812345678"), ("five", "+66812345678")):
            self.server.customer(handle, phone=phone)

    async def undo(self) -> None:
        [(join, lane)] = self.server.rows("SELECT id, kept_thread_id FROM join_record WHERE state = 'joined'")
        assert (await self.who.do("undo_join", lane, join_id=join))["outcome"] == "applied"

    async def decline(self) -> None:
        [(join, lane)] = self.server.rows("SELECT id, kept_thread_id FROM join_record WHERE state = 'suggested'")
        assert (await self.who.do("decline_join", lane, join_id=join))["outcome"] == "applied"

    async def send(self) -> None:
        self.sent = (await self.who.send(self.home))["id"]

    async def delivered(self) -> None:
        with self.server.services.database.write() as tx:
            delivery.record(tx, self.sent, Delivery.ACCEPTED, "", "wamid.1")
        event = Reported("s1", "wamid.1", Delivery.DELIVERED, "", self.server.clock.now())
        self.server.take(self.server.whatsapp, event)

    async def failed_and_discarded(self) -> None:
        sent = (await self.who.send(self.home))["id"]
        with self.server.services.database.write() as tx:
            delivery.record(tx, sent, Delivery.FAILED, "channel_down")
        assert (await self.who.do("discard", self.home, message_id=sent))["outcome"] == "applied"

    async def workflow(self) -> None:
        await self.who.do("note", self.home, text="n")
        await self.who.do("tag", self.home, add=["vip"])
        await self.who.do("assign", self.home, assignee_id=self.admin.agent.id, state_version=99)
        thread = await self.who.thread(self.home.thread)
        await self.who.do("snooze", self.home, until="2026-03-02T10:00:00Z", state_version=thread["state_version"])

    async def wake(self) -> None:
        self.server.clock.advance(7200)
        self.server.services.snooze.wake_due()

    async def read(self) -> None:
        await self.who.do("mark_read", self.home, position=99)

    async def customer_changes_mind(self) -> None:
        now = self.server.clock.now()
        self.server.take(self.server.whatsapp, Reacted("r", self.provider, True, "👍", now))
        self.server.take(self.server.whatsapp, Edited("e", self.provider, "Where is my parcel?", now))
        last = self.server.received("one", "oops")
        self.server.take(self.server.whatsapp, last, Deleted("d", last.provider_id, now))

    async def media_comes_later(self) -> None:
        part = Part(PartKind.ATTACHMENT, media_type="image/png")
        event = self.server.received("one", "", parts=(part, part), media=(RemoteMedia(0, "m1"), RemoteMedia(1, "m2")))
        self.server.take(self.server.whatsapp, event)
        [(id_,)] = self.server.rows("SELECT id FROM message WHERE provider_id = ?", event.provider_id)
        with self.server.services.database.write() as tx:
            media.stored(tx, id_, 0, self.server_blob(), 3, 1, 1, "image/png")
            media.missing(tx, id_, 1, "media_gone")

    def server_blob(self) -> str:
        return "0" * 64

    async def echo(self) -> None:
        now = self.server.clock.now()
        self.server.take(self.server.whatsapp, Echoed("echo", Sender("one"), now, "from the phone"))

    async def people(self) -> None:
        body = {"name": "New", "email": "new@example.com", "role": "agent"}
        added = (await self.admin.ask("POST", "/v1/agents", json=body)).json()
        await self.admin.ask("PATCH", f"/v1/agents/{added['id']}", json={"active": False})

    async def channels(self) -> None:
        account = self.server.account(ChannelKind.INSTAGRAM)
        await self.admin.ask("PATCH", f"/v1/channel-accounts/{account.id}", json={"name": "Renamed"})
        await self.admin.ask("DELETE", f"/v1/channel-accounts/{account.id}")

    async def directory(self) -> None:
        record = {
            "name": "Mia W.",
            "handles": {"whatsapp": ["two"]},
            "emails": ["mia@example.com"],
            "traits": [["a", "b"]],
        }
        answer = await self.admin.ask("PUT", "/v1/customer-directory/c-1", json=record)
        assert answer.status_code == 204, answer.text


STEPS = [
    Story.customer_writes, Story.new_customer, Story.name_and_order_are_suggested, Story.send, Story.delivered,
    Story.failed_and_discarded, Story.workflow, Story.wake, Story.read, Story.customer_changes_mind,
    Story.media_comes_later, Story.echo, Story.people, Story.channels, Story.directory, Story.decline,
    Story.strong_join, Story.undo,
]  # fmt: skip


async def test_changes_applied_to_what_was_known_are_a_fresh_snapshot(tmp_path: Path) -> None:
    async with a_backend(tmp_path, access_lifetime=timedelta(days=9)) as server:
        story = Story(server)
        known = {who: await who.state() for who in (story.who, story.admin)}
        from_the_start = dict(known)
        types = set()
        for step in STEPS:
            await step(story)
            for who, (entities, cursor) in known.items():
                known[who] = after = await who.state(cursor, entities, limit=3)
                fresh, _ = await who.state(limit=7)
                assert after[0] == fresh, step.__name__
                types |= {type_ for type_, _ in fresh}
        assert types == ENTITIES.keys()
        for who, (entities, cursor) in from_the_start.items():
            assert (await who.state(cursor, entities))[0] == known[who][0]


async def test_the_version_of_an_entity_is_the_sequence_of_its_change(tmp_path: Path) -> None:
    async with a_backend(tmp_path, access_lifetime=timedelta(days=9)) as server:
        story = Story(server)
        for step in STEPS:
            await step(story)
        page = await story.who.changes(limit=1000)
        assert not page["has_more"]
        wrong = [(c["type"], c["seq"]) for c in page["changes"] if c["seq"] != c["entity"]["version"]]
        assert wrong == []
        seqs = [change["seq"] for change in page["changes"]]
        assert seqs == sorted(set(seqs))


async def test_pages_are_never_larger_than_asked_and_end_with_nothing(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        for _ in range(4):
            server.customer()
        page = await who.changes(limit=2)
        assert (len(page["changes"]), page["has_more"]) == (2, True)
        _, cursor = await who.state(limit=2)
        page = await who.changes(cursor)
        assert (page["changes"], page["has_more"]) == ([], False)


async def test_an_entity_that_changed_often_comes_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        _, cursor = await who.state()
        for number in range(5):
            await who.do("tag", home, add=[str(number)])
        [change] = (await who.changes(cursor))["changes"]
        assert change["entity"]["tags"] == ["0", "1", "2", "3", "4"]


async def test_a_snapshot_carries_the_newest_messages_of_what_is_shown_together(tmp_path: Path) -> None:
    async with a_backend(tmp_path, snapshot_messages=5) as server:
        who = server.sign_in()
        one, two = server.customer("a"), server.customer("b")
        for _ in range(4):
            server.customer("a")
            server.customer("b")
        assert len(messages(await snapshot(who))) == 10
        await who.do("join", one, joined_thread_id=two.thread)
        held = messages(await snapshot(who))
        assert len(held) == 5
        window = (await who.ask("GET", f"/v1/threads/{one.thread}/messages?limit=5")).json()
        assert sorted(held) == sorted(message["position"] for message in window["messages"])


async def snapshot(who: Who) -> Known:
    return (await who.state())[0]


def messages(entities: Known) -> list[int]:
    return [entity["position"] for (type_, _), entity in entities.items() if type_ == "message"]


async def test_what_changes_while_a_snapshot_is_paged_is_not_lost(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        homes = [server.customer() for _ in range(5)]
        page = await who.changes(limit=4)
        known = {(c["type"], c["id"]): c["entity"] for c in page["changes"]}
        await who.do("tag", homes[0], add=["vip"])
        server.customer()
        entities, _ = await who.state(page["cursor"], known, limit=4)
        again, cursor = await who.state(page["cursor"], known, limit=4)
        assert entities == again
        entities, _ = await who.state(cursor, entities)
        assert entities == await snapshot(who)


@pytest.mark.parametrize("cursor", ["nonsense", "AAAA", "é", "A" * 76])
async def test_a_cursor_that_was_never_ours(tmp_path: Path, cursor: str) -> None:
    async with a_backend(tmp_path) as server:
        answer = await server.sign_in().ask("GET", "/v1/changes", params={"since": cursor})
        assert (answer.status_code, answer.json()["code"]) == (410, "cannot_calculate")


async def test_a_cursor_of_somebody_else_of_another_database_or_of_long_ago(tmp_path: Path) -> None:
    async with a_backend(
        tmp_path / "one", access_lifetime=timedelta(days=99), session_lifetime=timedelta(days=99)
    ) as server:
        who, other = server.sign_in(), server.sign_in()
        _, cursor = await who.state()
        stale = {"since": cursor}
        assert (await other.ask("GET", "/v1/changes", params=stale)).status_code == 410
        server.clock.advance(30 * 86400)
        assert (await who.ask("GET", "/v1/changes", params=stale)).status_code == 200
        server.clock.advance(1)
        assert (await who.ask("GET", "/v1/changes", params=stale)).status_code == 410
        async with a_backend(tmp_path / "two") as elsewhere:
            answer = await elsewhere.sign_in().ask("GET", "/v1/changes", params=stale)
            assert answer.status_code == 410


async def test_a_window_goes_both_ways_and_says_when_it_is_at_the_end(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        for _ in range(6):
            server.customer(home.handle)

        async def window(**query: int) -> tuple[list[int], bool]:
            answer = await who.ask("GET", f"/v1/threads/{home.thread}/messages", params=query)
            found = answer.json()
            return [message["position"] for message in found["messages"]], found["complete"]

        assert await window(limit=3) == ([5, 6, 7], False)
        assert await window(before=5, limit=3) == ([2, 3, 4], False)
        assert await window(before=2, limit=3) == ([1], True)
        assert await window(after=3, limit=3) == ([4, 5, 6], False)
        assert await window(after=4, limit=3) == ([5, 6, 7], True)
        assert await window() == ([1, 2, 3, 4, 5, 6, 7], True)
        assert (await who.ask("GET", "/v1/threads/none/messages")).status_code == 404
