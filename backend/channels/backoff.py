"""How long to wait before the next try: full jitter, and what the provider asks for when it does (reliability 3.4)."""

from collections.abc import Callable

_FIRST, _LONGEST = 0.2, 30.0
_ASKED_LONGEST = 300.0


def delay(attempts: int, random: Callable[[], float], asked: float = 0.0) -> float:
    """Seconds to wait after that many tries that failed; never less than the provider asked for, up to five minutes."""
    ceiling = min(_LONGEST, _FIRST * 2.0 ** min(attempts, 20))
    return min(max(asked, 0.0), _ASKED_LONGEST) + random() * ceiling
