"""Facts of a transaction: counted and folded once, at its end, from the messages that it placed or changed."""

from collections import Counter
from collections.abc import Iterable, Sequence

from backend.insights import rows
from backend.storage.tables import insight_progress
from backend.storage.transaction import Transaction
from backend.threads.records import MessageRecord
from domain.measures import first_contact, responses
from domain.measures.entry import Seen


class Facts:
    """Whatever joins, edits and discards do, the facts stay a pure function of the messages: threads in which anything
    but a new last message happened are folded afresh.
    """

    def __init__(self, tx: Transaction) -> None:
        # Not the transaction: it holds its parts, and a circle of both would wait for the collector with all it wrote.
        self._connection = tx.connection
        self._placed: list[MessageRecord] = []
        self._again: set[str] = set()
        self._counts: Counter[rows.Key] = Counter()
        self._put_right: list[tuple[int, rows.Key, int]] = []

    def placed(self, records: Iterable[MessageRecord]) -> None:
        """These stand behind all others of their threads now."""
        self._placed.extend(records)

    def changed(self, before: MessageRecord, after: MessageRecord | None) -> None:
        """A message counts as something else than before, or as nothing any more; its thread was or will be `again`."""
        for record, times in ((before, -1), (after, 1)):
            seen = rows.seen_in(record) if record is not None and not record.discarded else None
            if seen is not None and (seen.asks or seen.answers):
                self._put_right.append((seen.position, rows.key_of(seen), times))

    def again(self, roots: Iterable[str]) -> None:
        """Everything that is shown in these threads now is folded afresh, however little or much."""
        self._again.update(roots)

    def finish(self) -> None:
        """Writes it; the messages are in the database by now."""
        placed = self._seen()
        self._count()
        if self._again:
            rows.fold_afresh(self._connection, sorted(self._again))
        grown = {root: seen for root, seen in placed.items() if root not in self._again}
        if grown:
            self._grow(grown)

    def _seen(self) -> dict[str, list[Seen]]:
        """What counts of what was placed, by thread; all at once, which takes half as long as one by one."""
        found: dict[str, list[Seen]] = {}
        for record in self._placed:
            seen = rows.seen_in(record)
            if seen.counts:
                found.setdefault(record.root_id, []).append(seen)
                if not seen.resolves:
                    self._counts[rows.key_of(seen)] += 1
        return found

    def _count(self) -> None:
        if self._put_right:
            # What the backlog has not reached it will count as it is then.
            left = self._connection.execute(_LEFT).scalar() or 0
            for position, key, times in self._put_right:
                self._counts[key] += times if position > left else 0
        rows.add_counts(self._connection, self._counts)

    def _grow(self, grown: dict[str, list[Seen]]) -> None:
        connection, roots = self._connection, sorted(grown)
        waits, cases = rows.standing(connection, roots)
        new_waits = {root: responses.fold(seen, waits.get(root)) for root, seen in grown.items()}
        new_cases = {root: first_contact.fold(seen, cases.get(root)) for root, seen in grown.items()}
        rows.put_waits(
            connection,
            [(root, wait) for root, held in new_waits.items() for wait in held.values()],
            {wait.position for wait in waits.values()},
        )
        # The second reply to a customer leaves their case as it was: nothing to write, and of a long queue most are so.
        rows.put_cases(
            connection,
            [(root, case) for root, held in new_cases.items() for case in held.values() if case != cases.get(root)],
            {case.position for case in cases.values()},
        )


def facts(tx: Transaction) -> Facts:
    """Those of the transaction."""
    return tx.part(Facts)


def placed(tx: Transaction, records: Sequence[MessageRecord]) -> None:
    """These were put behind all others."""
    facts(tx).placed(records)


_LEFT = insight_progress.select().with_only_columns(insight_progress.c.next)
