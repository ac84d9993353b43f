"""What is over is held by nothing: no ended transaction, no connection that broke off, no heap of a thread (R27)."""

import asyncio
import gc
import platform
import re
import socket
import struct
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.storage.transaction import Transaction
from tests.support.backend import a_backend
from tests.support.processes import BackendProcess
from tests.support.streams import serving

_HEAP_OF_A_THREAD = 64 << 20
"""Bytes that glibc reserves for each: it writes into the first part and bars the rest."""
_WITHOUT_A_GOODBYE = struct.pack("ii", 1, 0)


def heaps_of_threads(process: int) -> int:
    told = Path(f"/proc/{process}/maps").read_text(encoding="utf-8", errors="replace")
    areas = re.findall(r"^(\w+)-(\w+) (\S+) .*$", told, re.M)
    return sum(
        int(barred_end, 16) - int(begin, 16) == _HEAP_OF_A_THREAD and (used, barred) == ("rw-p", "---p")
        for (begin, end, used), (next_begin, barred_end, barred) in pairwise(areas)
        if end == next_begin
    )


@contextmanager
def without_the_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def test_a_transaction_goes_when_it_ends_with_all_it_wrote(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        who = rig.sign_in()
        with without_the_collector():
            home = rig.customer()
            assert (await who.send(home))["outcome"] == "applied"
            version = (await who.thread(home.thread))["state_version"]
            assert (await who.do("resolve", home, state_version=version))["outcome"] == "applied"
            left = sum(isinstance(one, Transaction) for one in gc.get_objects())
        assert left == 0


async def test_a_connection_that_broke_off_waits_for_no_other_request(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig, serving(rig) as (server, http):
        held: set[Any] = server.server_state.connections
        with socket.create_connection((http.base_url.host, http.base_url.port or 0)) as line:
            line.setblocking(False)
            await asyncio.get_running_loop().sock_sendall(line, b"GET /v1/capabilities HTTP/1.1\r\nHost: here\r\n\r\n")
            answer = await asyncio.get_running_loop().sock_recv(line, 65_536)
            assert answer.startswith(b"HTTP/1.1 200 ")
            [gone] = map(weakref.ref, held)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _WITHOUT_A_GOODBYE)
        async with asyncio.timeout(30):
            while held:  # noqa: ASYNC110 - the server tells nobody
                await asyncio.sleep(0)
        gc.collect()
        assert gone() is None


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep their memory otherwise")
async def test_the_servers_threads_have_one_heap(tmp_path: Path) -> None:
    server = BackendProcess(tmp_path)
    try:
        await server.start()
        async with httpx.AsyncClient(base_url=server.address) as http:
            answers = await asyncio.gather(*(http.post("/v1/sessions:refresh", json={}) for _ in range(20)))
        assert len({answer.status_code for answer in answers}) == 1
        mapped = heaps_of_threads(server.pid)
    finally:
        server.close()
    assert mapped == 0
