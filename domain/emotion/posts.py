"""Posts and reviews, which tell of no order: which messages are such, and the network that reads them."""

from collections.abc import Mapping
from typing import Any

from domain.emotion.network import Network, Pooled, layer

OWN, GATE = "posts.", "gate"
"""What the arrays are called in the model's file."""


class Posts:
    """A network of its own for what was not written to a shop, taught apart so that neither spoils the other."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        import numpy as np

        own = {name.removeprefix(OWN): array for name, array in arrays.items() if name.startswith(OWN)}
        self.network = Network({"looks": arrays["looks"], **own})
        self._gate = layer(np, arrays, GATE)

    def has(self, pooled: Pooled) -> bool:
        """Whether a message is one, by what the first network made of it."""
        return bool(self._gate.apply(pooled.whole[None])[0, 0] > 0)
