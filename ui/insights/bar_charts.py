"""Shares, agents and stars as horizontal bars, each with its table."""

from collections.abc import Callable, Sequence

from app.i18n import _, ngettext
from domain.measures.report import AgentLine, Behind, Share
from ui.insights.leads import Lead
from ui.insights.seen import MESSAGES_A_DAY, Seen
from ui.insights.words import NOTHING, median, nps_value, share, signed, stars_words
from ui.locale import number, percent
from widgets.charts.values import BarRow, Cell, Limit, Sheet

MOST_BARS = 10
"""So many are drawn; the table has them all."""
Name = Callable[[str], str]


def share_rows(seen: Seen, field: str, name: Name) -> tuple[BarRow, ...]:
    """How much of everything each is; `field` names the list of the report and what a choice calls it."""
    shares, before = _shares(seen, field)
    whole, whole_before = sum(one.count for one in shares), sum(before.values())
    rows = []
    for one in sorted(shares, key=_most)[:MOST_BARS]:
        part = one.count / whole if whole else 0.0
        earlier = before.get(one.name, 0) / whole_before if whole_before else None
        messages = ngettext("{count} message", "{count} messages", one.count).format(count=number(one.count))
        said = [name(one.name), percent(part), messages]
        if earlier is not None:
            said.append(_("before: {count}").format(count=percent(earlier)))
        colour = (one.name or "other") if field == "channel" else "accent"
        key = _share_lead(field, one, name)
        rows.append(BarRow(key, name(one.name), part, percent(part), " · ".join(said), colour, before=earlier))
    return tuple(rows)


def share_sheet(seen: Seen, field: str, name: Name, title: str) -> Sheet:
    """The same as a table, with all of them."""
    shares, before = _shares(seen, field)
    whole = sum(one.count for one in shares)
    heads = (title, _("Messages"), _("Share"), *((_("Before"),) if seen.before is not None else ()))
    rows, keys = [], []
    for one in sorted(shares, key=_most):
        part = one.count / whole if whole else 0.0
        row = [Cell(name(one.name)), Cell(number(one.count), one.count), Cell(percent(part), round(part, 4))]
        if seen.before is not None:
            earlier = before.get(one.name, 0)
            row.append(Cell(number(earlier), earlier))
        rows.append(tuple(row))
        keys.append(_share_lead(field, one, name))
    return Sheet(title, heads, tuple(rows), tuple(keys))


def waiting_rows(seen: Seen) -> tuple[tuple[BarRow, ...], Limit]:
    """Whose customers wait now, against the limit (R-1)."""
    limit = seen.goals.unanswered
    lines = sorted(seen.report.agents, key=_waits_most)[:MOST_BARS]
    rows = [_waiting_row(seen, line, warns=line.unanswered >= limit) for line in lines]
    if (rest := _nobodys(seen)) > 0:
        waits = ngettext("{count} thread waits", "{count} threads wait", rest).format(count=number(rest))
        rows.append(BarRow(_all_waiting(), _nobody(), rest, number(rest), f"{_nobody()} · {waits}", "faint"))
    return tuple(rows), Limit(limit, _("limit {count}").format(count=number(limit)))


def _nobodys(seen: Seen) -> int:
    """Threads that wait in the queue."""
    return seen.report.unanswered - sum(line.unanswered for line in seen.report.agents)


def _nobody() -> str:
    return _("In the queue")


def _all_waiting() -> str:
    """To all who wait, those in the queue among them."""
    return Lead(Behind.UNANSWERED, "", _("Wait now, longest first")).key


def _waiting_row(seen: Seen, line: AgentLine, *, warns: bool) -> BarRow:
    name, many = seen.agent(line.agent_id), line.unanswered
    waits = ngettext("{count} thread waits", "{count} threads wait", many).format(count=number(many))
    said = f"{name} · {waits}"
    if warns:
        said += " · " + _("the limit is reached")
    lead = Lead(Behind.UNANSWERED, line.agent_id, _("Wait for {name} now").format(name=name))
    return BarRow(lead.key, name, many, number(many), said, "medium" if warns else "accent", warns)


def waiting_sheet(seen: Seen) -> Sheet:
    """The same as a table."""
    heads = (_("Agent"), _("Unanswered now"), _("Limit"))
    limit = Cell(number(seen.goals.unanswered), seen.goals.unanswered)
    lines = sorted(seen.report.agents, key=_waits_most)
    rows = [(Cell(seen.agent(line.agent_id)), Cell(number(line.unanswered), line.unanswered), limit) for line in lines]
    keys = [
        Lead(Behind.UNANSWERED, line.agent_id, _("Wait for {name} now").format(name=seen.agent(line.agent_id))).key
        for line in lines
    ]
    if (rest := _nobodys(seen)) > 0:
        rows.append((Cell(_nobody()), Cell(number(rest), rest), Cell(NOTHING, "")))
        keys.append(_all_waiting())
    return Sheet(_("Unanswered now"), heads, tuple(rows), tuple(keys))


def agents_sheet(seen: Seen) -> Sheet:
    """What each agent did: messages a day against 200, speed, first-contact resolution (M)."""
    heads = (
        _("Agent"),
        _("Messages"),
        _("A day, of {count}").format(count=number(MESSAGES_A_DAY)),
        _("In an hour"),
        _("Median response"),
        _("First contact"),
    )
    rows, keys = [], []
    for line in sorted(seen.report.agents, key=_busiest):
        daily = line.messages / seen.days
        first = line.first_contact
        name = seen.agent(line.agent_id)
        rows.append(
            (
                Cell(name),
                Cell(number(line.messages), line.messages),
                Cell(f"{number(daily)} ({percent(daily / MESSAGES_A_DAY)})", round(daily, 1)),
                Cell(number(line.per_hour, 1), round(line.per_hour, 1)),
                Cell(median(line.answers), round(line.answers.median, 1) if line.answers.count else ""),
                Cell(share(first), round(first.part / first.whole, 4) if first.whole else ""),
            )
        )
        title = _("Answered by {name}, slowest first").format(name=name)
        keys.append(Lead(Behind.RESPONSE, "", title, "agent", line.agent_id).key)
    return Sheet(_("Agents"), heads, tuple(rows), tuple(keys))


def star_rows(seen: Seen) -> tuple[BarRow, ...]:
    """How many gave how many stars, five first."""
    counts = seen.report.csat.counts
    whole = sum(counts)
    if not whole:
        return ()
    before = seen.before.csat.counts if seen.before is not None else None
    whole_before = sum(before) if before is not None else 0
    rows = []
    for stars in range(5, 0, -1):
        many = counts[stars - 1]
        part = many / whole
        earlier = before[stars - 1] / whole_before if before is not None and whole_before else None
        answers = ngettext("{count} answer", "{count} answers", many).format(count=number(many))
        said = f"{stars_words(stars)} · {answers} · {percent(part)}"
        if earlier is not None:
            said += " · " + _("before: {count}").format(count=percent(earlier))
        colour = "ok" if stars >= 4 else "faint" if stars == 3 else "medium"
        text = f"{number(many)} · {percent(part)}"
        rows.append(BarRow(_stars_lead(stars), stars_words(stars), part, text, said, colour, before=earlier))
    return tuple(rows)


def star_sheet(seen: Seen) -> Sheet:
    """The same as a table."""
    counts = seen.report.csat.counts
    whole = sum(counts)
    rows = []
    for stars in range(5, 0, -1):
        many = counts[stars - 1]
        part = many / whole if whole else 0.0
        rows.append((Cell(stars_words(stars), stars), Cell(number(many), many), Cell(percent(part), round(part, 4))))
    keys = tuple(_stars_lead(stars) for stars in range(5, 0, -1))
    return Sheet(_("CSAT"), (_("Stars"), _("Answers"), _("Share")), tuple(rows) if whole else (), keys if whole else ())


def nps_rows(seen: Seen) -> tuple[BarRow, ...]:
    """Promoters, passives and detractors (M-2)."""
    whole = sum(many for _name, _colour, many, _key in _nps_parts(seen))
    if not whole:
        return ()
    rows = []
    for name, colour, many, key in _nps_parts(seen):
        part = many / whole
        answers = ngettext("{count} answer", "{count} answers", many).format(count=number(many))
        said = f"{name} · {answers} · {percent(part)}"
        rows.append(BarRow(key, name, part, f"{number(many)} · {percent(part)}", said, colour))
    return tuple(rows)


def nps_sheet(seen: Seen) -> Sheet:
    """The same as a table, with the score."""
    parts, score = _nps_parts(seen), nps_value(seen.report.nps)
    if score is None:
        return Sheet(_("NPS"), (), ())
    rows = [(Cell(name), Cell(number(many), many)) for name, _colour, many, _key in parts]
    rows.append((Cell(_("NPS")), Cell(signed(score), score)))
    keys = (*(key for _name, _colour, _many, key in parts), Lead(Behind.NPS, "", _("Detractors")).key)
    return Sheet(_("NPS"), (_("Who"), _("Answers")), tuple(rows), keys)


def _nps_parts(seen: Seen) -> tuple[tuple[str, str, int, str], ...]:
    nps = seen.report.nps
    return (
        (_("Promoters (9–10)"), "ok", nps.promoters, Lead(Behind.NPS, "promoters", _("Promoters")).key),
        (_("Passives (7–8)"), "faint", nps.passives, Lead(Behind.NPS, "passives", _("Passives")).key),
        (_("Detractors (0–6)"), "medium", nps.detractors, Lead(Behind.NPS, "", _("Detractors")).key),
    )


def _stars_lead(stars: int) -> str:
    return Lead(Behind.CSAT, str(stars), _("Rated with {stars}").format(stars=stars_words(stars))).key


def _shares(seen: Seen, field: str) -> tuple[Sequence[Share], dict[str, int]]:
    def of(report: object) -> Sequence[Share]:
        found: Sequence[Share] = getattr(report, f"{field}s")
        return found

    before = {one.name: one.count for one in of(seen.before)} if seen.before is not None else {}
    return of(seen.report), before


def _share_lead(field: str, one: Share, name: Name) -> str:
    if not one.name:
        # A choice without a value means all of them: there is no asking for those without one.
        return f"{field}:"
    return Lead(Behind.INBOUND, "", _("{name}: wrote").format(name=name(one.name)), field, one.name).key


def _most(one: Share) -> tuple[int, str]:
    return -one.count, one.name


def _waits_most(line: AgentLine) -> tuple[int, str]:
    return -line.unanswered, line.agent_id


def _busiest(line: AgentLine) -> tuple[int, str]:
    return -line.messages, line.agent_id
