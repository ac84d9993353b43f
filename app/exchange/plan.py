"""What taking a file over would do: new, changed, the same, not possible; nothing is saved by looking."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.exchange.values import Found, Incoming, Kind, Remark
from domain.ids import AgentId, QuickReplyId, is_uuid
from domain.templates.rendering import Fault
from domain.templates.reply import QuickReply, Scope


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A dry run.

    Attributes:
        new, changed: what would be saved; of the changed also what they are now.
        same: how many are here already, word for word.
        faulty: what cannot be taken. remarks: what is taken, but not as it was.
    """

    kind: Kind
    new: tuple[QuickReply, ...] = ()
    changed: tuple[tuple[QuickReply, QuickReply], ...] = ()
    same: int = 0
    faulty: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def to_save(self) -> tuple[QuickReply, ...]:
        """Everything that taking it over saves."""
        return (*self.new, *(after for _before, after in self.changed))


@dataclass(frozen=True, slots=True)
class Rules:
    """Who looks, and what they may.

    Attributes:
        may_share: whether they may save for the team; otherwise everything becomes their own.
        new_id: makes ids. faults: finds what is wrong with a wording.
    """

    owner: AgentId | None
    may_share: bool
    new_id: Callable[[], str]
    faults: Callable[[str], Sequence[Fault]]


def plan(found: Found, held: Iterable[QuickReply], rules: Rules) -> ImportPlan:
    """Compares a file with what is here; replies are recognised by their id, else by shortcut and scope."""
    here = tuple(held)
    planner = _Planner(rules, {reply.id: reply for reply in here}, {_name(reply): reply for reply in here})
    for incoming in found.replies:
        planner.look(incoming)
    return ImportPlan(
        found.kind,
        tuple(planner.new),
        tuple(planner.changed),
        planner.same,
        (*found.faulty, *planner.faulty),
        (*found.remarks, *planner.remarks),
    )


class _Planner:
    def __init__(
        self,
        rules: Rules,
        by_id: Mapping[QuickReplyId, QuickReply],
        by_name: Mapping[tuple[str, Scope], QuickReply],
    ) -> None:
        self.rules, self.by_id, self.by_name = rules, by_id, by_name
        self.new: list[QuickReply] = []
        self.changed: list[tuple[QuickReply, QuickReply]] = []
        self.same = 0
        self.faulty: list[Remark] = []
        self.remarks: list[Remark] = []
        self._seen: dict[tuple[str, Scope], str] = {}

    def look(self, incoming: Incoming) -> None:
        """Decides about one."""
        reply, where = self._allowed(incoming), incoming.where
        name = _name(reply)
        if name in self._seen:
            self.faulty.append(Remark(where, "twice", reply.shortcut))
            return
        if (bad := self._unreadable(reply)) is not None:
            self.faulty.append(Remark(where, "liquid", bad))
            return
        self._seen[name] = where
        before = self.by_id.get(reply.id) or self.by_name.get(name)
        if before is not None and not self._mine(before):
            before = None
        if before is None:
            self.new.append(self._fresh(reply))
        elif _same(before, reply):
            self.same += 1
        else:
            self.changed.append((before, _in_place_of(before, reply)))

    def _allowed(self, incoming: Incoming) -> QuickReply:
        reply = incoming.reply
        if reply.scope is not Scope.PERSONAL and not self.rules.may_share:
            self.remarks.append(Remark(incoming.where, "made_personal", reply.shortcut))
            return replace(reply, scope=Scope.PERSONAL, team="", id=QuickReplyId(""))
        return reply

    def _mine(self, before: QuickReply) -> bool:
        return before.scope is not Scope.PERSONAL or before.owner_id in (None, self.rules.owner)

    def _unreadable(self, reply: QuickReply) -> str | None:
        for wording in reply.wordings:
            for fault in self.rules.faults(wording.text):
                if fault.code != "field":
                    return f"{reply.shortcut}: {fault.detail or fault.code}"
        return None

    def _fresh(self, reply: QuickReply) -> QuickReply:
        known = is_uuid(reply.id) and reply.id not in self.by_id and reply.scope is not Scope.PERSONAL
        fresh = reply.id if known else QuickReplyId(self.rules.new_id())
        return replace(reply, id=fresh, owner_id=self.rules.owner, used=0, edited=0, version=0)


def _name(reply: QuickReply) -> tuple[str, Scope]:
    return reply.shortcut, reply.scope


def _in_place_of(before: QuickReply, after: QuickReply) -> QuickReply:
    """What was written, with what only the program knows of the reply that is here."""
    return replace(
        after,
        id=before.id,
        owner_id=before.owner_id,
        files=after.files or before.files,
        reviewed_at=after.reviewed_at or before.reviewed_at,
        used=before.used,
        edited=before.edited,
        version=before.version,
    )


def _same(before: QuickReply, after: QuickReply) -> bool:
    """Whether nothing that somebody wrote differs; when it was reviewed does not matter."""
    return replace(_in_place_of(before, after), reviewed_at=before.reviewed_at) == before
