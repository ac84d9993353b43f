"""What replies, customers' messages and offers do to the complaints of a thread (K-1, K-3)."""

from datetime import timedelta
from pathlib import Path

import pytest

from backend.assessing import Assessor
from backend.channels.events import Echoed, Sender
from backend.threads.intake import Intake
from domain.agent import Role
from domain.emotion.assessment import Assessment, Cue, Reason, Tier, Topic
from domain.ids import SettingKey
from domain.shelf import lane_of_setting
from tests.support.backend import BackendRig, Home, Who
from tests.support.complaints import a_server, do, held, message_of, open_one, steps
from tests.support.story import an_offer

GOOD = "We are very sorry that your screen arrived broken. I will write to you by 5 pm today."
OFFER, SECOND = (f"01900000-0000-7000-8000-0000000000f{number}" for number in (1, 2))


async def test_the_first_reply_stops_both_clocks_and_says_what_it_has(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer(text="My screen arrived broken!")
        id_ = await open_one(who, home, message_id=message_of(who, home), origin="message")
        assert (await held(who, id_))["next_at"] == "2026-03-02T09:11:15Z"
        server.clock.advance(60)
        await who.send(home, GOOD)
        server.clock.advance(60)
        await who.send(home, "One more thing.")
        found = await held(who, id_)
        assert found["answered_at"] == "2026-03-02T09:01:00Z"
        assert found["answer_parts"] == ["apology", "summary", "promised_time"]
        assert await steps(who, id_) == ["opened", "answered"]
        assert found["steps"][-1]["agent_id"] == who.agent.id
        server.clock.advance(3600)
        assert server.services.complaint_clock.catch_up() == 0


async def test_a_batch_of_replies_answers_each_of_its_threads_complaints_also_what_is_joined_in(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who = server.sign_in()
        homes = [server.customer(text="My screen arrived broken!") for _ in range(4)]
        first, second, joined = [await open_one(who, home) for home in homes[:3]]
        assert (await who.do("join", homes[3], joined_thread_id=homes[2].thread))["outcome"] == "applied"
        results = await who.batch(
            *(who.op("send", home, {"identity_id": home.identity, "text": GOOD}) for home in (homes[0], homes[3])),
            who.op("send", homes[1], {"identity_id": homes[1].identity, "text": "Hello there"}),
        )
        assert {result["outcome"] for result in results} == {"applied"}
        assert [len((await held(who, id_))["answer_parts"]) for id_ in (first, second, joined)] == [3, 0, 3]
        assert all([(await held(who, id_))["answered_at"] for id_ in (first, second, joined)])


@pytest.mark.parametrize(
    ("said", "parts"),
    [("Hello there", []), ("Sorry!", ["apology"]), ("You will have it by 5 pm today.", ["promised_time"])],
)
async def test_an_answer_without_the_elements_is_one_all_the_same(tmp_path: Path, said: str, parts: list[str]) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer(text="Oh no")
        id_ = await open_one(who, home)
        await who.send(home, said)
        assert (await held(who, id_))["answer_parts"] == parts


async def test_a_word_that_the_workspace_added_is_known(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        key = SettingKey("words.th")
        value = '{"add": {"apology": ["mea culpa"]}}'
        assert (await lead.do("change_setting", lane_of_setting(key), key=key, value=value))["outcome"] == "applied"
        writes(server, home, "it is late")
        id_ = await open_one(lead, home)
        await lead.send(home, "Mea culpa")
        assert (await held(lead, id_))["answer_parts"] == ["apology"]


async def test_notes_and_events_are_no_answers(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        id_ = await open_one(who, home)
        await who.do("note", home, text="so sorry")
        thread = await who.thread(home.thread)
        await who.do("resolve", home, state_version=thread["state_version"])
        assert (await held(who, id_))["answered_at"] is None


async def test_a_reply_written_elsewhere_is_an_answer(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        id_ = await open_one(who, home)
        server.clock.advance(30)
        server.take(home.account, Echoed("echo", Sender(home.handle), server.clock.now(), "Sorry!"))
        found = await held(who, id_)
        assert (found["answered_at"], found["answer_parts"]) == ("2026-03-02T09:00:30Z", ["apology"])


async def test_an_answer_that_came_before_the_complaint_was_opened_counts(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer(text="It is broken")
        await who.send(home, "Let me look.")
        server.clock.advance(60)
        server.customer(home.handle, text="My screen arrived broken!")
        message = message_of(who, home)
        server.clock.advance(120)
        await who.do("note", home, text="oh dear")
        await who.send(home, GOOD)
        server.clock.advance(1800)
        found = await held(who, await open_one(who, home, message_id=message, origin="message"))
        assert (found["received_at"], found["answered_at"]) == ("2026-03-02T09:01:00Z", "2026-03-02T09:03:00Z")
        assert found["answer_parts"] == ["apology", "summary", "promised_time"]
        assert found["breached"] == []


async def test_the_customers_next_message_ends_a_pause_and_gives_the_time_back(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        id_ = await open_one(who, home)
        before = await held(who, id_)
        server.clock.advance(600)
        await do(who, "pause_complaint", home, id_, paused=True)
        server.clock.advance(3600)
        server.customer(home.handle, text="Here is the photo")
        found = await held(who, id_)
        assert (found["state"], found["paused_at"]) == ("open", None)
        assert (before["resolve_due"], found["resolve_due"]) == ("2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z")
        assert found["steps"][-1]["agent_id"] is None


async def test_messages_of_others_and_of_ones_that_are_over_change_nothing(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home, other = server.sign_in(), server.customer(), server.customer()
        id_ = await open_one(who, home)
        await do(who, "resolve_complaint", home, id_, resolution="done")
        before = await held(who, id_)
        await who.send(home, GOOD)
        server.customer(home.handle, text="thanks")
        await who.send(other, GOOD)
        assert await held(who, id_) == before


async def test_an_offer_and_its_answer_are_steps(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        id_ = await open_one(who, home, kind="late")
        await who.do("make_offer", home, offer=an_offer(OFFER))
        for _ in range(2):
            await who.do("move_offer", home, offer_id=OFFER, state="taken", taken=2)
        await who.do("move_offer", home, offer_id=OFFER, state="refused")
        found = (await held(who, id_))["steps"]
        assert [step["kind"] for step in found] == ["opened", "offered", "taken", "refused"]
        assert [step["words"] for step in found[1:]] == ["", "3", ""]


async def test_an_offer_that_is_only_asked_for_is_no_step_before_it_is_made(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, lead, home = server.sign_in(), server.sign_in(Role.LEAD), server.customer()
        id_ = await open_one(who, home)
        await who.do("make_offer", home, offer=an_offer(OFFER, 90_000, "asked"))
        await lead.do("move_offer", home, offer_id=OFFER, state="approved")
        assert await steps(who, id_) == ["opened"]
        await who.do("move_offer", home, offer_id=OFFER, state="made")
        assert await steps(who, id_) == ["opened", "offered"]


async def test_of_several_complaints_an_offer_is_for_that_of_its_kind(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        late, defect = await open_one(who, home, kind="late"), await open_one(who, home, kind="defect")
        await who.do("make_offer", home, offer=an_offer(OFFER))
        assert (await steps(who, late), await steps(who, defect)) == (["opened", "offered"], ["opened"])
        await do(who, "resolve_complaint", home, late, resolution="done")
        await who.do("make_offer", home, offer=an_offer(SECOND))
        assert (await steps(who, defect))[-1] == "offered"


class Grumpy(Assessor):
    """An engine that goes by one word."""

    def assess(self, text: str, language: str = "") -> Assessment | None:
        tier = {"lawyer": Tier.HIGH, "late": Tier.MEDIUM}.get(text.rsplit(maxsplit=1)[-1], Tier.LOW)
        reasons = (Reason(Cue.AUTHORITY, "lawyer"),) if tier is Tier.HIGH else ()
        return Assessment(tier, tier is not Tier.LOW, Topic.LOGISTICS, "th", reasons, engine="fake 1")


async def by_rule(server: BackendRig, lead: Who, tier: str) -> None:
    key = SettingKey("complaints")
    await lead.do("change_setting", lane_of_setting(key), key=key, value=f'{{"auto_open": "{tier}"}}')


def writes(server: BackendRig, home: Home, *texts: str) -> None:
    """With the engine that goes by one word."""
    intake = Intake(server.clock, server.services.new_id, assess=Grumpy(Path("nowhere")).assess)
    with server.services.database.write() as tx:
        for text in texts:
            intake.take(tx, home.account, server.received(home.handle, text), server.clock.now())


@pytest.mark.parametrize(("tier", "text", "opens"), [
    ("", "my lawyer", 0), ("high", "it is late", 0), ("high", "my lawyer", 1), ("medium", "it is late", 1),
    ("low", "hello", 0),
])  # fmt: skip
async def test_a_sharp_message_opens_one_by_itself_where_the_workspace_wants_that(
    tmp_path: Path, tier: str, text: str, opens: int
) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        await by_rule(server, lead, tier)
        server.clock.advance(60)
        writes(server, home, text, text)
        found = [value for (kind, _), value in (await lead.state())[0].items() if kind == "complaint"]
        assert len(found) == opens
        for one in found:
            assert (one["origin"], one["opened_by"], one["title"]) == ("rule", None, text)
            assert (one["publicity"], one["language"]) == (text == "my lawyer", "th")
            assert one["tier"] == ("high" if text == "my lawyer" else "medium")
            assert one["received_at"] == "2026-03-02T09:01:00Z"
            assert one["message_id"] != message_of(lead, home)


async def test_after_that_one_is_over_the_next_message_opens_another(tmp_path: Path) -> None:
    async with a_server(tmp_path) as server:
        lead, home = server.sign_in(Role.LEAD), server.customer()
        await by_rule(server, lead, "high")
        writes(server, home, "my lawyer")
        [(id_,)] = server.rows("SELECT id FROM complaint")
        await do(lead, "resolve_complaint", home, id_, resolution="done")
        writes(server, home, "my lawyer")
        assert server.rows("SELECT count(*) FROM complaint") == [(2,)]


async def test_no_time_passes_for_a_customer_by_waiting_in_the_inbox(tmp_path: Path) -> None:
    """The clock runs from when the webhook had the message, however late it was taken in."""
    async with a_server(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        arrived = server.clock.now()
        server.clock.advance(120)
        with server.services.database.write() as tx:
            server.services.intake.take(tx, home.account, server.received(home.handle, "broken"), arrived)
        id_ = await open_one(who, home, message_id=message_of(who, home), origin="message")
        assert (await held(who, id_))["received_at"] == "2026-03-02T09:00:00Z"
        assert timedelta(minutes=2) == server.clock.now() - arrived
