"""The small network in whole numbers: pieces to scores, the same to the last bit on every machine.

Every product is of two whole numbers of 8 bits, every sum stays below 2**24: in float32 all of that is exact, in
whatever order a library adds. What is scaled is scaled one number at a time, which IEEE 754 defines to the bit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Rows = Any
"""An array of numpy, which is imported no earlier than a model is loaded."""

STEPS = 16
"""Values between layers are counted in sixteenths, from 0 to `HIGHEST` sixteenths."""

HIGHEST = 127
ALONE = 262_144
"""Multiplications that OpenBLAS (0.3) does in the thread that asks; it takes more threads for more."""

SUMS = (*("complaint", "anger"), *("logistics", "refund", "payment", "account", "promotion"))
"""The scores, in their order."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Whole weights, what one of them is worth, and what is added."""

    weights: Rows
    scale: Any
    bias: Rows
    _np: Any

    def apply(self, numbers: Rows) -> Rows:
        return self._product(numbers) * self.scale + self.bias

    def _product(self, numbers: Rows) -> Rows:
        """The matrix product a few rows at a time: for larger ones libraries wake threads, and wait for them longer."""
        count, width = numbers.shape
        few = max(1, ALONE // self.weights.size)
        whole = count - count % few
        if count <= few:
            return numbers @ self.weights
        blocks = (numbers[:whole].reshape(-1, few, width) @ self.weights).reshape(whole, -1)
        return blocks if whole == count else self._np.concatenate([blocks, numbers[whole:] @ self.weights])


@dataclass(frozen=True, slots=True)
class Pooled:
    """A message after its pieces were read one with another.

    Attributes:
        seen: a row a piece, what the network makes of it and its neighbours.
        weights: a row a piece, a column a head: how much a head looks at it, whole numbers.
        whole: the one row that the scores come from.
    """

    seen: Rows
    weights: Rows
    whole: Rows


class Network:
    """Scores of a message from its pieces and its surface."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        import numpy as np

        self._np = np
        self._words = arrays["words"]
        self._near, self._far, self._heads, self._wide, self._out = (
            _layer(np, arrays, name) for name in ("near", "far", "heads", "wide", "out")
        )
        self._looks = arrays["looks"].astype(np.float32)

    def pool(self, pieces: Sequence[int], surface: Sequence[int]) -> Pooled:
        """Read the pieces; there must be one at least."""
        np = self._np
        words = self._words[np.asarray(pieces, np.int32)].astype(np.float32)
        near = self._step(self._near.apply(_beside(np, words)))
        far = self._step(self._far.apply(_beside(np, near)))
        seen = np.minimum(near + far, np.float32(HIGHEST))
        weights = self._weights(seen)
        return Pooled(seen, weights, self._whole(seen, weights, surface))

    def scores(self, rows: Rows) -> Rows:
        """One row of scores a row, in the order of `SUMS`; rounded to thousandths."""
        np = self._np
        return np.rint(self._out.apply(self._step(self._wide.apply(rows))) * np.float32(1000)).astype(np.int64)

    def without(self, pooled: Pooled, spans: Sequence[tuple[int, int]], surfaces: Sequence[Sequence[int]]) -> Rows:
        """The scores as if the pieces of a span were not looked at; a row a span.

        Args:
            surfaces: what the surface would be without the first spans; without the others it stays as it is.
        """
        np = self._np
        starts, ends = np.asarray(spans, np.int64).T
        rows = np.repeat(pooled.whole[None], len(spans), axis=0)
        means, most = self._means(pooled, starts, ends), self._most(pooled, starts, ends)
        rows[:, : means.shape[1]] = means
        rows[:, means.shape[1] : means.shape[1] + most.shape[1]] = most
        if surfaces:
            rows[: len(surfaces), means.shape[1] + most.shape[1] :] = np.asarray(surfaces, np.float32) * STEPS
        return self.scores(rows)

    def _means(self, pooled: Pooled, starts: Any, ends: Any) -> Any:
        np = self._np
        sums = _running(np, pooled.weights[:, :, None] * pooled.seen[:, None, :])
        looks = _running(np, pooled.weights)
        left = sums[-1] - sums[ends] + sums[starts]
        share = np.maximum(looks[-1] - looks[ends] + looks[starts], np.float32(1))
        return np.rint(left / share[:, :, None]).reshape(len(starts), -1)

    def _most(self, pooled: Pooled, starts: Any, ends: Any) -> Any:
        np = self._np
        nothing = np.zeros((1, pooled.seen.shape[1]), np.float32)
        before = np.concatenate([nothing, np.maximum.accumulate(pooled.seen)])
        behind = np.concatenate([np.maximum.accumulate(pooled.seen[::-1])[::-1], nothing])
        return np.maximum(before[starts], behind[ends])

    def _step(self, values: Rows) -> Rows:
        np = self._np
        return np.clip(np.rint(values), np.float32(0), np.float32(HIGHEST))

    def _weights(self, seen: Rows) -> Rows:
        np = self._np
        looked = np.rint(self._heads.apply(seen))
        behind = np.minimum(looked.max(axis=0) - looked, np.float32(len(self._looks) - 1))
        return self._looks[behind.astype(np.int32)]

    def _whole(self, seen: Rows, weights: Rows, surface: Sequence[int]) -> Rows:
        np = self._np
        shown = np.asarray(surface, np.float32) * np.float32(STEPS)
        sums = weights.T @ seen
        means = np.rint(sums / np.maximum(weights.sum(axis=0), np.float32(1))[:, None])
        return np.concatenate([means.ravel(), seen.max(axis=0), shown])


def _layer(np: Any, arrays: Mapping[str, Any], name: str) -> Layer:
    weights = np.ascontiguousarray(arrays[name + ".weights"].astype(np.float32))
    return Layer(weights, np.float32(arrays[name + ".scale"]), arrays[name + ".bias"].astype(np.float32), np)


def _beside(np: Any, rows: Rows) -> Rows:
    """Each row with the one before it and the one after it."""
    count, width = rows.shape
    wide = np.zeros((count, 3 * width), np.float32)
    wide[1:, :width] = rows[:-1]
    wide[:, width : 2 * width] = rows
    wide[:-1, 2 * width :] = rows[1:]
    return wide


def _running(np: Any, rows: Rows) -> Rows:
    """The sums of the first none, one, two … rows."""
    return np.concatenate([np.zeros((1, *rows.shape[1:]), np.float32), np.cumsum(rows, axis=0, dtype=np.float32)])
