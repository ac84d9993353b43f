"""What every answer has in common: the form of errors, the description, and what never leaks (S18)."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from domain.agent import Role
from tests.support.backend import PASSWORD, BackendRig, a_backend

CANARY = "Canary-7f3a"


async def problem(server: BackendRig, method: str, path: str, status: int, **more: Any) -> str:
    answer = await server.http.request(method, path, **more)
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert body.keys() == {"code", "message"}
    assert body["message"].endswith(".")
    return str(body["code"])


async def test_every_error_has_a_code_and_a_sentence(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        assert await problem(server, "GET", "/v1/nothing", 404) == "not_found"
        assert await problem(server, "PUT", "/v1/me", 405) == "method_not_allowed"
        assert await problem(server, "GET", "/v1/me", 401) == "signed_out"
        assert await problem(server, "POST", "/v1/session", 422, json={"email": CANARY}) == "invalid"
        assert await problem(server, "POST", "/v1/session", 422, content=b"{") == "invalid"
        assert await problem(server, "POST", "/v1/session", 413, content=b"x" * 300_000) == "too_large"
        assert await problem(server, "POST", "/v1/session", 413, content=chunks()) == "too_large"


async def chunks() -> AsyncIterator[bytes]:
    for _ in range(40):
        yield b"x" * 10_000


async def test_our_own_mistake_is_a_500_without_details(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with a_backend(tmp_path) as server:
        who = server.sign_in()
        with server.services.database.write() as tx:
            tx.connection.exec_driver_sql("UPDATE agent SET role = ?", (CANARY,))
        answer = await who.ask("GET", "/v1/me")
        assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
        assert CANARY not in answer.text + "".join(capsys.readouterr())


async def test_the_description_tells_of_errors_and_of_the_token(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        described = (await server.http.get("/v1/openapi.json")).json()
        assert described["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
        ids = [op["operationId"] for path in described["paths"].values() for op in path.values()]
        assert len(ids) == len(set(ids))
        text = json.dumps(described)
        assert "HTTPValidationError" not in text
        assert described["components"]["schemas"]["Problem"]["required"] == ["code", "message"]


async def test_nothing_of_a_customer_or_a_secret_reaches_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with a_backend(tmp_path) as server:
        admin = server.sign_in(Role.ADMIN)
        secret = {"access_token": CANARY, "app_secret": CANARY, "verify_token": CANARY}
        account = {"kind": "whatsapp", "name": CANARY, "address": CANARY, "provider_id": CANARY, **secret}
        added = await admin.ask("POST", "/v1/channel-accounts", json=account)
        assert {name for name, value in added.json().items() if value == CANARY} == {"name", "address"}
        home = server.customer(CANARY, name=CANARY, text=CANARY)
        await admin.send(home, CANARY)
        await admin.do("note", home, text=CANARY)
        await admin.do("tag", home, add=[CANARY])
        with server.services.database.write() as tx:
            tx.connection.exec_driver_sql(
                f"CREATE TRIGGER broken BEFORE UPDATE ON thread BEGIN SELECT RAISE(ABORT, '{CANARY}'); END"
            )
        assert (await admin.do("note", home, text=CANARY + "!"))["outcome"] == "in_progress"
        await server.http.post("/v1/session", json={"email": f"{CANARY}@example.com", "password": CANARY})
        said = "".join(capsys.readouterr())
        assert "operation_failed" in said
        assert CANARY not in said
        assert CANARY.encode() not in secret_columns(server)
        assert PASSWORD not in said


def secret_columns(server: BackendRig) -> bytes:
    return b"".join(sealed.encode() for (sealed,) in server.rows("SELECT secrets FROM channel_account"))
