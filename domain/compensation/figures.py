"""The figures of compensation, each a setting with its default (K-4, K-5; Setting `compensation`)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from domain.agent import Role
from domain.ids import SettingKey

KEY: Final = SettingKey("compensation")
"""The setting that keeps them."""

_LIMITS: Mapping[Role, int | None] = MappingProxyType(
    {Role.AGENT: 200, Role.SENIOR: 1_000, Role.LEAD: None, Role.ADMIN: None, Role.TRAINER: 0}
)


@dataclass(frozen=True, slots=True)
class CompensationFigures:
    """Amounts in whole units of the workspace's currency, shares in percent of the loss.

    Attributes:
        small: below it, the loss and `small_share` more, as a coupon (K-4).
        large: above it, a person decides, and it is `floor` of the price at least.
        least, most: between the two; `aim` is where satisfaction turns, with some room.
        late_goods: of the goods, beside the shipping, for a late delivery (K-5). defect_coupon, service: the same
            for a defect and for a mistake of the service.
        limits: what each role may offer without somebody else's word; None for anything.
    """

    currency: str = "CNY"
    small: int = 50
    large: int = 200
    small_share: int = 110
    least: int = 120
    most: int = 150
    aim: int = 135
    floor: int = 130
    late_goods: int = 5
    defect_coupon: int = 30
    service: int = 150
    limits: Mapping[Role, int | None] = field(default_factory=lambda: _LIMITS)


class Fault(StrEnum):
    """Figures that contradict each other."""

    SIZES = "sizes"
    SHARES = "shares"
    LESS_THAN_LOST = "less_than_lost"


DEFAULTS = CompensationFigures()
_NUMBERS = tuple(one.name for one in fields(CompensationFigures) if one.name not in ("currency", "limits"))
_MOST = 1_000_000
_WHOLE = 100


def read_compensation(text: str) -> CompensationFigures:
    """From the setting's JSON; what is missing has its default. Raises ValueError for what makes no sense."""
    raw = json.loads(text)
    if not isinstance(raw, dict):
        raise ValueError("figures are an object")
    made: dict[str, Any] = {name: _figure(raw[name]) for name in _NUMBERS if name in raw}
    if "currency" in raw:
        made["currency"] = _currency(raw["currency"])
    if isinstance(raw.get("limits"), dict):
        said = {Role(name): None if most is None else _figure(most) for name, most in raw["limits"].items()}
        made["limits"] = MappingProxyType({**_LIMITS, **said})
    figures = CompensationFigures(**made)
    if found := faults(figures):
        raise ValueError(f"the figures contradict each other: {', '.join(found)}")
    return figures


def faults(figures: CompensationFigures) -> tuple[Fault, ...]:
    """What contradicts itself in them."""
    wrong = {
        Fault.SIZES: figures.small > figures.large,
        Fault.SHARES: not figures.least <= figures.aim <= figures.most,
        Fault.LESS_THAN_LOST: min(figures.small_share, figures.least, figures.floor, figures.service) < _WHOLE,
    }
    return tuple(fault for fault, is_wrong in wrong.items() if is_wrong)


def compensation_text(figures: CompensationFigures) -> str:
    """The figures as the setting's JSON."""
    said: dict[str, Any] = {name: getattr(figures, name) for name in _NUMBERS}
    limits = {role.value: most for role, most in figures.limits.items()}
    return json.dumps({"currency": figures.currency, **said, "limits": limits})


def _figure(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST:
        raise ValueError(f"not a figure: {value!r}")
    return value


def _currency(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 3 or not value.isascii() or not value.isalpha():
        raise ValueError(f"not a currency: {value!r}")
    return value.upper()
