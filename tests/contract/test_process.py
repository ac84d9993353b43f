"""The server as a process: embedded start and end, and what the command line refuses."""

import asyncio
import contextlib
import json
import sqlite3
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from backend.accounts.owner import OWNER_NAME
from tests.support.processes import own_port

ROOT = Path(__file__).parents[2]
SECRET = "s" * 40


async def start(*arguments: str | Path) -> Process:
    command = (sys.executable, "-m", "backend", *map(str, arguments))
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=PIPE)


async def run(*arguments: str | Path, text: str = "") -> tuple[int, str, str]:
    process = await start(*arguments)
    out, err = await process.communicate(text.encode())
    return process.returncode or 0, out.decode(), err.decode()


@contextlib.asynccontextmanager
async def embedded(folder: Path, port: int = 0) -> AsyncIterator[tuple[Process, int]]:
    process = await start("serve", "--embedded", "--data-dir", folder, "--port", str(port))
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps({"secret": SECRET}).encode() + b"\n")
    ready = json.loads(await process.stdout.readline())
    assert ready == {"ready": True, "port": ready["port"], "version": "1.0.0"}
    try:
        yield process, ready["port"]
    finally:
        with contextlib.suppress(ConnectionError):
            process.stdin.close()
        await process.communicate()


async def sign_in(port: int) -> dict[str, str]:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"http://127.0.0.1:{port}/v1/session/embedded", json={"secret": SECRET})
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}


async def test_it_dies_with_its_parent_and_comes_back_on_the_same_port(tmp_path: Path) -> None:
    with own_port() as held:  # nobody else gets it while it is down
        await lives_twice(tmp_path, held.getsockname()[1])
    assert [path.stat().st_mode & 0o077 for path in (tmp_path / "vault.key",)] == [0]


async def lives_twice(folder: Path, port: int) -> None:
    async with embedded(folder, port) as (process, _):
        headers = await sign_in(port)
        async with (
            httpx.AsyncClient() as http,
            http.stream("GET", f"http://127.0.0.1:{port}/v1/events", headers=headers) as stream,
        ):
            await anext(stream.aiter_lines())
            assert process.stdin is not None
            began = time.monotonic()
            process.stdin.close()
            assert await process.wait() == 0
            assert time.monotonic() - began < 20
    assert not (folder / "braid.db-wal").exists()
    async with embedded(folder, port) as (_, again), httpx.AsyncClient() as http:
        assert again == port
        answer = await http.get(f"http://127.0.0.1:{port}/v1/me", headers=await sign_in(port))
        assert (answer.json()["name"], answer.json()["role"]) == (OWNER_NAME, "admin")


async def test_what_a_stop_cuts_short_is_no_error(tmp_path: Path) -> None:
    async with embedded(tmp_path) as (process, port):
        signed = (await sign_in(port))["Authorization"]
        head = f"POST /v1/ops:batch HTTP/1.1\r\nHost: x\r\nAuthorization: {signed}\r\nExpect: 100-continue\r\n"
        writers = []
        for _ in range(3):  # requests whose body never comes
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 500\r\n\r\n".encode())
            assert b"100" in await reader.readline()  # somebody waits for the body now
            writers.append(writer)
        assert process.stdin is not None
        process.stdin.close()
        _, err = await process.communicate()
        assert process.returncode == 0
        for writer in writers:
            writer.close()
    lines = [json.loads(line) for line in err.decode().splitlines()]
    assert [line["event"] for line in lines] == ["ready"]


async def test_what_it_refuses_it_refuses_in_words(tmp_path: Path) -> None:
    plain = run("serve", "--host", "0.0.0.0", "--data-dir", tmp_path)
    half = run("serve", "--tls-cert", tmp_path / "a.pem", "--data-dir", tmp_path)
    other = run("migrate", "--database-url", "mysql://x/y")
    (code, _, said), (half_code, _, half_said), (other_code, _, other_said) = await asyncio.gather(plain, half, other)
    assert (code, half_code, other_code) == (1, 1, 1)
    assert "plain http" in said
    assert "--tls-key" in half_said
    assert "SQLite" in other_said
    code, _, said = await run("simulate", "http://192.0.2.1:8020", "some-account", "--data-dir", tmp_path)
    assert code == 1
    assert "this computer only" in said
    assert "Traceback" not in said + half_said + other_said


async def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    assert (await run("migrate", "--data-dir", tmp_path))[0] == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "braid.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    code, _, said = await run("migrate", "--data-dir", tmp_path)
    assert code == 1
    assert "newer version of Braid" in said


async def test_managing_people_on_the_command_line(tmp_path: Path) -> None:
    at = ("--data-dir", tmp_path)
    add = ("user", "add", "Ada", "ada@example.com", "--role", "admin", "--password-stdin", *at)
    code, _, said = await run(*add, text="too short\n")
    assert code == 1
    assert "at least 10" in said
    assert (await run(*add, text="a long enough phrase\n"))[0] == 0
    assert "ada@example.com\tadmin\tactive\tAda" in (await run("user", "list", *at))[1]
    code, _, said = await run("user", "set-role", "ada@example.com", "agent", *at)
    assert (code, said) == (1, "braid: The team needs at least one admin.\n")
    change = ("user", "set-password", "ada@example.com", "--password-stdin", *at)
    assert (await run(*change, text="another good phrase\n"))[0] == 0
