"""What becomes of each character, worked out when it is first met: a table for `str.translate`."""

from collections.abc import Callable

MOST = 16_384
"""No more characters than this are remembered."""


class Letters(dict[int, str]):
    """Code of a character -> what it becomes."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        found = self._becomes(chr(code))
        if len(self) < MOST:
            self[code] = found
        return found
