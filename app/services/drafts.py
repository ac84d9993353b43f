"""Unsent text, saved shortly after it is typed."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from app.changes import ChangeSet
from app.errors import KnownError
from app.ports import Draft, LocalStore
from app.services.desk import Desk
from app.tasks import TaskOwner
from domain.ids import IdSource, ThreadId

DELAY = 0.3
"""Seconds from the first unsaved key to the write."""


class Timer(Protocol):
    """What `loop.call_later` gives back."""

    def cancel(self) -> None:
        """Forgets the call."""


Later = Callable[[float, Callable[[], None]], Timer]


class DraftService:
    """At most one unsaved draft a thread in memory; written after DELAY, on a switch of thread, and at the end.

    Attributes:
        later: calls a function after so many seconds (`loop.call_later`).
        report: is told when a draft could not be written; it stays in memory and goes with the next one.
    """

    def __init__(self, desk: Desk, tasks: TaskOwner, later: Later, ids: IdSource, report: Callable[[Exception], None]):
        self.desk = desk
        self.tasks = tasks
        self.later = later
        self.ids = ids
        self.report = report
        self._unsaved: dict[ThreadId, Draft] = {}
        self._timer: Timer | None = None
        self._writing = asyncio.Lock()

    async def load(self, thread_id: ThreadId) -> Draft | None:
        """The thread's draft as last typed, None when there is none."""
        store = await self.desk.store()
        if thread_id in self._unsaved:
            return self._unsaved[thread_id]
        return await store.drafts.load(thread_id)

    def changed(self, draft: Draft) -> None:
        """Notes what is in the composer; returns at once."""
        elsewhere = any(thread_id != draft.thread_id for thread_id in self._unsaved)
        self._unsaved[draft.thread_id] = draft
        if elsewhere:
            self._save_soon()
        elif self._timer is None:
            self._timer = self.later(DELAY, self._save_soon)

    def sent(self, draft: Draft) -> None:
        """Forgets what was typed up to the revision that goes out now, so that no late write brings it back."""
        held = self._unsaved.get(draft.thread_id)
        if held is not None and held.revision <= draft.revision:
            del self._unsaved[draft.thread_id]

    def next_revision(self, held: int = 0) -> int:
        """A revision over every earlier one, also of former runs of the program."""
        return max(self.ids.unix_ms(), held + 1)

    async def flush(self) -> None:
        """Writes everything unsaved now."""
        self._stop_timer()
        # Whoever comes second must not return while the first one still writes.
        async with self._writing:
            account = self.desk.account
            if account is not None:
                await self._write(account.store)

    async def _write(self, store: LocalStore) -> None:
        while self._unsaved:
            thread_id, draft = next(iter(self._unsaved.items()))
            try:
                await store.drafts.save(draft)
            except KnownError as error:
                self.report(error)
                return
            # What was typed or sent meanwhile has its own say.
            if self._unsaved.get(thread_id) is draft:
                del self._unsaved[thread_id]
            self.desk.hub.tell(ChangeSet(threads=frozenset({thread_id})))

    def _save_soon(self) -> None:
        self._stop_timer()
        self.tasks.spawn(self.flush(), name="drafts")

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
