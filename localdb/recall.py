"""Answers of the database that hold until something is written: one change makes several screens ask the same."""

from collections.abc import Hashable
from threading import Lock
from typing import Any

MOST = 64
"""So many are kept at most; between two writes nobody asks more that others ask too."""


class Recall:
    """Filled on the loop's thread, forgotten on the writer's."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state = 0
        self._held: dict[Hashable, Any] = {}

    @property
    def state(self) -> int:
        """How often something was written: to be looked at before a question begins, and told with its answer."""
        return self._state

    def forget(self) -> None:
        """Something was written; before whoever wrote it hears so."""
        with self._lock:
            self._state += 1
            self._held.clear()

    def held(self, question: Hashable) -> tuple[Any] | None:
        """The answer, in a tuple of one; None when it has to be asked for."""
        with self._lock:
            return self._held.get(question)

    def keep(self, question: Hashable, answer: object, state: int) -> None:
        """For the next who ask; not when something was written since the question began."""
        with self._lock:
            if state == self._state and question is not None:
                if len(self._held) >= MOST:
                    self._held.clear()
                self._held[question] = (answer,)
