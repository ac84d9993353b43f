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

COLUMNS = 16
"""So many columns of a layer are multiplied at a time."""

SUMS = (*("complaint", "anger"), *("logistics", "refund", "payment", "account", "promotion"))
"""The scores, in their order."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Whole weights, what one of them is worth, and what is added."""

    weights: Rows
    scale: Any
    bias: Rows
    _columns: Rows
    _np: Any

    def apply(self, numbers: Rows) -> Rows:
        found = self._product(numbers)
        found *= self.scale
        found += self.bias
        return found

    def _product(self, numbers: Rows) -> Rows:
        """As `_product` below; many rows a few columns at a time, so that weights are gone through less often."""
        count, (width, wide) = len(numbers), self.weights.shape
        if wide % COLUMNS or count * self.weights.size <= ALONE:
            return _product(self._np, numbers, self.weights)
        found = self._np.empty((count, wide), self._np.float32)
        columns = found.reshape(count, -1, COLUMNS).transpose(1, 0, 2)
        few = ALONE // (width * COLUMNS)
        for at in range(0, count, few):
            self._np.matmul(numbers[at : at + few], self._columns, out=columns[:, at : at + few])
        return found


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
            layer(np, arrays, name) for name in ("near", "far", "heads", "wide", "out")
        )
        self._looks = arrays["looks"].astype(np.float32)
        self._zero, self._one, self._highest = np.float32(0), np.float32(1), np.float32(HIGHEST)
        self._last = np.float32(len(self._looks) - 1)

    def pool(self, pieces: Sequence[int], surface: Sequence[int]) -> Pooled:
        """Read the pieces; there must be one at least."""
        np = self._np
        near = self._step(self._near.apply(_beside(np, self._words.take(pieces, axis=0))))
        seen = self._step(self._far.apply(_beside(np, near)))
        seen += near
        np.minimum(seen, self._highest, out=seen)
        weights = self._weights(seen)
        return Pooled(seen, weights, self._whole(seen, weights, surface))

    def scores(self, rows: Rows) -> Rows:
        """One row of scores a row, in the order of `SUMS`; rounded to thousandths."""
        np = self._np
        found = self._out.apply(self._step(self._wide.apply(rows)))
        found *= np.float32(1000)
        return np.rint(found, out=found).astype(np.int64)

    def without(self, pooled: Pooled, spans: Sequence[tuple[int, int]], surfaces: Sequence[Sequence[int]]) -> Rows:
        """The scores as if the pieces of a span were not looked at; a row a span.

        Args:
            surfaces: what the surface would be without the first spans; without the others it stays as it is.
        """
        np = self._np
        starts, ends = np.asarray(spans, np.intp).T
        count, wide = len(spans), pooled.seen.shape[1]
        means = wide * pooled.weights.shape[1]
        rows = np.empty((count, len(pooled.whole)), np.float32)
        rows[:, :means] = self._means(pooled, starts, ends)
        rows[:, means : means + wide] = self._most(pooled, starts, ends)
        rows[:, means + wide :] = pooled.whole[means + wide :]
        if surfaces:
            rows[: len(surfaces), means + wide :] = np.asarray(surfaces, np.float32) * STEPS
        return self.scores(rows)

    def _means(self, pooled: Pooled, starts: Any, ends: Any) -> Any:
        """The means over the pieces outside each span."""
        np = self._np
        count = len(pooled.seen)
        at = np.arange(count)
        kept = (at < starts[:, None]) | (at >= ends[:, None])
        looks = (kept[:, None, :] * pooled.weights.T).reshape(-1, count)
        left = _product(np, looks, pooled.seen)
        left /= np.maximum(np.add.reduce(looks, axis=1), self._one)[:, None]
        return np.rint(left, out=left).reshape(len(starts), -1)

    def _most(self, pooled: Pooled, starts: Any, ends: Any) -> Any:
        """The maxima over the pieces outside each span, from those of all beginnings and of all ends."""
        np = self._np
        count, wide = pooled.seen.shape
        both = np.zeros((count + 1, 2, wide), np.uint8)
        found = both[1:]
        found[:, 0], found[:, 1] = pooled.seen, pooled.seen[::-1]
        far = 1
        while far < count:
            np.maximum(found[far:], found[:-far], out=found[far:])
            far *= 2
        return np.maximum(both[starts, 0], both[count - ends, 1])

    def _step(self, values: Rows) -> Rows:
        """Rounded and held within what stands between layers, in place."""
        self._np.rint(values, out=values)
        return values.clip(self._zero, self._highest, out=values)

    def _weights(self, seen: Rows) -> Rows:
        np = self._np
        looked = self._heads.apply(seen)
        np.rint(looked, out=looked)
        behind = np.minimum(np.maximum.reduce(looked, axis=0) - looked, self._last)
        return self._looks.take(behind.astype(np.intp))

    def _whole(self, seen: Rows, weights: Rows, surface: Sequence[int]) -> Rows:
        np = self._np
        means = weights.T @ seen
        means /= np.maximum(np.add.reduce(weights, axis=0), self._one)[:, None]
        shown = np.asarray(surface, np.float32) * np.float32(STEPS)
        return np.concatenate([np.rint(means, out=means).ravel(), np.maximum.reduce(seen, axis=0), shown])


def layer(np: Any, arrays: Mapping[str, Any], name: str) -> Layer:
    """A layer of a model's file."""
    weights = np.ascontiguousarray(arrays[name + ".weights"].astype(np.float32))
    whole = weights.shape[1] % COLUMNS == 0
    columns = (
        np.ascontiguousarray(weights.T.reshape(-1, COLUMNS, len(weights)).transpose(0, 2, 1)) if whole else weights
    )
    return Layer(weights, np.float32(arrays[name + ".scale"]), arrays[name + ".bias"].astype(np.float32), columns, np)


def _beside(np: Any, rows: Rows) -> Rows:
    """Each row with the one before it and the one after it."""
    count, width = rows.shape
    wide = np.zeros((count, 3 * width), np.float32)
    wide[1:, :width] = rows[:-1]
    wide[:, width : 2 * width] = rows
    wide[:-1, 2 * width :] = rows[1:]
    return wide


def _product(np: Any, rows: Rows, weights: Rows) -> Rows:
    """The matrix product a few rows at a time: for larger ones libraries wake threads, and wait for them longer."""
    count, width = rows.shape
    few = max(1, ALONE // weights.size)
    if count <= few:
        return rows @ weights
    whole = count - count % few
    blocks = (rows[:whole].reshape(-1, few, width) @ weights).reshape(whole, -1)
    return blocks if whole == count else np.concatenate([blocks, rows[whole:] @ weights])
