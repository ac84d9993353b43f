"""Everything that can happen on a server, one step after the other: each changes it in another way."""

from typing import Any

from backend.channels.events import Deleted, Echoed, Edited, Reacted, RemoteMedia, Reported, Sender
from backend.threads import delivery, media
from domain.agent import Role
from domain.channel import ChannelKind
from domain.ids import SettingKey
from domain.measures.figures import KEY as INSIGHTS
from domain.measures.figures import InsightFigures, figures_text
from domain.message import Delivery, Part, PartKind
from domain.shelf import COUNTS, lane_of_setting
from tests.support.backend import BackendRig, Home
from tests.support.complaints import SAID, do, open_one
from tests.support.training import PACK, a_practice, act, allow, an_assignment, an_attempt, an_item, publish, uid

REPLIES = tuple(f"01900000-0000-7000-8000-00000000000{number}" for number in range(3))


def quick_reply(reply_id: str, scope: str) -> dict[str, Any]:
    """A small one, as it goes over the wire."""
    wordings = [{"language": "en", "text": "It is on its way, {{ customer.name }}."}]
    return {"id": reply_id, "shortcut": "way", "title": "On its way", "wordings": wordings, "scope": scope}


OFFER = "01900000-0000-7000-8000-0000000000ff"


def an_offer(offer_id: str, total: int = 5_000, state: str = "made") -> dict[str, Any]:
    """Three ways to make 40 CNY good, as they go over the wire."""
    options = [
        {"refund": total, "coupon": 0},
        {"refund": 0, "coupon": total},
        {"refund": 0, "coupon": 0, "extra": "express"},
    ]
    said = {"id": offer_id, "thread_id": "", "kind": "late", "loss": 4_000, "currency": "CNY", "options": options}
    return {**said, "state": state, "made_by": None, "at": "2026-03-02T09:00:00Z"}


class Story:
    """A server with something going on; each step changes it in another way.

    Attributes:
        who: a lead; admin: an admin; both see all of it.
        home: the customer whom most of it is about.
    """

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

    async def resolved_and_reopened(self) -> None:
        for kind in ("resolve", "reopen"):
            thread = await self.who.thread(self.home.thread)
            done = await self.who.do(kind, self.home, state_version=thread["state_version"])
            assert done["outcome"] == "applied"

    async def failed_and_sent_again(self) -> None:
        sent = (await self.who.send(self.home, "again"))["id"]
        with self.server.services.database.write() as tx:
            delivery.record(tx, sent, Delivery.UNCONFIRMED, "answer_lost")
        assert (await self.who.do("resend", self.home, message_id=sent))["outcome"] == "applied"

    async def joined_by_hand(self) -> None:
        other = self.server.customer("by hand", name="Somebody Else")
        done = await self.who.do("join", self.home, joined_thread_id=other.thread)
        assert done["outcome"] == "applied"
        self.server.customer("by hand", text="in the joined thread")

    async def draft_saved_and_left(self) -> None:
        for home, text in ((self.home, "unsent"), (self.server.customer("drafted"), "gone")):
            assert (await self.who.do("save_draft", home, text=text))["outcome"] == "applied"

    async def draft_emptied(self) -> None:
        home = self.server.home("drafted", self.server.whatsapp)
        thread = home.thread
        held = (await self.who.state())[0]["draft", thread]
        assert (await self.who.do("save_draft", home, text="", base=held["version"]))["outcome"] == "applied"

    async def assessment_corrected(self) -> None:
        [(message, thread)] = self.server.rows("SELECT id, thread_id FROM message WHERE provider_id = ?", self.provider)
        said = {"message_id": message, "tier": "high", "complaint": True, "topic": "logistics"}
        assert (await self.who.do("correct_assessment", thread, **said))["outcome"] == "applied"

    async def quick_replies_saved_counted_and_removed(self) -> None:
        for reply_id, scope in ((REPLIES[0], "workspace"), (REPLIES[1], "personal"), (REPLIES[2], "workspace")):
            done = await self.who.do("save_quick_reply", reply_id, reply=quick_reply(reply_id, scope=scope))
            assert done["outcome"] == "applied"
        uses = [{"reply_id": REPLIES[0], "edited": True}, {"reply_id": REPLIES[0]}, {"reply_id": REPLIES[1]}]
        assert (await self.who.do("count_replies", COUNTS, uses=uses))["outcome"] == "applied"
        assert (await self.who.do("remove_quick_reply", REPLIES[2], reply_id=REPLIES[2]))["outcome"] == "applied"

    async def settings_changed(self) -> None:
        for key, value in (("guide.checks", '{"stars": "off"}'), ("other", "1"), ("other", "")):
            lane = lane_of_setting(SettingKey(key))
            assert (await self.who.do("change_setting", lane, key=key, value=value))["outcome"] == "applied"

    async def offers(self) -> None:
        assert (await self.who.do("make_offer", self.home, offer=an_offer(OFFER)))["outcome"] == "applied"
        taken = await self.who.do("move_offer", self.home, offer_id=OFFER, state="taken", taken=1)
        assert taken["outcome"] == "applied"

    async def complaints(self) -> None:
        one = await open_one(self.who, self.home)
        other = await open_one(self.who, self.home, title="The same again")
        known = {name: SAID[name] for name in ("title", "amount", "currency", "effect", "kind")}
        for kind, said in (
            ("amend_complaint", {**known, "publicity": True}),
            ("retier_complaint", {"tier": "medium", "reason": "a mistake"}),
            ("own_complaint", {"owner_id": self.admin.agent.id}),
            ("pause_complaint", {"paused": True}),
            ("resolve_complaint", {"resolution": "replaced"}),
            ("follow_up_complaint", {"outcome": "not_well"}),
            ("resolve_complaint", {"resolution": "refunded"}),
            ("reopen_complaint", {"reason": "it did not arrive"}),
            ("link_complaint", {"duplicate_of": other}),
        ):
            assert await do(self.who, kind, self.home, one, **said) == "", kind
        assert await do(self.admin, "see_complaint", self.home, other) == ""

    async def conversations_reviewed(self) -> None:
        body = {"week": "2026-03-02", "zone": "UTC", "size": 50, "seed": 7}
        assert (await self.who.ask("POST", "/v1/reviews", json=body)).status_code == 200
        found = (await self.who.state())[0]
        item = next(entity for (kind, _), entity in found.items() if kind == "review")
        marked = {"verdict": "learn", "comment": "kind words", "training": True, "vocabulary": False}
        done = await self.who.batch_one("mark_review", item["thread_id"], {"review_id": item["id"], **marked})
        assert done["outcome"] == "applied", done

    async def measures_amiss(self) -> None:
        value = figures_text(InsightFigures(least=1, window=1))
        done = await self.who.do("change_setting", lane_of_setting(INSIGHTS), key=INSIGHTS, value=value)
        assert done["outcome"] == "applied"
        home = self.server.customer("kept waiting")
        self.server.clock.advance(300)
        await self.who.send(home)
        assert self.server.services.warnings.look() > 0

    async def orders(self) -> None:
        order = {"goods": "Tablet", "amount": 1999, "currency": "TWD", "status": "paid", "at": "2026-03-01T10:00:00Z"}
        for number, status in (("12345", "paid"), ("12346", "shipped"), ("12345", "delivered")):
            path = f"/v1/customer-directory/c-1/orders/{number}"
            answer = await self.admin.ask("PUT", path, json={**order, "status": status})
            assert answer.status_code == 204, answer.text

    async def packs(self) -> None:
        await allow(self.who, '{"checkers": 1, "certificate_attempts": 10}')
        await publish(self.who, [self.admin], PACK, an_item(), an_item("two"))
        assert await act(self.who, "drop_item", pack_id=PACK, item_id="two") == ""
        for retired in (True, False):
            assert await act(self.admin, "retire_pack", pack_id=PACK, retired=retired) == ""

    async def training_given(self) -> None:
        for people in ([self.who.agent.id, self.admin.agent.id], [self.admin.agent.id]):
            assert await act(self.who, "assign_training", assignment=an_assignment("week", people)) == ""
        word = uid("word")
        assert await act(self.who, "coach", coaching_id=word, to=self.admin.agent.id, text="Well done") == ""
        assert await act(self.admin, "see_coaching", coaching_id=word) == ""
        assert await act(self.who, "end_assignment", assignment_id=uid("week")) == ""

    async def practised(self) -> None:
        for who in (self.who, self.admin):
            practice = a_practice(f"of {who.agent.id}", [an_attempt()] * 10)
            assert await act(who, "record_practice", practice=practice) == ""
        said = {"certificate_id": uid("certificate"), "agent_id": self.admin.agent.id, "language": ""}
        assert await act(self.who, "issue_certificate", **said) == ""

    async def skipped(self) -> None:
        assert (await self.who.do("skip", self.home))["outcome"] == "applied"


STEPS = [
    Story.customer_writes, Story.new_customer, Story.name_and_order_are_suggested, Story.send, Story.delivered,
    Story.failed_and_discarded, Story.workflow, Story.wake, Story.read, Story.customer_changes_mind,
    Story.media_comes_later, Story.echo, Story.people, Story.channels, Story.directory, Story.decline,
    Story.strong_join, Story.undo, Story.resolved_and_reopened, Story.failed_and_sent_again, Story.joined_by_hand,
    Story.draft_saved_and_left, Story.draft_emptied, Story.assessment_corrected,
    Story.quick_replies_saved_counted_and_removed, Story.settings_changed, Story.offers, Story.orders, Story.complaints,
    Story.conversations_reviewed, Story.measures_amiss, Story.packs, Story.training_given, Story.practised,
    Story.skipped,
]  # fmt: skip
