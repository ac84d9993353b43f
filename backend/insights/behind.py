"""The threads behind a number of the report."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, select

from backend.insights import contacts
from backend.insights.amends import Amends
from backend.insights.answers import waiting_now
from backend.insights.meant import Meant, NotCounted, as_kept, microseconds
from backend.insights.rows import IS_ANSWERED
from backend.storage.tables import customer, insight_case, insight_wait, message, rating, thread
from domain.emotion.assessment import Tier
from domain.ids import ThreadId
from domain.measures.peak import is_peak, kept
from domain.measures.points import peak_stretches, points
from domain.measures.report import Behind, ThreadBehind
from domain.measures.satisfaction import DETRACTOR, PROMOTER
from domain.message import Author, MessageKind

MOST = 200
_LOOKED_AT = 5 * MOST
"""Rows that are looked at for so many threads: some threads come more than once."""

_W, _C, _R = insight_wait.c, insight_case.c, rating.c
_SECOND_MS = 1000
_UNHAPPY = 3

Found = tuple[str, datetime, float]
"""Thread, when, and what it counts with."""


def threads_behind(meant: Meant, number: Behind, what: str = "") -> list[ThreadBehind]:
    """At most 200, each once, in the order that `Behind` says; `what` is explained there too. Raises NotCounted."""
    first: dict[str, Found] = {}
    for one in _FINDERS[number](meant, what):
        first.setdefault(one[0], one)
        if len(first) == MOST:
            break
    return _shown(meant, list(first.values()))


def _response(meant: Meant, what: str) -> Iterable[Found]:
    since, until = _point(meant, what)
    where = (_W.began >= since, _W.began < until, IS_ANSWERED, *meant.named(insight_wait))
    query = select(_W.root_id, _W.began, _W.ms).where(*where).order_by(_W.ms.desc(), _W.began).limit(_LOOKED_AT)
    return [(row[0], row[1], row[2] / _SECOND_MS) for row in _run(meant, query)]


def _first_contact(meant: Meant, what: str) -> Iterable[Found]:
    missed = not_(contacts.at_first_contact(meant))
    query = select(_C.root_id, _C.resolved_at, _C.began).where(*contacts.resolved(meant), missed)
    rows = _run(meant, query.order_by(_C.resolved_at.desc()).limit(_LOOKED_AT))
    return [(row[0], row[1], (row[1] - row[2]).total_seconds()) for row in rows]


def _csat(meant: Meant, what: str) -> Iterable[Found]:
    if what and what not in "12345":
        raise NotCounted("There are one to five stars.")
    return _rated(meant, "csat", _R.score == int(what) if what else _R.score <= _UNHAPPY)


def _nps(meant: Meant, what: str) -> Iterable[Found]:
    groups = {"": _R.score <= DETRACTOR, "detractors": _R.score <= DETRACTOR, "promoters": _R.score >= PROMOTER}
    groups["passives"] = and_(_R.score > DETRACTOR, _R.score < PROMOTER)
    if what not in groups:
        raise NotCounted("There are promoters, passives and detractors.")
    return _rated(meant, "nps", groups[what])


def _rated(meant: Meant, kind: str, which: ColumnElement[bool]) -> Iterable[Found]:
    query = select(_R.thread_id, _R.answered_at, _R.score).where(*contacts.answered(meant), _R.kind == kind, which)
    rows = _run(meant, query.order_by(_R.score, _R.answered_at.desc()).limit(_LOOKED_AT))
    roots = _roots(meant, [row[0] for row in rows])
    return [(roots.get(row[0], row[0]), row[1], float(row[2])) for row in rows]


def _peak(meant: Meant, what: str) -> Iterable[Found]:
    return _too_late(meant, peak=True)


def _off_peak(meant: Meant, what: str) -> Iterable[Found]:
    return _too_late(meant, peak=False)


def _too_late(meant: Meant, peak: bool) -> Iterable[Found]:
    """Who waits too long already, then the newest that were answered too late."""
    choice, figures = meant.choice, meant.figures
    for one in sorted(waiting_now(meant), key=_began):
        began, here = one.wait.began, choice.since <= one.wait.began < choice.until
        theirs = here and is_peak(began, meant.peak_zone, figures.peak) is peak
        if theirs and kept(one.wait, peak, figures, meant.now) is False:
            yield one.root_id, began, (meant.now - began).total_seconds()
    limit = figures.immediately if peak else figures.off_peak
    late = (IS_ANSWERED, _W.ms > limit * _SECOND_MS, *meant.named(insight_wait))
    for low, high in _stretches(meant, peak):
        query = select(_W.root_id, _W.began, _W.ms).where(microseconds(_W.began) >= low, microseconds(_W.began) < high)
        for row in _run(meant, query.where(*late).order_by(_W.began.desc()).limit(_LOOKED_AT)):
            yield row[0], row[1], row[2] / _SECOND_MS


def _stretches(meant: Meant, peak: bool) -> list[tuple[int, int]]:
    """The peak hours of the span, or what lies between them; the newest first."""
    since, until = meant.choice.since, meant.choice.until
    found = peak_stretches(since, until, meant.peak_zone, meant.figures.peak)
    if not peak:
        ends = [as_kept(since), *(moment for stretch in found for moment in stretch), as_kept(until)]
        found = [(low, high) for low, high in zip(ends[::2], ends[1::2], strict=True) if low < high]
    return found[::-1]


def _unanswered(meant: Meant, what: str) -> Iterable[Found]:
    held = sorted(waiting_now(meant), key=_began)
    mine = [one for one in held if what in ("", one.assignee_id)]
    return [(one.root_id, one.wait.began, (meant.now - one.wait.began).total_seconds()) for one in mine]


def _inbound(meant: Meant, what: str) -> Iterable[Found]:
    """Whose messages arrived then; a wait that only spans the time does not tell, its messages do."""
    since, until = _point(meant, what)
    here = (_W.began < until, _W.last_at >= since, *meant.named(insight_wait))
    # A wait that began long before is rare: the newest come first, and there are few behind them.
    query = select(_W.root_id, _W.began, _W.last_at, _W.messages).where(*here).order_by(_W.began.desc())
    for row in _run(meant, query.limit(_LOOKED_AT)):
        if row.began >= since and row.last_at < until:
            yield row.root_id, row.last_at, float(row.messages)
        elif (said := _said(meant, row.root_id, since, until)) is not None:
            yield said


def _said(meant: Meant, root: str, since: datetime, until: datetime) -> Found | None:
    columns = message.c
    mine = (columns.root_id == root, columns.author == Author.CUSTOMER, columns.kind != MessageKind.EVENT)
    then = (columns.arrived_at >= since, columns.arrived_at < until, ~columns.discarded)
    row = _run(meant, select(func.max(columns.arrived_at), func.count()).where(*mine, *then))[0]
    return (root, row[0], float(row[1])) if row[1] else None


def _complaints(meant: Meant, what: str) -> Iterable[Found]:
    if what not in ("", "late", *Tier):
        raise NotCounted("There are tiers, and what is late.")
    amends = Amends(meant)
    held = [one for one in reversed(amends.complaints) if what in ("", "late", one.tier.value)]
    mine = [one for one in held if what != "late" or amends.late(one)]
    roots = _roots(meant, [one.thread_id for one in mine])
    ends = [one.resolved_at or meant.now for one in mine]
    return [
        (roots.get(one.thread_id, one.thread_id), one.received_at, (end - one.received_at).total_seconds())
        for one, end in zip(mine, ends, strict=True)
    ]


def _offers(meant: Meant, what: str) -> Iterable[Found]:
    held = sorted(Amends(meant).offers, key=_made, reverse=True)
    roots = _roots(meant, [offer.thread_id for offer in held])
    return [(roots.get(offer.thread_id, offer.thread_id), offer.at, float(offer.loss)) for offer in held]


_FINDERS: Mapping[Behind, Callable[[Meant, str], Iterable[Found]]] = MappingProxyType(
    {
        Behind.RESPONSE: _response,
        Behind.FIRST_CONTACT: _first_contact,
        Behind.CSAT: _csat,
        Behind.NPS: _nps,
        Behind.PEAK: _peak,
        Behind.OFF_PEAK: _off_peak,
        Behind.UNANSWERED: _unanswered,
        Behind.INBOUND: _inbound,
        Behind.COMPLAINTS: _complaints,
        Behind.OFFERS: _offers,
    }
)


def _point(meant: Meant, what: str) -> tuple[datetime, datetime]:
    """The hour or day of the curve that begins then; the whole span for ""."""
    choice = meant.choice
    if not what:
        return choice.since, choice.until
    try:
        at = datetime.fromisoformat(what)
    except ValueError as error:
        raise NotCounted("There is no such time.") from error
    begins = points(choice.since, choice.until, meant.zone)
    if at.tzinfo is None or at not in begins:
        raise NotCounted("The curve has no such point.")
    later = [begin for begin in begins if begin > at]
    return at, later[0] if later else choice.until


def _shown(meant: Meant, found: list[Found]) -> list[ThreadBehind]:
    columns = (thread.c.id, thread.c.last_channel, customer.c.name)
    query = select(*columns).join(customer, customer.c.id == thread.c.customer_id)
    rows = _run(meant, query.where(thread.c.id.in_([one[0] for one in found])))
    known = {row.id: row for row in rows}
    return [
        ThreadBehind(ThreadId(root), known[root].name, known[root].last_channel, at, value)
        for root, at, value in found
        if root in known
    ]


def _roots(meant: Meant, homes: list[str]) -> dict[str, str]:
    query = select(thread.c.id, func.coalesce(thread.c.merged_into, thread.c.id))
    return {row[0]: row[1] for row in _run(meant, query.where(thread.c.id.in_(homes)))}


def _run(meant: Meant, query: Any) -> list[Any]:
    return list(meant.connection.execute(query))


def _began(one: Any) -> Any:
    return one.wait.began


def _made(offer: Any) -> Any:
    return offer.at
