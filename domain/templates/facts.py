"""What the workspace says of itself in its replies, as it is kept in the setting `replies.fields`."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from domain.emotion.assessment import Tier
from domain.ids import SettingKey
from domain.money import sound_rates
from domain.templates.subject import Facts, Promotion

KEY: Final = SettingKey("replies.fields")
_LONGEST_WITHIN = 60 * 24 * 60


def read_facts(value: str) -> Facts | None:
    """The facts of a setting's JSON text; None when it is not what it should be (the defaults hold then)."""
    try:
        held = json.loads(value)
        usual = Facts()
        promotion = held.get("promotion", {})
        ends = str(promotion.get("ends") or "")
        return Facts(
            hotline=str(held.get("hotline", "")),
            promotion=Promotion(
                str(promotion.get("code", "")),
                str(promotion.get("goods", "")),
                str(promotion.get("link", "")),
                _aware(ends) if ends else None,
            ),
            within={**usual.within, **_within(held.get("within", {}))},
            rates=sound_rates(held.get("rates", {})),
            high_spend_usd=float(held.get("high_spend_usd", usual.high_spend_usd)),
            many_returns=int(held.get("many_returns", usual.many_returns)),
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def write_facts(facts: Facts) -> str:
    """The setting's JSON text."""
    promotion = facts.promotion
    return json.dumps(
        {
            "hotline": facts.hotline,
            "promotion": {
                "code": promotion.code,
                "goods": promotion.goods,
                "link": promotion.link,
                "ends": promotion.ends.isoformat() if promotion.ends is not None else "",
            },
            "within": {tier.value: minutes for tier, minutes in facts.within.items()},
            "rates": dict(facts.rates),
            "high_spend_usd": facts.high_spend_usd,
            "many_returns": facts.many_returns,
        },
        ensure_ascii=False,
    )


def _within(held: Mapping[str, Any]) -> dict[Tier, int]:
    return {Tier(tier): min(max(int(minutes), 1), _LONGEST_WITHIN) for tier, minutes in held.items()}


def _aware(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found
