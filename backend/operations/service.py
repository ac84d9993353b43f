"""Applies batches of operations: exactly once, in lane order, all effects in one transaction (reliability 3.3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from backend.accounts.sessions import Caller, Sessions
from backend.complaints.rows import version_of
from backend.errors import Refusal, signed_out
from backend.log import logger
from backend.operations.handlers import HANDLERS, SHELF_HANDLERS
from backend.operations.lanes import Lanes
from backend.operations.scope import Conflict, Op, ReadHead, Rejected, Scope
from backend.operations.together import Together
from backend.operations.wire import BatchIn, OperationIn, read
from backend.presence.handovers import Handovers
from backend.storage.database import Database
from backend.storage.transaction import Transaction
from backend.threads.work import Work
from backend.training.packs import version_of as version_of_pack
from domain.agent import Agent
from domain.clock import Clock
from domain.complaints.acts import ComplaintAct
from domain.ids import OperationId, is_uuid
from domain.operations import KIND_OF, ON_SHELF, Note, Outcome, Payload, Result, Send, Skip
from domain.problems import Problem
from domain.training.editing import PackAct

_Done = list[Result] | Refusal
"""What becomes of a batch: a result an operation, or a no to whoever asks."""
_MOST_TOGETHER = 500
"""Operations in one transaction: what a client may send at once."""
_PLAIN = frozenset({KIND_OF[Send], KIND_OF[Note]})
"""What two people do at once in one transaction is one state of everything that both change. Of messages each stands by
itself; anything else is a state of its own, for the sake of its history."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A batch, and who asks for it."""

    caller: Caller
    batch: BatchIn

    @property
    def is_plain(self) -> bool:
        """Whether it only writes messages."""
        return all(op.kind in _PLAIN for op in self.batch.ops)


def _fits(taken: Sequence[_Asked], another: _Asked) -> bool:
    if not another.is_plain or not taken[0].is_plain:
        return False
    return sum(len(one.batch.ops) for one in taken) + len(another.batch.ops) <= _MOST_TOGETHER


class Operations:
    """The service behind POST /v1/ops:batch."""

    def __init__(
        self,
        database: Database,
        sessions: Sessions,
        clock: Clock,
        new_id: Callable[[], str],
        handovers: Handovers,
        read_head: ReadHead,
    ) -> None:
        self._database = database
        self._sessions = sessions
        self._clock = clock
        self._new_id = new_id
        self._handovers = handovers
        self._read_head = read_head
        self._together = Together(self._apply_all, _fits)

    def apply(self, caller: Caller, batch: BatchIn) -> list[Result]:
        """The results in request order; nothing is acknowledged before it is durable.

        Raises Refusal 401 when the caller's session was ended while the batch waited: nothing of it is applied then.

        Replies of several people who wait for their turn become durable with one commit. An operation that breaks a
        handler (our own bug) must not hold up the others: they are then applied one by one, and the broken one is
        answered IN_PROGRESS, so that its client keeps it and asks again.
        """
        done = self._together.do(_Asked(caller, batch))
        if isinstance(done, Refusal):
            raise done
        return done

    @property
    def waiting(self) -> int:
        """How many batches wait for their turn."""
        return self._together.waiting

    def _apply_all(self, asked: Sequence[_Asked]) -> list[_Done]:
        if len(asked) > 1:
            try:
                return self._in_one_transaction(asked)
            except Exception:  # whoever it was: each of them alone shows it
                logger.exception("batches_failed", operations=sum(len(one.batch.ops) for one in asked))
        return [self._apply(one) for one in asked]

    def _apply(self, asked: _Asked) -> _Done:
        try:
            return self._in_one_transaction([asked])[0]
        except Exception:  # whatever it was, it is logged, and the batch is tried in pieces
            logger.exception("batch_failed", operations=len(asked.batch.ops))
        return self._apply_one_by_one(asked.caller, asked.batch)

    def _in_one_transaction(self, asked: Sequence[_Asked]) -> list[_Done]:
        with self._database.write() as tx:
            return [self._run(tx, one) for one in asked]

    def _run(self, tx: Transaction, asked: _Asked) -> _Done:
        """Who was signed in when they asked may have been signed out, or given another role, while they waited."""
        agent = self._sessions.agent(tx.connection, asked.caller.session_id)
        if agent is None:
            return signed_out()
        work = Work(tx, self._clock.now(), self._new_id)
        return Batch(agent, asked.batch, work, Scope(agent, work, self._handovers, self._read_head)).run()

    def _apply_one_by_one(self, caller: Caller, batch: BatchIn) -> list[Result]:
        results: list[Result] = []
        stopped: set[str] = set()
        for op in batch.ops:
            result = _behind(op) if op.lane in stopped else self._apply_alone(caller, batch.device_id, op)
            if result.outcome not in (Outcome.APPLIED, Outcome.DUPLICATE):
                stopped.add(op.lane)
            results.append(result)
        return results

    def _apply_alone(self, caller: Caller, device_id: str, op: OperationIn) -> Result:
        try:
            done = self._in_one_transaction([_Asked(caller, BatchIn(device_id=device_id, ops=[op]))])[0]
        except Exception:
            logger.exception("operation_failed", kind=op.kind, operation=op.id)
            return Result(OperationId(op.id), Outcome.IN_PROGRESS)
        return Result(OperationId(op.id), Outcome.IN_PROGRESS) if isinstance(done, Refusal) else done[0]


class Batch:
    """One batch in its transaction."""

    def __init__(self, agent: Agent, batch: BatchIn, work: Work, scope: Scope) -> None:
        self._batch = batch
        self._agent = agent
        self._lanes = Lanes(work.tx, batch, agent.id, work.now)
        self._scope = scope
        self._scope.device_id = batch.device_id
        self._work = work

    def run(self) -> list[Result]:
        """Applies what can be applied."""
        said = [read(op) for op in self._batch.ops]
        self._work.load_threads(op.lane for op in self._batch.ops if op.kind not in ON_SHELF)
        self._scope.load([payload for payload, _ in said if payload is not None], [op.id for op in self._batch.ops])
        results = [self._one(op, *what) for op, what in zip(self._batch.ops, said, strict=True)]
        self._work.flush()
        self._lanes.flush()
        return results

    def _one(self, op: OperationIn, payload: Payload | None, print_: str) -> Result:
        result = self._repeated(op, print_) or self._out_of_turn(op) or self._handled(op, payload)
        result = self._with_version(result, payload)
        if result.outcome is Outcome.APPLIED:
            self._lanes.remember(op, print_)
        elif result.outcome is not Outcome.DUPLICATE:
            self._lanes.stop(op.lane)
        return result

    def _with_version(self, result: Result, payload: Payload | None) -> Result:
        """Clients foretell what becomes of complaints and packs until they hold a state that has it."""
        if result.outcome not in (Outcome.APPLIED, Outcome.DUPLICATE):
            return result
        if isinstance(payload, ComplaintAct):
            return replace(result, current=version_of(self._work.tx.connection, payload.complaint_id))
        if isinstance(payload, PackAct):
            return replace(result, current=version_of_pack(self._work.tx.connection, payload.pack_id))
        return result

    def _repeated(self, op: OperationIn, print_: str) -> Result | None:
        known = self._lanes.known(op.id)
        if known is None:
            return None
        if known.fingerprint != print_ or known.agent_id != self._agent.id:
            return Result(OperationId(op.id), Outcome.REUSED, Problem.OP_REUSED)
        if known.device_id != self._batch.device_id and op.n == self._lanes.last(op.lane) + 1:
            # A restored database goes on under a new device id and numbers the same operations afresh (R21).
            self._lanes.advance(op)
        return Result(OperationId(op.id), Outcome.DUPLICATE)

    def _out_of_turn(self, op: OperationIn) -> Result | None:
        if self._lanes.is_stuck(op.lane):
            return _behind(op)
        expected = self._lanes.last(op.lane) + 1
        if op.n < expected:
            return _rejected(op, Problem.LANE_FORK)
        if op.n > expected:
            return Result(OperationId(op.id), Outcome.GAP, expected=expected)
        return None

    def _handled(self, op: OperationIn, payload: Payload | None) -> Result:
        if payload is None or not is_uuid(op.id) or self._scope.is_taken(op.id):
            return _rejected(op, Problem.BAD_OPERATION)
        on_shelf = SHELF_HANDLERS.get(type(payload))
        root = self._work.root(op.lane) if on_shelf is None else None
        if root is None and on_shelf is None and not isinstance(payload, Skip):
            return _rejected(op, Problem.THREAD_GONE)
        try:
            if on_shelf is not None:
                on_shelf(self._scope, op.lane, payload)
            elif root is not None:
                HANDLERS[type(payload)](self._scope, Op(op.id, root, op.lane), payload)
        except Rejected as no:
            return _rejected(op, no.code)
        except Conflict as moved:
            return Result(OperationId(op.id), Outcome.CONFLICT, Problem.STATE_MOVED, current=moved.current)
        return Result(OperationId(op.id), Outcome.APPLIED)


def _behind(op: OperationIn) -> Result:
    return Result(OperationId(op.id), Outcome.BEHIND)


def _rejected(op: OperationIn, code: Problem) -> Result:
    return Result(OperationId(op.id), Outcome.REJECTED, code)
