"""Drafts that are not on screen any more: a file that came late, words typed before the store had answered."""

from dataclasses import replace

from app.ports import Draft, StoredBlob
from domain.ids import ThreadId
from ui.ports import DraftPort


async def attach(drafts: DraftPort, thread_id: ThreadId, blob: StoredBlob) -> None:
    """One file more."""
    held = await drafts.load(thread_id) or Draft(thread_id, "", None, False, None, (), 0)
    if blob.hash not in held.files:
        files = (*held.files, blob.hash)
        drafts.changed(replace(held, files=files, revision=drafts.next_revision(held.revision)))


async def add(drafts: DraftPort, typed: Draft) -> None:
    """What was typed stands behind what the store has."""
    held = await drafts.load(typed.thread_id)
    revision = drafts.next_revision(held.revision if held is not None else 0)
    drafts.changed(replace(with_typed(held, typed.text) if held is not None else typed, revision=revision))


def with_typed(draft: Draft, typed: str) -> Draft:
    """The draft with what was typed since behind it."""
    return replace(draft, text="\n".join(text for text in (draft.text, typed) if text))
