"""Training as it goes over the wire: items, practice and the operations around them."""

import json
import uuid
from collections.abc import Sequence
from typing import Any

from domain.ids import SettingKey
from domain.shelf import lane_of_setting
from domain.training.acts import PRACTICE
from domain.training.figures import KEY
from tests.support.backend import Json, Who

NAMES = uuid.UUID("7c0e4c3e-6a53-5f0e-8d58-0a5d3b7c1f44")
_IN_LANE = frozenset({"record_practice", "coach", "see_coaching", "issue_certificate"})


def uid(name: str) -> str:
    """The id of that name, always the same."""
    return str(uuid.uuid5(NAMES, name))


PACK = uid("pack")


def an_item(name: str = "one", **more: Any) -> Json:
    """A message to practise on."""
    said = {"id": name, "language": "en", "text": "where is my parcel", "marks": [{"start": 9, "end": 18}]}
    key = {"topic": "logistics", "tier": "low", "complaint": False, "step": "look_up", "gists": ["Asks.", "Thanks."]}
    return {**said, **key, "replies": [], "before": [], **more}


def an_attempt(name: str = "one", **more: Any) -> Json:
    """What came of it, quick and right."""
    item = {"item_id": name, "pack_id": PACK, "edition": 1, "kind": "keywords", "language": "en", "topic": "logistics"}
    said = {"tier": "low", "level": 2, "at": "2026-03-02T08:50:00Z", "seconds": 6.0, "right": True, "recall": 1.0}
    return {**item, **said, "precision": 1.0, "topic_right": True, **more}


def a_practice(name: str = "practice", attempts: list[Json] | None = None, **more: Any) -> Json:
    """One go of it."""
    said = {"id": uid(name), "agent_id": "", "kind": None, "assignment_id": None, "began": "2026-03-02T08:49:00Z"}
    kept = attempts if attempts is not None else [an_attempt()]
    return {**said, "seconds": 60.0, "zone": "Asia/Bangkok", "attempts": kept, **more}


def an_assignment(name: str, people: Sequence[str], **more: Any) -> Json:
    """For these, this week."""
    said = {"id": uid(name), "pack_id": PACK, "kind": None, "people": list(people), "groups": ["Night shift"]}
    days = {"since": "2026-03-01", "until": "2026-03-07", "rounds": 1, "note": "Please", "author": ""}
    return {**said, **days, "ended": False, "version": 0, **more}


def lane_of(kind: str, payload: Json) -> str:
    """The lane that an operation belongs to."""
    if kind in _IN_LANE:
        return PRACTICE
    if kind == "assign_training":
        return str(payload["assignment"]["id"])
    return str(payload.get("assignment_id") or payload["pack_id"])


async def act(who: Who, kind: str, **payload: Any) -> str:
    """Does it on a device of its own; why it was refused, "" when it was not.

    Whatever Python can write goes out: half characters and numbers that are none, too.
    """
    op = who.op(kind, lane_of(kind, payload), payload, n=1)
    body = json.dumps({"device_id": str(uuid.uuid4()), "ops": [op]})
    headers = {"Content-Type": "application/json"}
    answer = await who.ask("POST", "/v1/ops:batch", content=body.encode(), headers=headers)
    assert answer.status_code == 200, answer.text
    [result] = answer.json()["results"]
    assert result["outcome"] in ("applied", "rejected"), result
    return str(result["code"])


async def allow(who: Who, value: str) -> None:
    """Sets the figures of training."""
    done = await who.batch_one("change_setting", lane_of_setting(SettingKey(KEY)), {"key": KEY, "value": value})
    assert done["outcome"] == "applied"


async def publish(who: Who, checkers: list[Who], pack: str = PACK, *items: Json) -> None:
    """A pack with these items, checked and published."""
    assert await act(who, "name_pack", pack_id=pack, title="Parcels", note="", source="written") == ""
    wanted = list(items) or [an_item()]
    assert await act(who, "put_items", pack_id=pack, items=wanted) == ""
    for one in checkers:
        for item in wanted:
            assert await act(one, "check_key", pack_id=pack, item=item, agrees=True, comment="") == ""
    assert await act(who, "publish_pack", pack_id=pack) == ""


async def held(who: Who, kind: str) -> dict[str, Json]:
    """What they have of that type after a fresh start."""
    entities, _ = await who.state()
    return {id_: entity for (type_, id_), entity in entities.items() if type_ == kind}
