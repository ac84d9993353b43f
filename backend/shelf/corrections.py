"""Corrections of agents as JSON lines: training data for the emotion engine (E-1)."""

import json
from collections.abc import Iterator

from sqlalchemy import Connection, select

from backend.storage.tables import correction, message
from domain.emotion.assessment import Assessment


def lines(connection: Connection) -> Iterator[str]:
    """One line a corrected message that is still there: {"text", "language", "tier", "complaint", "topic", "was"}."""
    c = correction.c
    query = (
        select(message.c.text, message.c.assessment, c.tier, c.complaint, c.topic, c.was)
        .join(message, message.c.id == c.message_id)
        .where(message.c.deleted_at.is_(None), message.c.text != "")
        .order_by(c.at, c.message_id)
    )
    for text, assessment, tier, complaint, topic, was in connection.execute(query):
        language = assessment.language if isinstance(assessment, Assessment) else ""
        said = {"text": text, "language": language, "tier": tier, "complaint": complaint, "topic": topic, "was": was}
        yield json.dumps(said, ensure_ascii=False) + "\n"
