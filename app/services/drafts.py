"""Unsent text: on this computer shortly after it is typed, on the agent's other devices when typing pauses (C-4)."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from app.changes import ChangeSet
from app.errors import KnownError
from app.ports import Draft, LocalStore
from app.services.desk import Desk
from app.tasks import TaskOwner
from domain.ids import IdSource, ThreadId
from domain.timeline import Newer

DELAY = 0.3
"""Seconds from the first unsaved key to the write."""
PAUSE = 3.0
"""Seconds without a key after which the text is for the other devices, too."""
LONGEST = 10.0
"""Seconds after which that is so also while typing goes on."""
AGAIN = 5.0
"""Seconds until what could not be written is tried again: by then the disk may have room (R10)."""


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
        self._timers: dict[float, Timer] = {}
        self._writing = asyncio.Lock()

    async def load(self, thread_id: ThreadId) -> Draft | None:
        """The thread's draft as last typed, with what another device wrote meanwhile; None when there is none."""
        store = await self.desk.store()
        stored = await store.drafts.load(thread_id)
        typed = self._unsaved.get(thread_id)
        if typed is None:
            return stored
        other = stored.other if stored is not None else None
        return replace(typed, other=other if other is not None and other.version > typed.base else None)

    async def moved(self, thread_id: ThreadId) -> Sequence[Newer]:
        """What others said in the thread since its draft was begun, oldest first."""
        await self.flush()
        return await (await self.desk.store()).drafts.moved(thread_id)

    def changed(self, draft: Draft) -> None:
        """Notes what is in the composer; returns at once."""
        elsewhere = any(thread_id != draft.thread_id for thread_id in self._unsaved)
        self._unsaved[draft.thread_id] = draft
        if elsewhere:
            self._save_soon()
        elif DELAY not in self._timers:
            self._timers[DELAY] = self.later(DELAY, self._save_soon)
        self._stop(PAUSE)
        self._timers[PAUSE] = self.later(PAUSE, self._hand_over_soon)
        if LONGEST not in self._timers:
            self._timers[LONGEST] = self.later(LONGEST, self._hand_over_soon)

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
        self._stop(DELAY)
        # Whoever comes second must not return while the first one still writes.
        async with self._writing:
            account = self.desk.account
            if account is not None:
                await self._write(account.store)
            elif self._unsaved:
                self._try_again()

    async def hand_over(self) -> None:
        """Writes everything unsaved, and queues for the other devices what the backend does not have yet."""
        self._stop(PAUSE)
        self._stop(LONGEST)
        await self.flush()
        account = self.desk.account
        if account is None:
            return
        try:
            changes = await account.store.drafts.hand_over()
        except KnownError as error:
            self.report(error)
            return
        if changes.outbox and self.desk.account is account:
            self.desk.changed(changes)

    async def _write(self, store: LocalStore) -> None:
        while self._unsaved:
            thread_id, draft = next(iter(self._unsaved.items()))
            try:
                await store.drafts.save(draft)
            except KnownError as error:
                self.report(error)
                self._try_again()
                return
            # What was typed or sent meanwhile has its own say.
            if self._unsaved.get(thread_id) is draft:
                del self._unsaved[thread_id]
            self.desk.hub.tell(ChangeSet(threads=frozenset({thread_id})))

    def _try_again(self) -> None:
        """The disk may have room again, the workspace may be open again (R10)."""
        if AGAIN not in self._timers:
            self._timers[AGAIN] = self.later(AGAIN, self._save_again)

    def _save_again(self) -> None:
        self._stop(AGAIN)
        self._save_soon()

    def _save_soon(self) -> None:
        self._stop(DELAY)
        self.tasks.spawn(self.flush(), name="drafts")

    def _hand_over_soon(self) -> None:
        self.tasks.spawn(self.hand_over(), name="drafts for other devices")

    def _stop(self, seconds: float) -> None:
        timer = self._timers.pop(seconds, None)
        if timer is not None:
            timer.cancel()
