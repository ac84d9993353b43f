"""Goes of a span as columns: who practised when and for how long, with the attempts as they lie packed."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, func, select

from backend.insights.meant import microseconds
from backend.storage.tables import training_packed, training_practice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Chose = NDArray[np.bool_]

_P, _K = training_practice.c, training_packed.c
_JOINED = training_practice.outerjoin(training_packed, _K.practice == _P.number)
_NUMBERS = (microseconds(_P.began), _P.ms, _P.attempts, _P.day, _P.last_day)
_COLUMNS = (_P.agent_id, func.coalesce(_K.languages, "[]"), func.coalesce(_K.attempts, b""), *_NUMBERS)
_LONGEST_DAY = 1 << 32


class Sat(NamedTuple):
    """What one learner began: goes, seconds of practice, days with any attempt that counts."""

    sessions: int
    seconds: float
    days: int


class Goes:
    """Everything of which any part can lie in the span.

    Attributes:
        packed, languages: the attempts of each and their languages (`backend.training.packed`).
        people: everybody, in order. who: of each go, the place of its learner among them.
        began: microseconds since 1970.
    """

    def __init__(
        self, connection: Connection, since: datetime, until: datetime, agents: Collection[str] | None
    ) -> None:
        import numpy as np

        query = select(*_COLUMNS).select_from(_JOINED).where(_P.last_at >= since, _P.began < until)
        if agents is not None:
            query = query.where(_P.agent_id.in_(sorted(agents)))
        rows = connection.execute(query.order_by(_P.number)).all()
        columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [()] * len(_COLUMNS)
        names, self.languages, self.packed, *numbers = columns
        self.began, self._ms, self._attempts, *self._days = (np.array(column, np.int64) for column in numbers)
        self.people: list[str] = sorted(set(names))
        places = {name: place for place, name in enumerate(self.people)}
        self.who: Numbers = np.array([places[name] for name in names], np.int64)

    def sat(self, these: "Chose") -> list[Sat]:
        """Of everybody, what they did in these goes."""
        import numpy as np

        count, who = len(self.people), self.who[these]
        sessions = np.bincount(who, minlength=count).tolist()
        seconds = (np.bincount(who, self._ms[these], minlength=count) / 1_000).tolist()
        # A day of one learner is one number: goes over midnight have two, and many goes share one.
        active = these & (self._attempts > 0)
        days = np.unique(np.concatenate([self.who[active] * _LONGEST_DAY + day[active] for day in self._days]))
        counts = np.bincount(days // _LONGEST_DAY, minlength=count).tolist()
        return [Sat(*one) for one in zip(sessions, seconds, counts, strict=True)]
