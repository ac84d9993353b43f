"""POST /v1/ops:batch: every outcome of the contract, replays, lanes and forks (reliability 3.3)."""

import asyncio
import threading
from pathlib import Path

from backend.operations.wire import BatchIn
from tests.support.backend import Json, Who, a_backend


def outcomes(results: list[Json]) -> list[str]:
    return [result["outcome"] + (f":{result['code']}" if result["code"] else "") for result in results]


async def test_a_reply_is_applied_once_and_every_repeat_is_a_duplicate(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        op = who.op("send", home, {"identity_id": home.identity, "text": "Hi"})
        assert outcomes(await who.batch(op)) == ["applied"]
        for seconds in (31, 61 * 60, 25 * 3600):
            server.clock.advance(seconds)
            who = refreshed(who)
            assert outcomes(await who.batch(op)) == ["duplicate"]
        assert server.rows("SELECT count(*) FROM message WHERE author = 'agent'") == [(1,)]
        assert server.rows("SELECT message_id, state FROM egress") == [(op["id"], "pending")]


def refreshed(who: Who) -> Who:
    with who.server.services.database.write() as tx:
        token = who.server.services.sessions.open(tx, who.agent, "test").access_token
    return Who(who.server, who.agent, token, who.device)


async def test_the_same_operation_twice_in_one_batch(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        op = who.op("note", home, {"text": "x"})
        assert outcomes(await who.batch(op, op)) == ["applied", "duplicate"]


async def test_results_come_in_request_order_and_lanes_do_not_hold_each_other_up(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, one, two = server.sign_in(), server.customer(), server.customer()
        bad = who.op("note", one, {"text": "  "})
        results = await who.batch(bad, who.op("note", two, {"text": "a"}), who.op("note", one, {"text": "b"}))
        assert outcomes(results) == ["rejected:empty_message", "applied", "behind"]


async def test_a_rejected_operation_leaves_its_place_to_another(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        assert outcomes(await who.batch(who.op("note", home, {"text": ""}, n=1))) == ["rejected:empty_message"]
        edited, behind = who.op("note", home, {"text": "now"}, n=1), who.op("skip", home, n=2)
        assert outcomes(await who.batch(edited, behind)) == ["applied", "applied"]


async def test_a_gap_names_the_number_that_is_expected(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        await who.batch(who.op("skip", home, n=1))
        results = await who.batch(who.op("skip", home, n=3), who.op("skip", home, n=4))
        assert outcomes(results) == ["gap", "behind"]
        assert results[0]["expected"] == 2


async def test_another_operation_at_a_number_that_is_taken_is_a_fork(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        await who.batch(who.op("note", home, {"text": "a"}, n=1), who.op("note", home, {"text": "b"}, n=2))
        results = await who.batch(who.op("note", home, {"text": "c"}, n=2), who.op("skip", home, n=3))
        assert outcomes(results) == ["rejected:lane_fork", "behind"]


async def test_after_a_fork_the_same_operations_go_on_under_a_new_device(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        first, second = who.op("note", home, {"text": "a"}, n=1), who.op("note", home, {"text": "b"}, n=2)
        await who.batch(first)
        again = await who.batch(first, second, who.op("skip", home, n=3), device="restored")
        assert outcomes(again) == ["duplicate", "applied", "applied"]


async def test_an_id_with_another_content_is_reused(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        op = who.op("note", home, {"text": "a"})
        await who.batch(op)
        changed = {**op, "payload": {"text": "b"}}
        assert outcomes(await who.batch(changed)) == ["reused:op_reused"]
        assert outcomes(await server.sign_in().batch(op, device=who.device)) == ["reused:op_reused"]


async def test_the_clients_clock_is_no_part_of_what_an_operation_says(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        op = who.op("note", home, {"text": "a"})
        await who.batch(op)
        assert outcomes(await who.batch({**op, "created_at": "1990-01-01T00:00:00Z"})) == ["duplicate"]


async def test_a_stale_state_is_a_conflict_with_the_present_version(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, other, home = server.sign_in(), server.sign_in(), server.customer()
        await other.do("tag", home, add=["vip"])
        results = await who.batch(who.op("resolve", home, {"state_version": 0}), who.op("skip", home))
        assert outcomes(results) == ["conflict:state_moved", "behind"]
        assert results[0]["current"] == 1
        assert (await who.thread(home.thread))["status"] == "open"


async def test_a_queue_written_offline_does_not_conflict_with_itself(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        reply = who.op("send", home, {"identity_id": home.identity, "text": "Hi"})
        rest = [who.op("tag", home, {"add": ["vip"]}), who.op("resolve", home, {"state_version": 0})]
        assert outcomes(await who.batch(reply, *rest)) == ["applied"] * 3
        assert (await who.thread(home.thread))["status"] == "resolved"


async def test_a_customers_message_makes_an_offline_resolve_conflict(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        await who.do("resolve", home, state_version=0)
        server.customer(home.handle)
        assert (await who.do("resolve", home, state_version=1))["outcome"] == "conflict"


async def test_what_cannot_be_read_blocks_its_lane_only(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home, other = server.sign_in(), server.customer(), server.customer()
        wrong = [
            who.op("unheard_of", home, n=1),
            who.op("send", home, {"identity_id": 5}, n=1),
            who.op("note", home, {"text": "x"}, n=1, id_="not-a-uuid"),
            who.op("snooze", home, {"until": "soon", "state_version": 0}, n=1),
        ]
        for op in wrong:
            results = await who.batch(op, who.op("note", other, {"text": "fine"}))
            assert outcomes(results) == ["rejected:bad_operation", "applied"]


async def test_a_thread_that_is_not_there(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        lane = server.services.new_id()
        results = await who.batch(who.op("note", lane, {"text": "x"}, n=1), who.op("skip", lane, n=1))
        assert outcomes(results) == ["rejected:thread_gone", "behind"]
        assert outcomes(await who.batch(who.op("skip", lane, n=1))) == ["applied"]


async def test_a_broken_handler_holds_up_only_its_own_lane(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home, other = server.sign_in(), server.customer(), server.customer()
        with server.services.database.write() as tx:
            tx.connection.exec_driver_sql("UPDATE thread SET status = 'odd' WHERE id = ?", (home.thread,))
            trigger = "CREATE TRIGGER broken BEFORE UPDATE ON thread WHEN old.status = 'odd'"
            trigger += " BEGIN SELECT RAISE(ABORT, 'x'); END"
            tx.connection.exec_driver_sql(trigger)
        results = await who.batch(
            who.op("tag", home, {"add": ["x"]}), who.op("skip", home), who.op("note", other, {"text": "y"})
        )
        assert outcomes(results) == ["in_progress", "behind", "applied"]


async def test_an_operation_cannot_take_the_id_of_a_customers_message(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        taken = server.rows("SELECT id FROM message")[0][0]
        assert outcomes(await who.batch(who.op("note", home, {"text": "x"}, id_=taken))) == ["rejected:bad_operation"]


async def test_the_same_batch_from_many_threads_at_once_is_applied_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        homes = [server.customer() for _ in range(5)]
        ops = [
            who.op("send", home, {"identity_id": home.identity, "text": str(n)}) for n in range(20) for home in homes
        ]
        batch = BatchIn.model_validate({"device_id": who.device, "ops": ops})
        gate = threading.Barrier(6)

        def post() -> list[str]:
            gate.wait()
            return [result.outcome.value for result in server.services.operations.apply(who.caller, batch)]

        answers = await asyncio.gather(*(asyncio.to_thread(post) for _ in range(6)))
        assert sorted(set(outcome) == {"applied"} for outcome in answers) == [False] * 5 + [True]
        assert server.rows("SELECT count(*), count(DISTINCT position) FROM message WHERE author = 'agent'") == [
            (100, 100)
        ]
        assert server.rows("SELECT count(*) FROM egress") == [(100,)]
        for home in homes:
            said = server.rows(
                "SELECT text FROM message WHERE root_id = ? AND author = 'agent' ORDER BY position", home.thread
            )
            assert [text for (text,) in said] == [str(n) for n in range(20)]


async def test_limits_of_a_batch(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        many = {"device_id": "d", "ops": [who.op("skip", home) for _ in range(501)]}
        assert (await who.ask("POST", "/v1/ops:batch", json=many)).status_code == 413
        large = {"device_id": "d", "ops": [who.op("note", home, {"text": "x" * 1_100_000})]}
        answer = await who.ask("POST", "/v1/ops:batch", json=large)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_a_batch_costs_as_many_units_as_it_has_operations(tmp_path: Path) -> None:
    async with a_backend(tmp_path, units_per_second=1.0, unit_burst=10.0) as server:
        who, home = server.sign_in(), server.customer()
        await who.batch(*(who.op("skip", home) for _ in range(8)))
        body = {"device_id": "d", "ops": [who.op("skip", home) for _ in range(5)]}
        refused = await who.ask("POST", "/v1/ops:batch", json=body)
        assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
        assert int(refused.headers["Retry-After"]) >= 1
        server.clock.advance(10)
        assert (await who.ask("POST", "/v1/ops:batch", json=body)).status_code == 200
