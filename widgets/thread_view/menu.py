"""The actions of one message as a menu."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.i18n import _
from domain.emotion.assessment import Assessment, Tier, Topic
from domain.message import Author, MessageKind, Part, PartKind
from domain.outbox import OutboxState
from domain.timeline import Entry
from widgets.assessment import tier_meaning, tier_name, topic_name
from widgets.thread_view.audio import is_voice
from widgets.thread_view.files import display_name, shows_as_picture
from widgets.thread_view.links import Link, find_links
from widgets.thread_view.part_blocks import spoken_part
from widgets.thread_view.plain_text import clean
from widgets.thread_view.states import Action, state_of

MOST_LINKS = 5
_STILL_HERE = frozenset({OutboxState.QUEUED, OutboxState.UPLOADING})


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu."""

    action: Action
    words: str
    link: Link | None = None
    part: Part | None = None
    correction: Assessment | None = None


def corrections(entry: Entry) -> Sequence[Choice]:
    """What a customer's message could be said to be instead (E-1)."""
    message = entry.message
    if message.author is not Author.CUSTOMER or message.deleted_at is not None or not message.position:
        return []
    says = message.assessment or Assessment(Tier.LOW, complaint=False)
    found = []
    for tier in Tier:
        if message.assessment is None or tier is not says.tier:
            words = _("{tier}: {meaning}").format(tier=tier_name(tier), meaning=tier_meaning(tier))
            other = replace(says, tier=tier, complaint=tier is not Tier.LOW)
            found.append(Choice(Action.CORRECT, words, correction=other))
    for topic in Topic:
        if topic is not says.topic:
            words = _("about: {topic}").format(topic=topic_name(topic))
            found.append(Choice(Action.CORRECT, words, correction=replace(says, topic=topic)))
    return found


def choices(entry: Entry, now: datetime, *, selected: bool, barred: str = "") -> Sequence[Choice]:
    """What can be done with a message, most wanted first; `barred` as in `state_of`."""
    found = [Choice(action, words) for action, words in state_of(entry, now, barred).actions]
    if entry.sending in _STILL_HERE and not found:
        found += [Choice(Action.EDIT, _("Take back and edit")), Choice(Action.DISCARD, _("Discard"))]
    if selected:
        found.append(Choice(Action.COPY, _("Copy")))
    if entry.message.kind is MessageKind.EVENT:
        return found
    if entry.message.deleted_at is None:
        found.append(Choice(Action.COPY_MESSAGE, _("Copy message")))
        if entry.message.kind is not MessageKind.NOTE and entry.message.position:
            found.append(Choice(Action.QUOTE, _("Quote")))
        if _may_be_saved(entry):
            found.append(Choice(Action.SAVE_REPLY, _("Save as quick reply…")))
        found += _openings(entry)
        if entry.message.author is Author.CUSTOMER and entry.message.position:
            found.append(Choice(Action.COMPLAINT, _("Open a complaint…")))
    return [*found, *corrections(entry)]


def _may_be_saved(entry: Entry) -> bool:
    """What the team wrote to a customer, and not a note or a file alone."""
    message = entry.message
    return message.author is Author.AGENT and message.kind is MessageKind.TEXT and bool(message.text.strip())


def _openings(entry: Entry) -> list[Choice]:
    links = find_links(clean(entry.message.text[:20_000]))[:MOST_LINKS]
    found = [Choice(Action.LINK, _("Open link to {host}").format(host=link.host), link=link) for link in links]
    for part in entry.message.parts:
        if part.kind is PartKind.ATTACHMENT and part.blob:
            name = display_name(part.name, part.media_type)
            action = Action.IMAGE if shows_as_picture(part) else Action.ATTACHMENT
            if is_voice(part):
                found.append(Choice(Action.PLAY, _("Play or pause"), part=part))
            found.append(Choice(action, _("Open {name}").format(name=name), part=part))
    return found


def message_text(entry: Entry) -> str:
    """The whole message for the clipboard: its text and a line for each part."""
    parts = [spoken_part(part) for part in entry.message.parts if part.kind is not PartKind.FACT]
    return "\n".join(text for text in (clean(entry.message.text), *parts) if text)
