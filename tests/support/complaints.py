"""Complaints as they go over the wire, and what a test asks a server about them."""

from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.support.backend import BackendRig, Home, Json, Who, a_backend

SAID: Json = {
    "message_id": None,
    "title": "The screen arrived broken",
    "amount": 0,
    "currency": "CNY",
    "publicity": False,
    "effect": "technical",
    "kind": "defect",
    "origin": "person",
}
"""A low one by table K, opened by hand."""


def opening(complaint_id: str, **more: Any) -> Json:
    """What opens it."""
    return {"complaint_id": complaint_id, **SAID, **more}


def a_server(folder: Path) -> AbstractAsyncContextManager[BackendRig]:
    """A backend whose sessions outlive what the test lets pass."""
    return a_backend(folder, access_lifetime=timedelta(days=90))


async def open_one(who: Who, home: Home | str, **more: Any) -> str:
    """An open complaint; its id."""
    id_ = str(who.server.services.new_id())
    result = await who.batch_one("open_complaint", home, opening(id_, **more))
    assert result["outcome"] == "applied", result
    return id_


async def do(who: Who, kind: str, home: Home | str, complaint_id: str, /, **more: Any) -> str:
    """Does it, on a device of its own; "" when it was applied, else why not."""
    result = await who.batch_one(kind, home, {"complaint_id": complaint_id, **more})
    assert (result["outcome"] == "applied") is not bool(result["code"]), result
    return str(result["code"] or "")


async def held(who: Who, complaint_id: str) -> Json:
    """As the feed brings it."""
    found: Json = (await who.state())[0].get(("complaint", complaint_id), {})
    return found


async def steps(who: Who, complaint_id: str) -> list[str]:
    """The kinds of its steps."""
    return [step["kind"] for step in (await held(who, complaint_id))["steps"]]


def message_of(who: Who, home: Home) -> str:
    """The customer's newest message."""
    sql = "SELECT id FROM message WHERE thread_id = ? AND author = 'customer' ORDER BY position DESC LIMIT 1"
    [(id_,)] = who.server.rows(sql, home.thread)
    return str(id_)
