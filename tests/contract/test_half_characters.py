"""JSON can hold half a character; nothing can keep one: it is refused, and holds up nobody."""

import json
import uuid
from pathlib import Path

from tests.support.backend import Json, a_backend

HALF = "\ud83d"


async def test_an_operation_with_half_a_character_is_refused_for_good(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home, other = server.sign_in(), server.customer(), server.customer()
        ops = [
            who.op("note", home, {"text": f"half {HALF}"}),
            who.op("note", other, {"text": "whole 😀"}),
            who.op("skip", home, {"what": {"ever": [HALF]}}, n=1),
        ]
        body: Json = {"device_id": str(uuid.uuid4()), "ops": ops}
        answer = await who.ask("POST", "/v1/ops:batch", content=json.dumps(body).encode(), headers=JSON)
        assert [result["outcome"] for result in answer.json()["results"]] == ["rejected", "applied", "behind"]
        assert answer.json()["results"][0]["code"] == "bad_operation"


async def test_names_are_whole_or_the_request_makes_no_sense(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        who, home = server.sign_in(), server.customer()
        op = who.op("note", home, {"text": "x"})
        for said in ({"ops": [{**op, "lane": HALF}]}, {"ops": [{**op, "id": HALF}]}, {"device_id": HALF}):
            body = {"device_id": "device", "ops": [op], **said}
            answer = await who.ask("POST", "/v1/ops:batch", content=json.dumps(body).encode(), headers=JSON)
            assert (said, answer.status_code) == (said, 422)


JSON = {"Content-Type": "application/json"}
