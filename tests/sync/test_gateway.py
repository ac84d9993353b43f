"""The gateway against a real HTTP server: what each failure is called, and that the session renews itself once."""

import asyncio
import gzip
import hashlib
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.errors import (
    AnswerLost,
    CannotCalculate,
    KnownError,
    Refused,
    SignedOut,
    Throttled,
    TooLarge,
    Unreachable,
)
from app.ports import PIECE, Nudge, OutgoingBatch, OutgoingFile, Session, Word
from domain.ids import BlobHash, DeviceId, OperationId, ThreadId
from domain.message import MessageKind, PartKind
from domain.operations import Note, Operation, Outcome
from domain.problems import Problem
from sync.braid.address import checked
from sync.braid.blobs import CHUNK
from sync.braid.faults import patience
from sync.braid.gateway import BraidGateway
from sync.braid.transport import Timeouts
from tests.fakes import world
from tests.fakes.clock import START, FakeClock
from tests.support.http_server import (
    HANG,
    RESET,
    Asked,
    Reply,
    ScriptedServer,
    json_reply,
    scripted_server,
    stream_reply,
)

AGENT = {"id": "a", "name": "Nok", "email": "n@example.com", "role": "admin", "active": True, "version": 1}
EMPTY_PAGE = {"changes": [], "cursor": "c1", "has_more": False}
SHORT = Timeouts(connect=0.5, read=0.3, silence=0.3)
BATCH = OutgoingBatch(
    DeviceId("d"), ((1, Operation(OperationId("op"), ThreadId("t"), Note("hi"), START)),), b'{"device_id":"d","ops":[]}'
)


def grant(number: int = 1) -> dict[str, object]:
    return {"access_token": f"access{number}", "refresh_token": f"refresh{number}", "expires_in": 900, "agent": AGENT}


class Bench:
    """A gateway, its server, and the sessions it handed on."""

    def __init__(self, server: ScriptedServer) -> None:
        self.server = server
        self.sessions: list[Session] = []
        self.gateway = BraidGateway(server.address, FakeClock(), "test", self.sessions.append, SHORT)

    def signed_in(self, access: str = "access0") -> "Bench":
        self.gateway.use(Session(self.server.address, world.ME, "refresh0", access))
        return self


@asynccontextmanager
async def a_bench() -> AsyncIterator[Bench]:
    async with scripted_server() as server:
        bench = Bench(server)
        try:
            yield bench
        finally:
            await bench.gateway.close()


FAILURES: list[tuple[Reply, type[KnownError], str]] = [
    (RESET, AnswerLost, "answer_lost"),
    (HANG, AnswerLost, "answer_lost"),
    (Reply(200, b'{"changes": [], "cur', {"Content-Type": "application/json"}), AnswerLost, "unreadable"),
    (Reply(200, b"{}" * 50, {"Content-Length": "100"}, cut=20), AnswerLost, "answer_lost"),
    (Reply(200, b"<html>Sign in to this hotel", {"Content-Type": "text/html"}), AnswerLost, "unreadable"),
    (Reply(302, b"", {"Location": "http://portal.example/"}), AnswerLost, "http_302"),
    (Reply(404, b"<html>not ours", {"Content-Type": "text/html"}), AnswerLost, "http_404"),
    (Reply(200, b"not gzip", {"Content-Encoding": "gzip"}), AnswerLost, "answer_lost"),
    (json_reply({"code": "oops", "message": ""}, 500), AnswerLost, "http_500"),
    (Reply(502, b"bad gateway"), AnswerLost, "http_502"),
    (Reply(504), AnswerLost, "http_504"),
    (Reply(520), AnswerLost, "http_520"),
    (json_reply({}, 503, Retry_After="7"), Throttled, "throttled"),
    (json_reply({}, 503), AnswerLost, "http_503"),
    (json_reply({}, 429), Throttled, "throttled"),
    (Reply(413, b"<html>nginx", {"Content-Type": "text/html"}), TooLarge, "too_large"),
    (json_reply({"code": "cannot_calculate", "message": ""}, 410), CannotCalculate, "cannot_calculate"),
    (json_reply({"code": "not_allowed", "message": ""}, 403), Refused, "not_allowed"),
    (json_reply({"detail": "Not Found"}, 404), Refused, "http_404"),
    (json_reply({"code": "bad_operation", "message": ""}, 422), Refused, "bad_operation"),
]


@pytest.mark.parametrize(("reply", "error", "code"), FAILURES, ids=[f"{r.status}-{c}" for r, _, c in FAILURES])
async def test_every_failure_has_its_name(reply: Reply, error: type[KnownError], code: str) -> None:
    async with a_bench() as bench:
        bench.signed_in().server.on("GET /v1/changes", reply)
        with pytest.raises(error) as caught:
            await bench.gateway.changes("c0", 500)
        assert type(caught.value) is error
        assert caught.value.code == code
        assert isinstance(caught.value, KnownError)


async def test_a_port_where_nobody_listens_is_unreachable() -> None:
    async with scripted_server() as server:
        address = server.address
    gateway = BraidGateway(address, FakeClock(), timeouts=SHORT)
    gateway.use(Session(address, world.ME, "refresh", "access"))
    with pytest.raises(Unreachable) as caught:
        await gateway.changes("", 500)
    assert caught.value.code == "refused"
    with pytest.raises(Unreachable):
        await anext(gateway.events())
    await gateway.close()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("", 5.0),
        ("soon", 5.0),
        ("Mon, 02 Mar 2026 09:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 09:01:00 GMT", 0),
    ],
)
def test_patience_is_seconds_or_a_date(header: str, seconds: float) -> None:
    assert patience(header, datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) == seconds


async def test_a_batch_leaves_as_the_bytes_it_was_frozen_in() -> None:
    async with a_bench() as bench:
        answer = {"results": [{"id": "op", "outcome": "applied", "code": "", "expected": 0, "current": 0}]}
        bench.signed_in().server.on("POST /v1/ops:batch", json_reply(answer))
        results = await bench.gateway.submit(BATCH)
        assert [result.outcome for result in results] == [Outcome.APPLIED]
        assert bench.server.asked[0].body == BATCH.body
        assert bench.server.asked[0].headers["authorization"] == "Bearer access0"


async def test_answers_to_some_operations_only_are_no_answer() -> None:
    async with a_bench() as bench:
        bench.signed_in().server.on("POST /v1/ops:batch", json_reply({"results": []}))
        with pytest.raises(AnswerLost):
            await bench.gateway.submit(BATCH)


def needs(access: str, reply: Reply) -> "object":
    def answer(asked: Asked) -> Reply:
        good = asked.headers["authorization"] == f"Bearer {access}"
        return reply if good else json_reply({"code": "signed_out", "message": ""}, 401)

    return answer


async def test_concurrent_requests_share_one_renewal_and_its_token_is_handed_on() -> None:
    async with a_bench() as bench:
        bench.signed_in().server.on("GET /v1/changes", needs("access1", json_reply(EMPTY_PAGE)))  # type: ignore[arg-type]
        bench.server.on("POST /v1/session/refresh", json_reply(grant()))
        pages = await asyncio.gather(*(bench.gateway.changes("", 500) for _ in range(5)))
        assert {page.cursor for page in pages} == {"c1"}
        assert bench.server.count("POST /v1/session/refresh") == 1
        assert [session.refresh_token for session in bench.sessions] == ["refresh1"]


async def test_a_kept_session_without_access_token_is_renewed_first() -> None:
    async with a_bench() as bench:
        bench.signed_in("").server.on("GET /v1/changes", json_reply(EMPTY_PAGE))
        bench.server.on("POST /v1/session/refresh", json_reply(grant()))
        await bench.gateway.changes("", 500)
        assert [asked.path for asked in bench.server.asked] == ["/v1/session/refresh", "/v1/changes"]


async def test_a_refused_renewal_is_signed_out_and_not_repeated() -> None:
    async with a_bench() as bench:
        no = json_reply({"code": "signed_out", "message": ""}, 401)
        bench.signed_in().server.on("GET /v1/changes", no)
        bench.server.on("POST /v1/session/refresh", no)
        for _ in range(2):
            with pytest.raises(SignedOut):
                await bench.gateway.changes("", 500)
        assert bench.server.count("POST /v1/session/refresh") == 1


@pytest.mark.parametrize("times", [1, 2])
async def test_a_session_as_it_was_a_moment_after_its_renewal_is_renewed_again(times: int) -> None:
    async with a_bench() as bench:

        def put_back(session: Session) -> None:
            bench.sessions.append(session)
            if len(bench.sessions) <= times:
                bench.gateway.use(replace(session, access_token="access0"))

        bench.gateway = BraidGateway(bench.server.address, FakeClock(), "test", put_back, SHORT)
        bench.signed_in().server.on("GET /v1/changes", needs(f"access{times + 1}", json_reply(EMPTY_PAGE)))  # type: ignore[arg-type]
        bench.server.on("POST /v1/session/refresh", *(json_reply(grant(number + 1)) for number in range(times + 1)))
        assert (await bench.gateway.changes("", 500)).cursor == "c1"
        assert bench.server.count("GET /v1/changes") == 2


async def test_a_token_that_no_renewal_changes_is_the_end_of_the_session() -> None:
    async with a_bench() as bench:
        bench.signed_in("access1").server.on("GET /v1/changes", json_reply({"code": "signed_out", "message": ""}, 401))
        bench.server.on("POST /v1/session/refresh", json_reply(grant()))
        with pytest.raises(SignedOut):
            await bench.gateway.changes("", 500)


async def test_a_renewal_whose_answer_is_lost_is_not_the_end_of_the_session() -> None:
    async with a_bench() as bench:
        bench.signed_in().server.on("GET /v1/changes", needs("access1", json_reply(EMPTY_PAGE)))  # type: ignore[arg-type]
        bench.server.on("POST /v1/session/refresh", RESET, json_reply(grant()))
        with pytest.raises(AnswerLost):
            await bench.gateway.changes("", 500)
        assert (await bench.gateway.changes("", 500)).cursor == "c1"


async def test_a_cancelled_request_does_not_lose_the_new_refresh_token() -> None:
    async with a_bench() as bench:
        release, arrived = asyncio.Event(), asyncio.Event()

        async def slow(_asked: Asked) -> Reply:
            arrived.set()
            await release.wait()
            return json_reply(grant())

        bench.signed_in("").server.on("POST /v1/session/refresh", slow)
        task = asyncio.create_task(bench.gateway.changes("", 500))
        await arrived.wait()
        task.cancel()
        release.set()
        await bench.gateway.close()
        assert [session.refresh_token for session in bench.sessions] == ["refresh1"]


async def test_signing_in_and_out() -> None:
    async with a_bench() as bench:
        bench.server.on("POST /v1/session", json_reply(grant()))
        bench.server.on("DELETE /v1/session", Reply(204))
        session = await bench.gateway.sign_in("n@example.com", "secret")
        assert session.agent.name == "Nok"
        assert bench.server.asked[0].json() == {"email": "n@example.com", "password": "secret", "device_name": "test"}
        await bench.gateway.sign_out()
        with pytest.raises(SignedOut):
            await bench.gateway.changes("", 500)


async def test_wrong_password_and_too_many_tries() -> None:
    async with a_bench() as bench:
        bench.server.on("POST /v1/session", json_reply({"code": "signed_out", "message": ""}, 401), json_reply({}, 429))
        with pytest.raises(SignedOut):
            await bench.gateway.sign_in("n@example.com", "wrong")
        with pytest.raises(Throttled):
            await bench.gateway.sign_in("n@example.com", "wrong")


MESSAGE = {
    "id": "m", "thread_id": "t", "position": 4, "author": "customer", "agent_id": None, "kind": "text",
    "channel": "whatsapp", "identity_id": "i", "text": "hello", "parts": [], "reply_to": None, "reactions": [],
    "delivery": "none", "delivery_problem": "", "at": "2026-03-02T09:00:00Z", "edited_at": None, "deleted_at": None,
    "version": 9,
}  # fmt: skip


LATER = {**MESSAGE, "kind": "poll", "channel": "pigeon", "parts": [{"kind": "sticker"}]}


async def test_rows_from_the_future_do_not_stop_the_feed() -> None:
    rows = [
        {"seq": 1, "type": "hologram", "id": "h", "entity": {"shape": "cat"}},
        {"seq": 2, "type": "agent", "id": "a", "entity": {**AGENT, "role": "wizard"}},
        {"seq": 3, "type": "agent", "id": "b", "entity": "not even an object"},
        {"seq": 4, "type": "message", "id": "m", "entity": LATER},
        {"seq": 5, "type": "message", "id": "n", "entity": {**MESSAGE, "id": "n", "mood": "added later"}},
        {"seq": 6, "type": "thread", "id": "gone", "entity": None},
    ]  # fmt: skip
    async with a_bench() as bench:
        page = {"changes": rows, "cursor": "c2", "has_more": True}
        bench.signed_in().server.on("GET /v1/changes", json_reply(page))
        found = await bench.gateway.changes("a b&c", 500)
        assert [change.seq for change in found.changes] == [4, 5, 6]
        odd = found.changes[0].entity
        assert odd.kind is MessageKind.UNSUPPORTED  # type: ignore[union-attr]
        assert odd.parts[0].kind is PartKind.UNSUPPORTED  # type: ignore[union-attr]
        assert odd.channel.value == "other"  # type: ignore[union-attr]
        assert found.changes[2].entity is None
        assert bench.server.asked[0].query == "since=a+b%26c&limit=500"


async def test_history_comes_as_messages() -> None:
    async with a_bench() as bench:
        answer = {"messages": [MESSAGE, {"id": "broken"}], "complete": True}
        bench.signed_in().server.on("GET /v1/threads/t/messages", json_reply(answer))
        messages, complete = await bench.gateway.messages(ThreadId("t"), 9, 100)
        assert [message.at for message in messages] == [datetime(2026, 3, 2, 9, tzinfo=UTC)]
        assert complete


async def heard(bench: Bench) -> list[Word]:
    return [nudge async for nudge in bench.gateway.events()]


STATE = 'event: state\nid: c7\ndata: {"cursor": "c7"}\n\n'
PING = "event: ping\ndata: {}\n\n"


async def test_a_stream_that_ends_cleanly_just_ends() -> None:
    async with a_bench() as bench:
        bench.signed_in().server.on("GET /v1/events", stream_reply(f"{STATE}: comment\n\n{PING}", keep=False))
        assert await heard(bench) == [Nudge("c7"), Nudge("")]


async def test_a_silent_stream_is_an_answer_that_never_comes() -> None:
    async with a_bench() as bench:
        bench.signed_in().server.on("GET /v1/events", stream_reply(STATE, keep=True))
        with pytest.raises(AnswerLost):
            await heard(bench)


async def test_a_killed_stream_is_a_lost_answer() -> None:
    async with a_bench() as bench:
        cut = Reply(200, STATE.encode() * 9, {"Content-Type": "text/event-stream", "Content-Length": "999"}, cut=50)
        bench.signed_in().server.on("GET /v1/events", cut)
        with pytest.raises(AnswerLost):
            await heard(bench)


async def test_a_stream_that_is_none() -> None:
    async with a_bench() as bench:
        bench.signed_in().server.on("GET /v1/events", Reply(200, b"<html>", {"Content-Type": "text/html"}), Reply(503))
        with pytest.raises(AnswerLost):
            await heard(bench)
        with pytest.raises(AnswerLost, match="http_503"):
            await heard(bench)


async def test_a_stream_renews_the_session_too() -> None:
    async with a_bench() as bench:
        good = needs("access1", stream_reply(STATE, keep=False))
        bench.signed_in().server.on("GET /v1/events", good)  # type: ignore[arg-type]
        bench.server.on("POST /v1/session/refresh", json_reply(grant()))
        assert await heard(bench) == [Nudge("c7")]


class BlobServer:
    """Keeps one file by the contract, and cuts the connection before some chunks."""

    def __init__(self, cuts: set[int], have: bytes = b"") -> None:
        self.content = have
        self.cuts = cuts
        self.chunks = 0

    def head(self, _asked: Asked) -> Reply:
        if not self.content:
            return Reply(404)
        return Reply(200, b"", {"Upload-Offset": str(len(self.content)), "Upload-Complete": "false"})

    def put(self, asked: Asked) -> Reply:
        self.chunks += 1
        if int(asked.headers["upload-offset"]) != len(self.content):
            return json_reply({"code": "offset", "message": ""}, 409, Upload_Offset=str(len(self.content)))
        self.content += asked.body
        if self.chunks in self.cuts:
            return RESET
        done = len(self.content) == int(asked.headers["upload-length"])
        return Reply(201 if done else 200)


CONTENT = bytes(range(256)) * 4096 * 3 + b"tail"
NAME = BlobHash(hashlib.sha256(CONTENT).hexdigest())


def outgoing(content: bytes) -> OutgoingFile:
    async def read(offset: int, size: int) -> bytes:
        assert size <= CHUNK
        return content[offset : offset + size]

    return OutgoingFile(NAME, len(content), "image/png", read)


async def test_an_upload_goes_on_where_it_was_cut() -> None:
    async with a_bench() as bench:
        held = BlobServer(cuts={2})
        bench.signed_in().server.on(f"HEAD /v1/blobs/{NAME}", held.head)
        bench.server.on(f"PUT /v1/blobs/{NAME}", held.put)
        with pytest.raises(AnswerLost):
            await bench.gateway.put_blob(outgoing(CONTENT))
        await bench.gateway.put_blob(outgoing(CONTENT))
        assert held.content == CONTENT
        assert held.chunks == -(-len(CONTENT) // CHUNK), "nothing was sent twice"


async def test_an_upload_follows_the_servers_offset_and_stops_when_complete() -> None:
    async with a_bench() as bench:
        held = BlobServer(set(), CONTENT[:CHUNK])
        bench.signed_in().server.on(f"HEAD /v1/blobs/{NAME}", Reply(404), Reply(200, b"", {"Upload-Complete": "true"}))
        bench.server.on(f"PUT /v1/blobs/{NAME}", held.put)
        await bench.gateway.put_blob(outgoing(CONTENT))
        assert held.content == CONTENT
        puts = held.chunks
        await bench.gateway.put_blob(outgoing(CONTENT))
        assert held.chunks == puts


async def test_a_file_the_server_will_not_have_is_refused_in_the_end() -> None:
    async with a_bench() as bench:
        bench.signed_in().server.on(f"HEAD /v1/blobs/{NAME}", Reply(404))
        bench.server.on(f"PUT /v1/blobs/{NAME}", json_reply({"code": "hash_wrong", "message": ""}, 422))
        with pytest.raises(Refused):
            await bench.gateway.put_blob(outgoing(b"x"))
        bench.server.on(f"PUT /v1/blobs/{NAME}", json_reply({"code": "too_large", "message": ""}, 413))
        with pytest.raises(TooLarge):
            await bench.gateway.put_blob(outgoing(b"x"))


async def test_a_file_that_vanished_here_is_not_sent() -> None:
    async def gone(_offset: int, _size: int) -> None:
        return None

    async with a_bench() as bench:
        bench.signed_in().server.on(f"HEAD /v1/blobs/{NAME}", Reply(404))
        with pytest.raises(Refused) as caught:
            await bench.gateway.put_blob(OutgoingFile(NAME, 10, "image/png", gone))
        assert caught.value.code == Problem.MEDIA_GONE


async def test_an_upload_says_how_far_it_is() -> None:
    async with a_bench() as bench:
        held, told = BlobServer(set(), CONTENT[:7]), list[int]()
        bench.signed_in().server.on(f"HEAD /v1/blobs/{NAME}", held.head)
        bench.server.on(f"PUT /v1/blobs/{NAME}", held.put)
        await bench.gateway.put_blob(outgoing(CONTENT), told.append)
        assert told == [*range(7, len(CONTENT), CHUNK), len(CONTENT)]


async def downloaded(bench: Bench, offset: int = 0) -> bytes:
    pieces = [piece async for piece in bench.gateway.get_blob(NAME, offset)]
    assert all(len(piece) == PIECE for piece in pieces[:-1])
    return b"".join(pieces)


async def test_a_download_comes_in_pieces_from_where_the_last_one_ended() -> None:
    async with a_bench() as bench:
        rest = CONTENT[2 * PIECE :]
        bench.signed_in().server.on(
            f"GET /v1/blobs/{NAME}", Reply(200, CONTENT), Reply(206, rest), Reply(200, CONTENT), Reply(416)
        )
        assert await downloaded(bench) == CONTENT
        for _ in ("a range", "a proxy that knows no ranges"):
            assert await downloaded(bench, 2 * PIECE) == rest
        assert [asked.headers.get("range") for asked in bench.server.asked[-2:]] == [f"bytes={2 * PIECE}-"] * 2
        assert await downloaded(bench, len(CONTENT)) == b""


async def test_a_download_that_is_cut_says_so_and_one_that_is_not_there_is_refused() -> None:
    async with a_bench() as bench:
        bench.signed_in().server.on(
            f"GET /v1/blobs/{NAME}", Reply(200, CONTENT, cut=PIECE + 1), json_reply({"code": "not_found"}, 404)
        )
        with pytest.raises(AnswerLost):
            await downloaded(bench)
        with pytest.raises(Refused) as caught:
            await downloaded(bench)
        assert caught.value.code == "not_found"


async def test_an_answer_that_unpacks_without_end_is_given_up() -> None:
    async with a_bench() as bench:
        bomb = gzip.compress(b"[" * (40 * 1024 * 1024))
        reply = Reply(200, bomb, {"Content-Encoding": "gzip", "Content-Type": "application/json"})
        bench.signed_in().server.on("GET /v1/changes", reply)
        with pytest.raises(AnswerLost) as caught:
            await bench.gateway.changes("", 500)
        assert caught.value.code == "answer_too_large"


async def test_any_other_call() -> None:
    async with a_bench() as bench:
        bench.signed_in().server.on("POST /v1/agents", json_reply({"id": "x"}, 201))
        bench.server.on("DELETE /v1/agents/x", Reply(204))
        assert await bench.gateway.request_json("POST", "/v1/agents", {"name": "Ann"}) == {"id": "x"}
        assert await bench.gateway.request_json("DELETE", "/v1/agents/x") is None


@pytest.mark.parametrize(
    "address",
    ["http://example.com", "ftp://127.0.0.1", "example.com", "https://u:p@example.com", "https://", "http://["],
)
def test_addresses_that_are_not_accepted(address: str) -> None:
    with pytest.raises(Refused):
        checked(address)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:80", "http://[::1]:9", "http://localhost", "https://x.example/b/"]
)
def test_addresses_that_are(address: str) -> None:
    assert checked(address) == address.rstrip("/")


def test_httpx_is_not_on_the_way_to_the_window() -> None:
    heavy = "{'httpx', 'truststore', 'httpx_sse'}"
    code = f"import sys, sync.engine, sync.braid.gateway; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert found.stdout.strip() == "[]"


async def test_every_answer_tells_the_servers_time_also_one_that_says_no() -> None:
    heard: list[tuple[str, float]] = []

    def hears(said: str, asked: float) -> None:
        heard.append((said, asked))

    date = "Sun, 22 Nov 2026 10:41:00 GMT"
    async with scripted_server() as server:
        clock = FakeClock()
        gateway = BraidGateway(server.address, clock, timeouts=SHORT, heard=hears)
        gateway.use(Session(server.address, world.ME, "refresh0", "access0"))
        server.on("GET /v1/changes", json_reply(EMPTY_PAGE, Date=date), json_reply({"code": "oops"}, 500))
        await gateway.changes("", 10)
        with pytest.raises(AnswerLost):
            await gateway.changes("", 10)
        await gateway.close()
    assert heard == [(date, clock.monotonic()), ("", clock.monotonic())]
