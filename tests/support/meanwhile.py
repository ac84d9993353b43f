"""A database in which something happens between somebody's first look and what they write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from backend.storage.database import Database


class Meanwhile(Database):
    """The same file, opened once more; each of the acts happens after one reading, in their order."""

    def __init__(self, database: Database, *acts: Callable[[], object]) -> None:
        super().__init__(f"sqlite:///{database.path}")
        self._acts = list(acts)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with super().read() as connection:
            yield connection
        if self._acts:
            self._acts.pop(0)()
