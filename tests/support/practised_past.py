"""A year of a team's practice, put straight into a server's tables: what reports on training are timed with."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from backend.insights.meant import as_kept
from backend.storage.database import Database
from backend.storage.migrations.versions import packed_0010
from backend.storage.tables import agent, training_attempt, training_item, training_practice
from domain.emotion.assessment import Tier, Topic
from domain.training.item import DrillKind
from domain.training.results import Ending
from tests.support.measured_past import NOW, SPAN, add_rows, agents

IN_ONE_GO = 20
ITEMS = 2_000
_LANGUAGES = ("en", "zh-Hant", "th", "ar", "vi", "ru", "it", "de")
_TOPICS = ("", *(topic.value for topic in Topic))
_TIERS = tuple(tier.value for tier in Tier)
_KINDS = tuple(kind.value for kind in DrillKind)


def fill(database: Database, attempts: int, learners: int, seed: int = 1) -> None:
    """So many attempts up to NOW, by so many learners in turn, twenty in one go."""
    goes = attempts // IN_ONE_GO
    chance = random.Random(seed)
    begins = [NOW - SPAN + SPAN * go / goes for go in range(goes)]
    with database.write() as tx:
        raw = tx.connection.connection.cursor()
        add_rows(raw, agent, agents(learners))
        items = ({"number": n, "pack_id": f"pack-{n // 50}", "item_id": f"item-{n}"} for n in range(1, ITEMS + 1))
        add_rows(raw, training_item, items)
        add_rows(raw, training_practice, (_go(number, begins[number - 1], learners) for number in range(1, goes + 1)))
        add_rows(raw, training_attempt, _attempts(begins, chance))
        packed_0010.fill(tx.connection)
        raw.execute("ANALYZE")


def _go(number: int, began: datetime, learners: int) -> dict[str, Any]:
    day = as_kept(began) // 86_400_000_000
    return {
        "number": number,
        "id": f"go-{number}",
        "agent_id": f"agent-{number % learners:02}",
        "kind": "",
        "assignment_id": "",
        "began": as_kept(began),
        "last_at": as_kept(began + timedelta(seconds=20 * IN_ONE_GO)),
        "ms": 20_000 * IN_ONE_GO,
        "zone": "Asia/Taipei",
        "day": day,
        "last_day": day,
        "attempts": IN_ONE_GO,
        "shelved": 0,
    }


def _attempts(begins: list[datetime], chance: random.Random) -> Iterator[dict[str, Any]]:
    for number, began in enumerate(begins, 1):
        at, kind = as_kept(began), _KINDS[number % len(_KINDS)]
        for n in range(IN_ONE_GO):
            asked = chance.random() < 0.6
            yield {
                "practice": number,
                "n": n,
                "item": chance.randrange(ITEMS) + 1,
                "edition": 1,
                "kind": kind,
                "language": _LANGUAGES[number % len(_LANGUAGES)],
                "topic": chance.choice(_TOPICS),
                "tier": chance.choice(_TIERS),
                "level": 2,
                "at": at + n * 20_000_000,
                "ms": chance.randrange(1_500, 40_000),
                "ending": Ending.DONE.value if chance.random() < 0.95 else Ending.LATE.value,
                "correct": int(chance.random() < 0.8),
                "recall": chance.randrange(1_000_001) if asked else None,
                "exactness": chance.randrange(1_000_001) if asked else None,
                "topic_right": int(chance.random() < 0.8) if asked else None,
                "tier_right": int(chance.random() < 0.7) if not asked else None,
                "complaint_right": None,
                "step_right": None,
                "pace": None,
                "interruptions": 0,
            }
