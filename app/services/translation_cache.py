"""Translations that were made before, kept in the encrypted local database: bounded, and known by a hash only."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress

from app.errors import KnownError
from app.ports import LocalState
from domain.translation import Translated

SHARDS = 32
MOST = 48_000
"""Characters in one shard; the oldest go first. All shards together hold about 1.5 million."""


class TranslationCache:
    """Small shards, so that one more translation writes little."""

    def __init__(self) -> None:
        self._writing = asyncio.Lock()

    async def find(self, state: LocalState, keys: Sequence[str]) -> Mapping[str, Translated]:
        """Those that are kept, by `domain.translation.fingerprint`."""
        found: dict[str, Translated] = {}
        for shard in {_shard(key) for key in keys}:
            held = await _read(state, shard)
            found |= {key: Translated(*held[key]) for key in keys if key in held}
        return found

    async def keep(self, state: LocalState, made: Mapping[str, Translated]) -> None:
        """Keeps them; a disk that is full costs the keeping only."""
        async with self._writing:
            for shard in {_shard(key) for key in made}:
                held = await _read(state, shard)
                for key, one in made.items():
                    if _shard(key) == shard:
                        held.pop(key, None)
                        held[key] = (one.text, one.source)
                with suppress(KnownError):
                    await state.put(shard, json.dumps(_bounded(held), ensure_ascii=False))


def _shard(key: str) -> str:
    return f"translations.{int(key[:4], 16) % SHARDS}"


async def _read(state: LocalState, shard: str) -> dict[str, tuple[str, str]]:
    """What is kept there, oldest first; nothing when it cannot be read."""
    try:
        held = json.loads(await state.get(shard) or "{}")
        return {str(key): (str(text), str(source)) for key, (text, source) in held.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _bounded(held: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    size, kept = 0, []
    for key, one in reversed(held.items()):
        size += len(key) + len(one[0])
        if size > MOST:
            break
        kept.append((key, one))
    return dict(reversed(kept))
