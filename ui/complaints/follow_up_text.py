"""Puts the follow-up's text into a thread's draft, behind what stands there; nothing is ever overwritten (K-6)."""

from dataclasses import replace
from enum import StrEnum

from app.ports import Draft
from domain.ids import ThreadId
from ui.ports import Services


class Placed(StrEnum):
    """What became of it."""

    ALONE = "alone"
    BEHIND = "behind"
    THERE = "there"
    NOTE = "note"


async def place_text(services: Services, thread_id: ThreadId, text: str) -> Placed:
    """Durable before the thread is opened; a note for the team is left alone, for it is not for customers."""
    drafts = services.drafts
    await drafts.flush()
    held = await drafts.load(thread_id)
    if held is not None and held.note and held.text.strip():
        return Placed.NOTE
    before = held.text.rstrip() if held is not None else ""
    if text.strip() in before:
        return Placed.THERE
    whole = "\n\n".join(part for part in (before, text) if part)
    revision = drafts.next_revision(held.revision if held is not None else 0)
    if held is not None:
        drafts.changed(replace(held, text=whole, note=False, revision=revision))
    else:
        drafts.changed(Draft(thread_id, whole, None, False, None, (), revision))
    await drafts.flush()
    return Placed.BEHIND if before else Placed.ALONE
