"""Which measures are amiss, at the edges of their limits (M, E-3, R-1, A-4)."""

import pytest

from domain.ids import AgentId
from domain.measures.figures import InsightFigures
from domain.measures.report import AgentLine, Csat, Ratio, ReplyLine, Spread
from domain.measures.warnings import amiss
from tests.unit.domain.measures.samples import report

FIGURES = InsightFigures(least=10)


@pytest.mark.parametrize(
    ("more", "id_"),
    [
        ({"response": Spread(10, 90.1, 1.0, 1.0)}, "response"),
        ({"first_contact": Ratio(7, 10)}, "first_contact"),
        ({"peak": Ratio(89, 100)}, "peak"),
        ({"csat": Csat((0, 0, 6, 4, 0))}, "csat"),
        ({"replies": (ReplyLine("r1", "Way", 10, 5),)}, "hit_rate:r1"),
        ({"agents": (AgentLine(AgentId("a"), 1, 1.0, Spread(), Ratio(), 6),)}, "unanswered:a"),
    ],
)
def test_beyond_its_limit_it_warns(more: dict[str, object], id_: str) -> None:
    assert [one.id for one in amiss(report(**more), FIGURES)] == [id_]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"response": Spread(10, 90.0, 1.0, 1.0)},
        {"response": Spread(9, 900.0, 1.0, 1.0)},
        {"first_contact": Ratio(75, 100)},
        {"first_contact": Ratio(0, 9)},
        {"peak": Ratio(90, 100)},
        {"csat": Csat((0, 0, 5, 5, 0))},
        {"csat": Csat((9, 0, 0, 0, 0))},
        {"replies": (ReplyLine("r1", "Way", 10, 4), ReplyLine("r2", "Day", 9, 9))},
        {"agents": (AgentLine(AgentId("a"), 1, 1.0, Spread(), Ratio(), 5),)},
    ],
)
def test_at_its_limit_or_with_too_few_cases_it_does_not(more: dict[str, object]) -> None:
    assert amiss(report(**more), FIGURES) == ()
