"""First contact, ratings and quick replies of a choice."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from backend.insights.meant import Meant, microseconds
from backend.shelf.keeping import value_of
from backend.storage.tables import insight_case, insight_reply, rating, shelf
from backend.storage.upsert import upsert
from backend.threads.work import Work
from domain.measures.points import slot_of
from domain.measures.report import Csat, Nps, Ratio, ReplyLine
from domain.measures.satisfaction import csat, nps
from domain.operations import ReplyUse
from domain.templates.reply import QuickReply

_C = insight_case.c
_R = rating.c
_HOUR_MS, _HOUR_US = 3_600_000, 3_600_000_000
_USE = upsert(insight_reply)
_MORE = {name: insight_reply.c[name] + _USE.excluded[name] for name in ("used", "edited")}
_ADD_USE = _USE.on_conflict_do_update(index_elements=["slot", "reply_id", "agent_id"], set_=_MORE)


def at_first_contact(meant: Meant) -> ColumnElement[bool]:
    """`domain.measures.first_contact.Case.at_first_contact`, of a row."""
    figures = meant.figures
    later = microseconds(_C.again_at) - microseconds(_C.resolved_at) > figures.again_hours * _HOUR_US
    return and_(_C.agents == 1, _C.gap_ms <= figures.gap_hours * _HOUR_MS, or_(_C.again_at.is_(None), later))


def resolved(meant: Meant) -> list[ColumnElement[bool]]:
    """The cases that count: resolved in the span, and answered by somebody."""
    return [*meant.within(_C.resolved_at), _C.agents > 0, *meant.named(insight_case)]


def first_contact(meant: Meant) -> dict[str, Ratio]:
    """By who answered last; together they are all."""
    well = func.sum(case((at_first_contact(meant), 1), else_=0))
    query = select(_C.agent_id, well, func.count()).where(*resolved(meant)).group_by(_C.agent_id)
    return {row[0]: Ratio(row[1], row[2]) for row in meant.connection.execute(query)}


def together(ratios: Iterable[Ratio]) -> Ratio:
    """Their sum."""
    held = list(ratios)
    return Ratio(sum(one.part for one in held), sum(one.whole for one in held))


def ratings(meant: Meant) -> tuple[Csat, Nps]:
    """What customers answered in the span, and how often they were asked."""
    scores: dict[str, list[int]] = {"csat": [], "nps": []}
    query = select(_R.kind, _R.score, func.count()).where(*answered(meant)).group_by(_R.kind, _R.score)
    for kind, score, n in meant.connection.execute(query):
        scores.setdefault(kind, []).extend([score] * n)
    asked = select(func.count()).where(*meant.within(_R.asked_at), _R.kind == "csat", *meant.named(rating))
    return csat(scores["csat"], meant.connection.execute(asked).scalar() or 0), nps(scores["nps"])


def answered(meant: Meant) -> list[ColumnElement[bool]]:
    """Ratings that were given in the span."""
    return [*meant.within(_R.answered_at), _R.score.is_not(None), *meant.named(rating)]


def replies(meant: Meant) -> tuple[ReplyLine, ...]:
    """Shared quick replies that were used in the span, most used first; those that are gone have no title.

    They belong to whoever used them, and to no channel, language or topic.
    """
    first, behind, columns = slot_of(meant.choice.since), slot_of(meant.choice.until), insight_reply.c
    where: list[Any] = [columns.slot >= first, columns.slot < behind]
    if meant.agents is not None:
        where.append(columns.agent_id.in_(sorted(meant.agents)))
    sums = select(columns.reply_id, func.sum(columns.used), func.sum(columns.edited)).where(*where)
    rows = list(meant.connection.execute(sums.group_by(columns.reply_id)))
    titles = _titles(meant, [row[0] for row in rows])
    lines = [ReplyLine(id_, titles.get(id_, ""), used, edited) for id_, used, edited in rows]
    return tuple(sorted(lines, key=_most_used))


def used(work: Work, agent_id: str, uses: Iterable[ReplyUse]) -> None:
    """These shared quick replies were used."""
    counts = Counter((use.reply_id, use.edited) for use in uses)
    slot, agents = slot_of(work.now), {"agent_id": agent_id}
    rows = [
        {"slot": slot, "reply_id": id_, **agents, "used": n, "edited": n if edited else 0}
        for (id_, edited), n in counts.items()
    ]
    if rows:
        work.tx.connection.execute(_ADD_USE, rows)


def _titles(meant: Meant, ids: list[str]) -> dict[str, str]:
    query = select(shelf).where(shelf.c.type == "quick_reply", shelf.c.audience == "", shelf.c.id.in_(ids))
    values = [value_of(row) for row in meant.connection.execute(query)]
    return {value.id: value.title or value.shortcut for value in values if isinstance(value, QuickReply)}


def _most_used(line: ReplyLine) -> tuple[int, str]:
    return -line.used, line.reply_id
