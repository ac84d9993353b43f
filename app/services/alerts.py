"""What this agent has to be told until they have seen it: read again with every change, told by injected timers."""

import json
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from app.changes import ChangeSet, Listener
from app.errors import KnownError
from app.ports import Session
from app.services.compensation_values import Waiting
from app.services.complaint_values import BoardCard
from domain.agent import Agent, Permission
from domain.alerts import (
    ONCE,
    Alert,
    Rhythm,
    Told,
    after_telling,
    changes_at,
    complaint_alert,
    in_order,
    looked_at,
    offer_alert,
    tells_at,
    to_tell,
    warning_alert,
)
from domain.complaints.acts import ComplaintAct, SeeComplaint
from domain.complaints.ground import Ground
from domain.ids import AgentId, ComplaintId, ThreadId
from domain.warning import MeasureWarning

LONGEST_REST = 30.0
"""Seconds after which the time is looked at again, whatever a computer that slept thinks of its timers."""
MOST_SEEN = 200
OF_TRAINING = frozenset({"assignment", "coaching", "practice", "edition"})
_TOLD = "told:"


class Complaints(Protocol):
    """What is needed of complaints."""

    def now(self) -> datetime: ...

    async def open_cards(self) -> Sequence[BoardCard]: ...

    async def follow_ups(self) -> Sequence[BoardCard]: ...

    async def cards(self, ids: Collection[ComplaintId]) -> Mapping[ComplaintId, BoardCard]: ...

    async def ground(self) -> Ground: ...

    async def do(self, thread_id: ThreadId, act: ComplaintAct) -> None: ...


class Offers(Protocol):
    """What is needed of compensations."""

    async def waiting(self) -> Sequence[Waiting]: ...


class Warnings(Protocol):
    """What is needed of insights."""

    async def warnings(self) -> Sequence[MeasureWarning]: ...


class Training(Protocol):
    """What is needed of the training."""

    async def news(self, now: datetime) -> Sequence[Alert]: ...


class Sessions(Protocol):
    """Who is signed in."""

    @property
    def current(self) -> Session | None: ...


class Kept(Protocol):
    """What is kept on this computer."""

    quiet_until: str
    alerts_seen: str


class Hub(Protocol):
    """Where changes are told."""

    def subscribe(self, listener: Listener) -> Callable[[], None]: ...


class Tasks(Protocol):
    """Owner of background work."""

    def spawn(self, work: Coroutine[Any, Any, Any], name: str | None = None) -> object: ...


class Timer(Protocol):
    """What `loop.call_later` gives back."""

    def cancel(self) -> None: ...


@dataclass(frozen=True, slots=True)
class AlertTools:
    """Where alerts come from, and what moves them.

    Attributes:
        later: calls a function after so many seconds (`loop.call_later`).
    """

    complaints: Complaints
    offers: Offers
    warnings: Warnings
    training: Training
    session: Sessions
    settings: Kept
    tasks: Tasks
    later: Callable[[float, Callable[[], None]], Timer]


@dataclass(slots=True)
class _Wanted:
    """What has to be read again."""

    everything: bool = False
    ground: bool = False
    offers: bool = False
    warnings: bool = False
    training: bool = False
    complaints: set[ComplaintId] = field(default_factory=set)

    def __bool__(self) -> bool:
        shelf = self.ground or self.offers or self.warnings or self.training
        return self.everything or shelf or bool(self.complaints)


@dataclass(frozen=True, slots=True)
class _Worked:
    """What was worked out of one complaint; it holds until that moment, None for as long as nothing changes."""

    card: BoardCard
    alert: Alert | None
    until: datetime | None

    def holds(self, card: BoardCard, now: datetime) -> bool:
        return self.card is card and (self.until is None or now < self.until)


class AlertService:
    """One for the program.

    Attributes:
        alerts: everything that is not seen, the most urgent first.
        on_screen: whether what an alert is about is in front of the agent now; asked before they are told.
    """

    def __init__(self, tools: AlertTools, hub: Hub) -> None:
        self.tools = tools
        self.alerts: tuple[Alert, ...] = ()
        self.on_screen: Callable[[Alert], bool] = _nowhere
        self._cards: dict[ComplaintId, BoardCard] = {}
        self._worked: dict[ComplaintId, _Worked] = {}
        self._ground = Ground()
        self._offers: Sequence[Waiting] = ()
        self._warnings: Sequence[MeasureWarning] = ()
        self._news: Sequence[Alert] = ()
        self._told = Told()
        self._wanted = _Wanted()
        self._reading = False
        self._timer: Timer | None = None
        self._listeners: list[Callable[[], None]] = []
        self._tellers: list[Callable[[Sequence[Alert]], None]] = []
        self._stop = hub.subscribe(self._changed)

    def catch_up(self) -> None:
        """Reads everything: whoever makes this late has missed what was told before."""
        self._changed(ChangeSet(reset=True))

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Tells that there are other alerts, or another quiet time; returns the function that stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def on_telling(self, teller: Callable[[Sequence[Alert]], None]) -> Callable[[], None]:
        """Is handed what the agent has to be told now; returns the function that stops that."""
        self._tellers.append(teller)
        return lambda: self._tellers.remove(teller)

    @property
    def quiet_until(self) -> datetime | None:
        """Until when nothing is told, None when everything is."""
        until = _moment(self.tools.settings.quiet_until)
        return until if until is not None and until > self.tools.complaints.now() else None

    def quiet(self, length: timedelta) -> None:
        """Nothing is told for so long; nothing at all (zero) ends that."""
        until = self.tools.complaints.now() + length
        self.tools.settings.quiet_until = until.isoformat() if length else ""
        self._look()

    async def see(self, alerts: Iterable[Alert]) -> None:
        """The agent has seen these. Raises StorageFull."""
        for alert in alerts:
            if alert.complaint_id is not None and alert.thread_id is not None:
                held = self._cards.get(alert.complaint_id)
                lane = held.complaint.thread_id if held is not None else alert.thread_id
                await self.tools.complaints.do(lane, SeeComplaint(alert.complaint_id))
            else:
                self._keep_seen(alert.key)
        self._look()

    def close(self) -> None:
        """Says nothing more."""
        self._stop()
        self._tellers.clear()
        self._listeners.clear()
        if self._timer is not None:
            self._timer.cancel()

    def _changed(self, changes: ChangeSet) -> None:
        wanted, people = self._wanted, changes.people or changes.reset
        wanted.everything |= people
        wanted.ground |= "setting" in changes.shelf
        wanted.offers |= "offer" in changes.shelf
        wanted.warnings |= "warning" in changes.shelf
        wanted.training |= bool(changes.shelf & OF_TRAINING)
        wanted.complaints |= changes.complaints
        if wanted and not self._reading:
            self._reading = True
            self.tools.tasks.spawn(self._read(), name="alerts")

    async def _read(self) -> None:
        try:
            while self._wanted:
                wanted, self._wanted = self._wanted, _Wanted()
                await self._take(wanted)
        except KnownError:
            # The screens say what is wrong with the store; the next change reads everything.
            self._wanted.everything = True
        finally:
            self._reading = False
        self._look()

    async def _take(self, wanted: _Wanted) -> None:
        complaints, agent = self.tools.complaints, self._agent()
        if agent is None:
            self._cards, self._worked, self._offers, self._warnings, self._news = {}, {}, (), (), ()
            return
        if wanted.everything:
            found = [*await complaints.open_cards(), *await complaints.follow_ups()]
            self._cards = {card.complaint.id: card for card in found}
        elif wanted.complaints:
            self._cards = {id_: card for id_, card in self._cards.items() if id_ not in wanted.complaints}
            self._cards |= await complaints.cards(wanted.complaints)
        self._cards = {id_: card for id_, card in self._cards.items() if card.complaint.owner_id == agent.id}
        if wanted.everything or wanted.training:
            self._news = await self.tools.training.news(complaints.now())
        if wanted.everything or wanted.ground:
            self._worked = {}
            self._ground = await complaints.ground()
        if wanted.everything or wanted.offers:
            may = agent.may(Permission.APPROVE_OFFERS)
            self._offers = await self.tools.offers.waiting() if may else ()
        if wanted.everything or wanted.warnings:
            may = agent.may(Permission.SEE_INSIGHTS)
            self._warnings = await self.tools.warnings.warnings() if may else ()

    def _look(self) -> None:
        """What is to be told now, and when to look again."""
        now, agent = self.tools.complaints.now(), self._agent()
        self.alerts = in_order(self._found(agent.id, now)) if agent is not None else ()
        rhythm = Rhythm(timedelta(minutes=self._ground.figures.repeat), quiet_until=self.quiet_until)
        self._told = looked_at(self._told, self._told_before(), now)
        spoken = to_tell(self.alerts, self._told, now, rhythm)
        before = [one for one in spoken if self.on_screen(one)]
        self._told = looked_at(self._told, [one.key for one in before], now)
        said = [one for one in spoken if one not in before]
        self._told = after_telling(self._told, self.alerts, [one.key for one in said], now)
        for one in spoken:
            if one.kind in ONCE:
                self._keep_seen(f"{_TOLD}{one.key}")
        self._rest(now, rhythm)
        for listener in tuple(self._listeners):
            listener()
        if said:
            for teller in tuple(self._tellers):
                teller(said)

    def _found(self, me: AgentId, now: datetime) -> Iterable[Alert]:
        seen = _keys(self.tools.settings.alerts_seen)
        before = self._worked
        self._worked = {id_: self._of(card, before.get(id_), me, now) for id_, card in self._cards.items()}
        yield from (one.alert for one in self._worked.values() if one.alert is not None)
        others = [*(offer_alert(one.offer, one.customer) for one in self._offers), *map(warning_alert, self._warnings)]
        others += self._news
        yield from (one for one in others if one.key not in seen)

    def _of(self, card: BoardCard, known: _Worked | None, me: AgentId, now: datetime) -> _Worked:
        """Worked out anew only when something can be different: somebody may have a thousand complaints."""
        if known is not None and known.holds(card, now):
            return known
        alert = complaint_alert(card.complaint, me, now, self._ground)
        if alert is not None:
            alert = replace(alert, customer=card.customer, thread_id=card.root_id)
        return _Worked(card, alert, changes_at(card.complaint, me, now, self._ground))

    def _rest(self, now: datetime, rhythm: Rhythm) -> None:
        """Sleeps until something is told or comes near."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        moments = [tells_at(self.alerts, self._told, now, rhythm), *(one.until for one in self._worked.values())]
        first = min((at for at in moments if at is not None), default=None)
        if first is not None:
            self._timer = self.tools.later(min(max((first - now).total_seconds(), 0.05), LONGEST_REST), self._look)

    def _told_before(self) -> list[str]:
        """What is told once only and was, by a program that has ended since."""
        seen = _keys(self.tools.settings.alerts_seen)
        once = [one.key for one in self.alerts if one.kind in ONCE and one.key not in self._told.at]
        return [key for key in once if f"{_TOLD}{key}" in seen]

    def _agent(self) -> Agent | None:
        session = self.tools.session.current
        return session.agent if session is not None else None

    def _keep_seen(self, key: str) -> None:
        held = [one for one in _keys(self.tools.settings.alerts_seen) if one != key]
        self.tools.settings.alerts_seen = json.dumps([*held, key][-MOST_SEEN:])


def _nowhere(_alert: Alert) -> bool:
    return False


def _keys(text: str) -> list[str]:
    try:
        held = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    return [one for one in held if isinstance(one, str)] if isinstance(held, list) else []


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None
