"""SQL compiled once for all the databases that a run opens; of itself each SQLAlchemy engine begins with none."""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

_MOST = 5_000


class CompiledOnce(MutableMapping[Any, Any]):
    """A cache for engines whose dialects are of one kind, though each engine has an object of its own for it."""

    def __init__(self) -> None:
        self._held: dict[Any, Any] = {}

    @staticmethod
    def _key(key: Any) -> Any:
        dialect, *rest = key
        return type(dialect), dialect.paramstyle, *rest

    def __getitem__(self, key: Any) -> Any:
        return self._held[self._key(key)]

    def __setitem__(self, key: Any, compiled: Any) -> None:
        if len(self._held) >= _MOST:
            self._held.clear()
        self._held[self._key(key)] = compiled

    def __delitem__(self, key: Any) -> None:
        del self._held[self._key(key)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


_COMPILED = CompiledOnce()


def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_COMPILED)


@contextmanager
def compiled_once() -> Iterator[None]:
    """Connections that are made in the block share what was compiled for any of them."""
    event.listen(Engine, "engine_connect", _share)
    try:
        yield
    finally:
        event.remove(Engine, "engine_connect", _share)
