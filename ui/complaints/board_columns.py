"""The board's columns and lanes, from complaints that are filtered and in order."""

from collections.abc import Sequence

from app.i18n import _, pgettext
from domain.agent import Role
from domain.complaints.figures import ComplaintFigures
from domain.emotion.assessment import Tier
from domain.ids import AgentId
from ui.complaints.board_entry import Entry
from widgets.assessment import tier_name
from widgets.board.values import ColumnValues, Lane
from widgets.board.words import whole_length

TIERS = (Tier.HIGH, Tier.MEDIUM, Tier.LOW)
NOBODY = "nobody"
"""The lane of what nobody owns."""


def columns(
    entries: Sequence[Entry], figures: ComplaintFigures, me: AgentId | None, *, lanes: bool
) -> tuple[ColumnValues, ...]:
    """One a tier, each with the same lanes."""
    owners = _owners(entries, me) if lanes else ()
    found = []
    for tier in TIERS:
        held = [entry for entry in entries if entry.complaint.tier is tier]
        rows = _lanes(held, owners) if lanes else (Lane("", "", tuple(entry.complaint.id for entry in held)),)
        found.append(ColumnValues(tier.value, tier.value, _capital(tier_name(tier)), times(figures, tier), rows))
    return tuple(found)


def lane_of(owner_id: AgentId | None) -> str:
    """The key of an owner's lane."""
    return owner_id or NOBODY


def times(figures: ComplaintFigures, tier: Tier) -> str:
    """What table K asks of a tier, in short."""
    row = figures.tiers[tier]
    said = _("answer {first} · {role} · solve {resolve}")
    return said.format(first=whole_length(row.first), role=_role(row.role), resolve=whole_length(row.resolve))


def _owners(entries: Sequence[Entry], me: AgentId | None) -> tuple[tuple[str, str], ...]:
    """Key and name of every lane: nobody's first, then mine, then by name."""
    names = {lane_of(entry.complaint.owner_id): entry.card.owner for entry in entries}
    ordered = sorted(names, key=lambda key: (key != NOBODY, key != me, names[key].casefold(), key))
    return tuple((key, _("Unassigned") if key == NOBODY else names[key] or _("a colleague")) for key in ordered)


def _lanes(entries: Sequence[Entry], owners: Sequence[tuple[str, str]]) -> tuple[Lane, ...]:
    held: dict[str, list[str]] = {key: [] for key, _name in owners}
    for entry in entries:
        held[lane_of(entry.complaint.owner_id)].append(entry.complaint.id)
    # Without a single complaint there is still one lane, of nobody, so that columns stay columns.
    found = tuple(Lane(key, name, tuple(held[key])) for key, name in owners)
    return found or (Lane(NOBODY, _("Unassigned"), ()),)


def _role(role: Role) -> str:
    return {
        Role.AGENT: pgettext("role in short", "agent"),
        Role.SENIOR: pgettext("role in short", "senior"),
        Role.LEAD: pgettext("role in short", "lead"),
        Role.TRAINER: pgettext("role in short", "trainer"),
        Role.ADMIN: pgettext("role in short", "admin"),
    }[role]


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
