"""The log says what happened and never what people wrote."""

# ruff: noqa: ASYNC110, ASYNC240

import asyncio
import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import log
from app.errors import Refused
from app.ports import Draft
from tests.fakes import world
from tests.support.workspace import KeptSecrets, Workspace

CANARY = "canary-7d1f somchai@example.com +66812345678"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "state" / "braid.log"
    end = log.start(path, tmp_path / "state" / "crash.log")
    yield path
    end()


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_has_its_fields_and_no_others(file: Path) -> None:
    log.note("engine started", port=8080, version="1.0.0", text="Hello", email="a@b.example", code="ok")
    (line,) = lines(file)
    assert {name: line[name] for name in line if name not in {"at", "level", "logger"}} == {
        "event": "engine started",
        "port": 8080,
        "version": "1.0.0",
        "code": "ok",
    }


@pytest.mark.parametrize("value", ["a@b.example", "+66812345678", "66812345678", "two words", "line\nbreak", "x" * 121])
def test_what_looks_like_a_persons_words_is_hidden(file: Path, value: str) -> None:
    log.note("event", name=value)
    (line,) = lines(file)
    assert line["name"] == "?"


def test_errors_are_told_by_place_not_by_text(file: Path) -> None:
    try:
        try:
            raise ValueError(CANARY)
        except ValueError as cause:
            raise RuntimeError(CANARY) from cause
    except RuntimeError as error:
        log.report(error, "test")
    log.report(Refused("window_closed", CANARY))
    text = file.read_text(encoding="utf-8")
    assert "canary" not in text
    assert "RuntimeError at test_log.py" in text
    assert "ValueError at test_log.py" in text
    assert "window_closed" in text


def test_other_libraries_speak_by_place_only(file: Path) -> None:
    logging.getLogger("httpx").error("GET https://example.com/?token=%s", CANARY)
    assert "canary" not in file.read_text(encoding="utf-8")
    assert lines(file)[0]["logger"] == "httpx"


def test_uncaught_errors_of_slots_threads_and_the_loop_are_written(file: Path) -> None:
    sys.excepthook(ValueError, ValueError(CANARY), None)
    thread = threading.Thread(target=int, args=(CANARY,))
    thread.start()
    thread.join()
    loop = asyncio.new_event_loop()
    log.loop_handler(loop, {"message": CANARY, "exception": ValueError(CANARY)})
    log.loop_handler(loop, {"message": CANARY})
    loop.close()
    assert [line.get("where") for line in lines(file)] == ["slot", "thread", "loop", None]
    assert "canary" not in file.read_text(encoding="utf-8")


async def test_a_canary_through_the_whole_client_is_in_no_log(file: Path, tmp_path: Path) -> None:
    made = Workspace(tmp_path, KeptSecrets())
    made.tasks.report = log.report
    await made.session.sign_in("https://x.example", CANARY, CANARY, True)
    await made.caught_up()
    thread = world.thread(1).id
    made.server.say(world.message(thread, CANARY))
    made.server.refuses[CANARY] = "channel_off"
    made.drafts.changed(Draft(thread, CANARY, None, False, None, (), 1))
    await made.drafts.flush()
    await made.sending.send(Draft(thread, CANARY, None, False, None, (), 2))
    await made.inbox.tag(thread, (CANARY,))
    await made.inbox.find(CANARY, 5)
    async with asyncio.timeout(10):
        while not (await made.waiting.waiting()).needs_person:
            await asyncio.sleep(0)
    made.tasks.spawn(fails(CANARY))
    await made.waiting.export(tmp_path / "export.json")
    await made.close()
    log.note("done")
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "export.json"]
    assert file in kept
    for path in kept:
        assert b"canary-7d1f" not in path.read_bytes(), path


async def fails(text: str) -> None:
    raise ValueError(text)
