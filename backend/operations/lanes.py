"""What was applied before: operation rows and the lane counters of one device, for one batch."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from backend.operations.wire import BatchIn, OperationIn
from backend.storage.bulk import Bulk, BulkRead
from backend.storage.listed import id_list, listed
from backend.storage.tables import lane, operation
from backend.storage.transaction import Transaction
from backend.storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class Applied:
    """What is remembered of an operation for ever."""

    fingerprint: str
    agent_id: str
    device_id: str
    lane: str


class Lanes:
    """The ledger of one batch; nothing is written before `flush`."""

    def __init__(self, tx: Transaction, batch: BatchIn, agent_id: str, now: datetime) -> None:
        self._tx = tx
        self._device = batch.device_id
        self._agent = agent_id
        self._now = now
        self._applied = self._load_applied([op.id for op in batch.ops])
        self._last = self._load_last({op.lane for op in batch.ops})
        self._stuck: set[str] = set()
        self._new: list[tuple[object, ...]] = []
        self._moved: set[str] = set()

    def known(self, id_: str) -> Applied | None:
        """The operation, if it was applied before."""
        return self._applied.get(id_)

    def last(self, lane_id: str) -> int:
        """The last number applied in the lane, 0 for none."""
        return self._last.get(lane_id, 0)

    def is_stuck(self, lane_id: str) -> bool:
        """Whether an earlier operation of this batch in the lane was not applied."""
        return lane_id in self._stuck

    def stop(self, lane_id: str) -> None:
        """Nothing more of this lane in this batch."""
        self._stuck.add(lane_id)

    def advance(self, op: OperationIn) -> None:
        """The lane goes on behind this operation."""
        self._last[op.lane] = op.n
        self._moved.add(op.lane)

    def remember(self, op: OperationIn, fingerprint: str) -> None:
        """The operation was applied."""
        self._applied[op.id] = Applied(fingerprint, self._agent, self._device, op.lane)
        self._new.append((op.id, fingerprint, self._agent, self._device, op.lane, op.n, op.kind, self._now))
        self.advance(op)

    def flush(self) -> None:
        """Writes operations and counters."""
        _ADD_OPERATIONS.run(self._tx.connection, self._new)
        _UPSERT_LANES.run(self._tx.connection, [(self._device, name, self._last[name]) for name in self._moved])

    def _load_applied(self, ids: list[str]) -> dict[str, Applied]:
        return {row[0]: Applied(*row[1:]) for row in _APPLIED.rows(self._tx.connection, id_list(ids))}

    def _load_last(self, names: set[str]) -> dict[str, int]:
        return dict(_LAST.rows(self._tx.connection, id_list(names), self._device))


_O = operation.c
_APPLIED = BulkRead(select(_O.id, _O.fingerprint, _O.agent_id, _O.device_id, _O.lane).where(_O.id.in_(listed())))
_LAST = BulkRead(
    select(lane.c.lane, lane.c.n).where(lane.c.device_id == bindparam("device"), lane.c.lane.in_(listed())),
    ("ids", "device"),
)
_INSERT_LANE = upsert(lane)
_UPSERT_LANES = Bulk(
    _INSERT_LANE.on_conflict_do_update(index_elements=["device_id", "lane"], set_={"n": _INSERT_LANE.excluded.n}),
    ("device_id", "lane", "n"),
)
_ADD_OPERATIONS = Bulk(
    insert(operation), ("id", "fingerprint", "agent_id", "device_id", "lane", "n", "kind", "applied_at")
)
