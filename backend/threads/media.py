"""Attachments of customers' messages: the bytes come later than the message."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from backend.storage.tables import message
from backend.storage.transaction import Transaction
from domain.ids import BlobHash


def stored(
    tx: Transaction,
    message_id: str,
    part_index: int,
    blob: str,
    size: int,
    width: int,
    height: int,
    media_type: str,
) -> None:
    """The part's bytes are held as this blob; sizes in bytes and pixels."""
    facts = {"blob": BlobHash(blob), "size": size, "width": width, "height": height, "media_type": media_type}
    _change(tx, message_id, part_index, **facts, problem="")


def missing(tx: Transaction, message_id: str, part_index: int, problem: str) -> None:
    """The part's bytes cannot be had; `problem` is a code from `domain.problems`."""
    _change(tx, message_id, part_index, problem=problem)


def _change(tx: Transaction, message_id: str, part_index: int, **facts: Any) -> None:
    row = tx.connection.execute(select(message.c.parts).where(message.c.id == message_id)).first()
    if row is None or part_index >= len(row.parts):
        return
    parts = list(row.parts)
    parts[part_index] = replace(parts[part_index], **facts)
    version = tx.changed("message", message_id)
    tx.connection.execute(update(message).where(message.c.id == message_id).values(parts=tuple(parts), version=version))
