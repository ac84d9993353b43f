"""Who may do what: every route and every operation, for every role (S6)."""

import re
from pathlib import Path
from typing import Any

import pytest

from domain.agent import PERMISSIONS, Permission, Role
from domain.operations import PAYLOADS
from domain.training.acts import PACK_KINDS
from tests.support.backend import BackendRig, Home, Json, Who, a_backend
from tests.support.complaints import opening
from tests.support.story import an_offer, quick_reply
from tests.support.training import a_practice, an_assignment, an_item

OPEN = {
    "POST /v1/session",
    "POST /v1/session/embedded",
    "POST /v1/session/refresh",
    "GET /v1/capabilities",
    "GET /v1/webhooks/{kind}/{account_id}",
    "POST /v1/webhooks/{kind}/{account_id}",
}
SIGNED = {
    "DELETE /v1/session",
    "GET /v1/sessions",
    "DELETE /v1/sessions/{session_id}",
    "GET /v1/me",
    "PUT /v1/me/name",
    "PUT /v1/me/password",
    "POST /v1/ops:batch",
    "GET /v1/changes",
    "GET /v1/events",
    "GET /v1/search",
    "POST /v1/training/team",
    "GET /v1/shelf/{type}/{id}/history",
    "GET /v1/threads/{thread_id}/messages",
    "PUT /v1/presence",
    "DELETE /v1/threads/{thread_id}/handover",
    "HEAD /v1/blobs/{sha256}",
    "GET /v1/blobs/{sha256}",
    "PUT /v1/blobs/{sha256}",
}
NEEDS = {
    "PUT /v1/threads/{thread_id}/handover": Permission.ANSWER,
    "GET /v1/agents": Permission.MANAGE_PEOPLE,
    "POST /v1/agents": Permission.MANAGE_PEOPLE,
    "PATCH /v1/agents/{agent_id}": Permission.MANAGE_PEOPLE,
    "GET /v1/agents/{agent_id}/sessions": Permission.MANAGE_PEOPLE,
    "DELETE /v1/agents/{agent_id}/sessions/{session_id}": Permission.MANAGE_PEOPLE,
    "GET /v1/channel-accounts": Permission.MANAGE_CHANNELS,
    "POST /v1/channel-accounts": Permission.MANAGE_CHANNELS,
    "PATCH /v1/channel-accounts/{account_id}": Permission.MANAGE_CHANNELS,
    "DELETE /v1/channel-accounts/{account_id}": Permission.MANAGE_CHANNELS,
    "PUT /v1/customer-directory/{external_id}": Permission.MANAGE_CHANNELS,
    "PUT /v1/customer-directory/{external_id}/orders/{number}": Permission.MANAGE_CHANNELS,
    "GET /v1/corrections": Permission.CHANGE_SETTINGS,
    "GET /v1/presence/people": Permission.SEE_INSIGHTS,
    "POST /v1/reviews": Permission.SEE_INSIGHTS,
    "POST /v1/insights/report": Permission.SEE_INSIGHTS,
    "POST /v1/insights/threads": Permission.SEE_INSIGHTS,
    "POST /v1/training/report": Permission.TRAIN,
    "GET /v1/training/editions/{pack_id}": Permission.TRAIN,
}
_SPAN = {"since": "2026-03-01T00:00:00Z", "until": "2026-03-02T00:00:00Z", "zone": "UTC"}
BODIES: dict[str, Json] = {
    "POST /v1/reviews": {"week": "2026-03-02", "zone": "UTC", "size": 1, "seed": 1},
    "POST /v1/insights/report": _SPAN,
    "POST /v1/training/report": _SPAN,
    "POST /v1/insights/threads": {"choice": _SPAN, "number": "waiting"},
    "PUT /v1/presence": {"thread_id": "none", "activity": "viewing"},
    "POST /v1/agents": {"name": "x", "email": "x@example.com"},
    "PATCH /v1/agents/{agent_id}": {},
    "PATCH /v1/channel-accounts/{account_id}": {},
    "PUT /v1/customer-directory/{external_id}": {"name": "x"},
    "PUT /v1/customer-directory/{external_id}/orders/{number}": {
        "goods": "Tablet", "amount": 199900, "currency": "TWD", "status": "paid", "at": "2026-03-01T10:00:00Z",
    },
    "POST /v1/channel-accounts": {
        "kind": "whatsapp", "name": "n", "address": "a", "provider_id": "p", "access_token": "t", "app_secret": "s",
        "verify_token": "v",
    },
}  # fmt: skip


def routes(server: BackendRig) -> set[str]:
    paths: dict[str, dict[str, Any]] = server.app.openapi()["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


async def ask(server: BackendRig, route: str, who: Who | None) -> int:
    method, _, path = route.partition(" ")
    filled = re.sub(r"{sha256}", "0" * 64, path)
    filled = re.sub(r"{\w+}", "none", filled)
    headers = who.headers if who else {"Authorization": "Bearer nothing"}
    answer = await server.http.request(method, filled, headers=headers, json=BODIES.get(route))
    return answer.status_code


async def test_every_route_is_on_one_of_the_lists(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        assert routes(server) == OPEN | SIGNED | NEEDS.keys()


async def test_nobody_gets_in_without_a_session(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        for route in sorted(SIGNED | NEEDS.keys()):
            assert (route, await ask(server, route, None)) == (route, 401)


async def test_routes_for_some_roles_only(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        for role in Role:
            who = server.sign_in(role)
            for route, permission in NEEDS.items():
                status = await ask(server, route, who)
                assert (role, route, status != 403) == (role, route, permission in PERMISSIONS[role])
        refused = server.rows("SELECT count(*) FROM audit WHERE action = 'not_allowed'")
        expected = sum(permission not in PERMISSIONS[role] for role in Role for permission in NEEDS.values())
        assert refused == [(expected,)]


PERMITTED = dict.fromkeys(
    (
        "send",
        "note",
        "assign",
        "resolve",
        "reopen",
        "snooze",
        "tag",
        "resend",
        "discard",
        "correct_assessment",
        "make_offer",
        "move_offer",
        "open_complaint",
    ),
    Permission.ANSWER,
) | dict.fromkeys(("join", "undo_join", "decline_join"), Permission.JOIN_CUSTOMERS)
PERMITTED |= dict.fromkeys((*PACK_KINDS, "assign_training", "end_assignment", "coach"), Permission.TRAIN)
PERMITTED |= {"issue_certificate": Permission.TRAIN}
PERMITTED |= {"save_quick_reply": Permission.SHARE_REPLIES, "change_setting": Permission.CHANGE_SETTINGS}


def trainings(id_: str) -> dict[str, Json]:
    pack = {"pack_id": id_}
    return {
        "name_pack": {**pack, "title": "x", "note": "", "source": "written"},
        "put_items": {**pack, "items": [an_item()]},
        "drop_item": {**pack, "item_id": "x"},
        "check_key": {**pack, "item": an_item(), "agrees": True, "comment": ""},
        "publish_pack": pack,
        "retire_pack": {**pack, "retired": True},
        "assign_training": {"assignment": an_assignment("x", ["none"], id=id_)},
        "end_assignment": {"assignment_id": id_},
        "record_practice": {"practice": a_practice(id_)},
        "coach": {"coaching_id": id_, "to": "none", "text": "x"},
        "see_coaching": {"coaching_id": id_},
        "issue_certificate": {"certificate_id": id_, "agent_id": "none", "language": ""},
    }


def payload(kind: str, home: Home) -> Json:
    payloads: dict[str, Json] = {
        "send": {"identity_id": home.identity, "text": "x"},
        "note": {"text": "x"},
        "assign": {"assignee_id": None, "state_version": 0},
        "snooze": {"until": "2027-01-01T00:00:00Z", "state_version": 0},
        "mark_read": {"position": 1},
        "join": {"joined_thread_id": home.thread},
        "undo_join": {"join_id": "none"},
        "decline_join": {"join_id": "none"},
        "resend": {"message_id": "none"},
        "discard": {"message_id": "none"},
        "correct_assessment": {"message_id": "none", "tier": "high", "complaint": True},
        "save_quick_reply": {"reply": quick_reply(home.thread, scope="workspace")},
        "remove_quick_reply": {"reply_id": home.thread},
        "count_replies": {"uses": [{"reply_id": home.thread}]},
        "make_offer": {"offer": an_offer(home.thread)},
        "move_offer": {"offer_id": "none", "state": "made"},
        "open_complaint": opening(home.thread),
        "change_setting": {"key": "guide.checks", "value": "{}"},
        **trainings(home.thread),
        "skip": {},
        "tag": {},
    }
    return payloads.get(kind, {"state_version": 0})


@pytest.mark.parametrize("role", list(Role))
async def test_every_kind_of_operation(tmp_path: Path, role: Role) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in(role)
        for kind in PAYLOADS:
            home = server.customer()
            result = await who.batch_one(kind, home, payload(kind, home))
            needed = PERMITTED.get(kind)
            may = needed is None or needed in PERMISSIONS[role]
            assert (kind, result["code"] != "not_allowed") == (kind, may)


async def test_giving_work_to_others(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        target = server.agent()
        for role in Role:
            who, home = server.sign_in(role), server.customer()
            result = await who.batch_one("assign", home, {"assignee_id": target.id, "state_version": 0})
            allowed = Permission.ASSIGN_OTHERS in PERMISSIONS[role]
            assert (role, result["outcome"]) == (role, "applied" if allowed else "rejected")


async def test_whoever_is_deactivated_is_out_at_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin, who = server.sign_in(Role.ADMIN), server.sign_in()
        assert (await who.ask("GET", "/v1/me")).status_code == 200
        await admin.ask("PATCH", f"/v1/agents/{who.agent.id}", json={"active": False})
        assert (await who.ask("GET", "/v1/me")).status_code == 401


async def test_a_new_role_counts_at_once(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin, who = server.sign_in(Role.ADMIN), server.sign_in(Role.ADMIN)
        await admin.ask("PATCH", f"/v1/agents/{who.agent.id}", json={"role": "agent"})
        assert (await who.ask("GET", "/v1/agents")).status_code == 403
        last = await admin.ask("PATCH", f"/v1/agents/{admin.agent.id}", json={"role": "agent"})
        assert (last.status_code, last.json()["code"]) == (409, "last_admin")
        said = server.rows("SELECT detail FROM audit WHERE action = 'role_changed'")
        assert said == [("admin -> agent",)]
