"""What has not left this computer yet, and how the connection does."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import Refused, StorageFull
from app.ports import SyncStatus
from app.services.desk import Desk
from domain.operations import QUIET, Note, SaveDraft, Send
from domain.outbox import NEEDS_PERSON, OnlyHere, QueuedOperation, Waiting
from domain.problems import Problem
from domain.training.acts import RecordPractice
from domain.training.results import Attempt

if TYPE_CHECKING:
    from app.services.training_values import Going

Listener = Callable[[SyncStatus], None]
LOOK_SECONDS, LOOKS = 0.05, 40
"""So long what was just handed over has to reach the server before somebody is asked about it."""


class WaitingService:
    """The banner's and the sync panel's source.

    Attributes:
        report: is told of a listener's exception; the others still hear.
    """

    def __init__(self, desk: Desk, report: Callable[[Exception], None]) -> None:
        self.desk = desk
        self.report = report
        self._listeners: list[Listener] = []

    @property
    def status(self) -> SyncStatus:
        """How the connection does now."""
        engine = self.desk.engine
        return SyncStatus() if engine is None else engine.status

    def on_status(self, listener: Listener) -> Callable[[], None]:
        """Tells of every change of `status`, also across accounts; returns the function that stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def status_changed(self, status: SyncStatus) -> None:
        """Passes an engine's news on."""
        for listener in tuple(self._listeners):
            try:
                listener(status)
            except Exception as error:
                self.report(error)

    def retry_now(self) -> None:
        """Tries at once instead of waiting."""
        if (engine := self.desk.engine) is not None:
            engine.retry_now()

    async def waiting(self, most: int = 0) -> Waiting:
        """How much waits, what needs a person, and the first `most` of the others one by one."""
        return await (await self.desk.store()).outbox.waiting(most)

    async def go(self, row: QueuedOperation) -> None:
        """A person says now: what is held or blocked is queued, what could be called back leaves, and no wait lasts."""
        outbox = (await self.desk.store()).outbox
        if row.state in NEEDS_PERSON:
            self.desk.changed(await outbox.retry(row.operation.id))
        elif row.leaves_at is not None:
            self.desk.changed(await outbox.let_go([row.operation.id]))
        self.retry_now()

    async def give_up(self, row: QueuedOperation) -> None:
        """It shall not leave. Raises Refused when it may have."""
        try:
            self.desk.changed(await (await self.desk.store()).outbox.discard(row.operation.id))
        except Refused as error:
            raise Refused(Problem.ALREADY_DELIVERED) from error

    async def only_here(self) -> OnlyHere:
        """Drafts with words in them and practice that are on this computer only; waits a moment for what can leave."""
        found = await self._only_here()
        for _look in range(LOOKS):
            if not found.total or not self.status.online:
                break
            await asyncio.sleep(LOOK_SECONDS)
            found = await self._only_here()
        return found

    async def _only_here(self) -> OnlyHere:
        unsent = await (await self.desk.store()).outbox.unsent()
        drafts = {row.operation.lane for row in unsent if _is_draft(row)}
        return OnlyHere(len(drafts), sum(_is_practice(row) for row in unsent))

    async def export(self, path: Path) -> int:
        """Writes everything unconfirmed to a file for people to read; returns how many. Raises StorageFull."""
        from app.services.training_going import unrecorded

        store = await self.desk.store()
        unsent = await store.outbox.unsent()
        rows = [row for row in unsent if row.operation.kind not in QUIET or _is_draft(row) or _is_practice(row)]
        told = [*map(_readable, rows), *map(_unfinished, await unrecorded(store))]
        try:
            await asyncio.to_thread(path.write_text, json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
        except OSError as error:
            raise StorageFull from error
        return len(told)


def _is_draft(row: QueuedOperation) -> bool:
    payload = row.operation.payload
    return isinstance(payload, SaveDraft) and bool(payload.text.strip())


def _is_practice(row: QueuedOperation) -> bool:
    return isinstance(row.operation.payload, RecordPractice)


def _readable(row: QueuedOperation) -> dict[str, object]:
    payload = row.operation.payload
    readable: dict[str, object] = {
        "thread": row.operation.lane,
        "kind": row.operation.kind,
        "written": row.operation.created_at.isoformat(),
        "text": payload.text if isinstance(payload, Send | Note | SaveDraft) else "",
        "files": [part.name for part in payload.parts] if isinstance(payload, Send) else [],
        "state": row.state.value,
        "reason": row.reason,
    }
    if isinstance(payload, RecordPractice):
        readable |= {"thread": "", "results": [_result(one) for one in payload.practice.attempts]}
    return readable


def _unfinished(going: "Going") -> dict[str, object]:
    """A drill that is not over, in the words of one that is."""
    return {
        "thread": "",
        "kind": "record_practice",
        "written": going.began.isoformat(),
        "text": "",
        "files": [],
        "state": "unfinished",
        "reason": "",
        "results": [_result(one) for one in going.attempts],
    }


def _result(attempt: Attempt) -> dict[str, object]:
    return {
        "at": attempt.at.isoformat(),
        "drill": attempt.kind.value,
        "language": attempt.language,
        "seconds": round(attempt.seconds, 1),
        "right": attempt.right,
    }
