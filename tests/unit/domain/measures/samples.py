"""Reports of nothing, but for what a test says."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.measures.report import Choice, ComplaintLines, Csat, Nps, Ratio, Report, Spread

START = datetime(2026, 11, 2, tzinfo=UTC)


def report(**more: Any) -> Report:
    choice = Choice(START, START + timedelta(days=7), "UTC")
    empty: dict[str, Any] = {
        "inbound": 0, "outbound": 0, "response": Spread(), "response_business": Spread(), "first_contact": Ratio(),
        "csat": Csat(), "nps": Nps(), "peak": Ratio(), "off_peak": Ratio(), "unanswered": 0, "curve": (),
        "channels": (), "topics": (), "languages": (), "agents": (), "replies": (), "complaints": ComplaintLines(),
    }  # fmt: skip
    return Report(choice=choice, at=START, **{**empty, **more})
