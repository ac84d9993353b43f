"""How far an outgoing entry got: tone, words, ticks, and what the agent can do about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from app.i18n import _
from domain.message import Delivery, MessageKind
from domain.outbox import OutboxState, on_hold, seconds_left
from domain.timeline import Entry
from widgets.thread_view.words import hold_words, problem_words


class Action(Enum):
    """Something an agent can ask for on a message."""

    RETRY = "retry"
    EDIT = "edit"
    DISCARD = "discard"
    QUOTE = "quote"
    COPY = "copy"
    COPY_MESSAGE = "copy_message"
    LINK = "link"
    IMAGE = "image"
    ATTACHMENT = "attachment"
    MORE = "more"
    UNDO_JOIN = "undo_join"
    UNDO_SEND = "undo_send"
    SEND_NOW = "send_now"
    LOOK = "look"
    SAVE_REPLY = "save_reply"
    COMPLAINT = "complaint"
    ASSESSMENT = "assessment"
    CORRECT = "correct"
    SWAP = "swap"
    PLAY = "play"
    SPEED = "speed"
    COPY_TRANSLATION = "copy_translation"


class Tone(Enum):
    """How a bubble looks because of its state."""

    PLAIN = "plain"
    WAITING = "waiting"
    HELD = "held"
    FAILED = "failed"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class State:
    """What stands under an outgoing message.

    Attributes:
        words: short, in the meta line ("delivered", "waits (1 of 3)"); "" for incoming.
        ticks: 0, 1 or 2; read: whether they are coloured.
        clock: a small clock before the words.
        reason: a sentence on a line of its own, with `actions` behind it; without one they follow the words.
    """

    tone: Tone = Tone.PLAIN
    words: str = ""
    ticks: int = 0
    read: bool = False
    clock: bool = False
    reason: str = ""
    actions: tuple[tuple[Action, str], ...] = ()


NOTHING = State()


def state_of(entry: Entry, now: datetime, barred: str = "") -> State:
    """The state to show for an entry; `barred` says why nothing can leave just now, "" while it can."""
    if entry.sending is OutboxState.HELD:
        return _held(entry, now)
    if entry.sending is OutboxState.BLOCKED:
        return _failed(entry, entry.problem)
    if entry.leaves_at is not None and on_hold(entry.leaves_at, now):
        return _leaving(seconds_left(entry.leaves_at, entry.message.at, now), barred)
    if entry.sending in {OutboxState.QUEUED, OutboxState.UPLOADING, OutboxState.SENT}:
        return State(Tone.WAITING, _waiting_words(entry, barred), clock=True)
    if entry.message.kind is MessageKind.NOTE:
        return NOTHING
    return _delivered(entry)


def _waiting_words(entry: Entry, barred: str) -> str:
    if entry.place and entry.queue > 1:
        return _("waits ({place} of {queue})").format(place=entry.place, queue=entry.queue)
    if entry.sending is OutboxState.UPLOADING:
        return barred or _("uploading")
    return _("waits") if entry.place else _("sending")


def _leaving(seconds: int, barred: str) -> State:
    undo = (Action.UNDO_SEND, _("Undo"))
    if barred:
        # No second that is counted down would be true, and nothing can be sent now.
        return State(Tone.WAITING, barred, clock=True, actions=(undo,))
    actions = (undo, (Action.SEND_NOW, _("Send now")))
    return State(Tone.WAITING, _("leaves in {seconds} s").format(seconds=seconds), clock=True, actions=actions)


def _held(entry: Entry, now: datetime) -> State:
    actions = [(Action.RETRY, _("Send anyway")), (Action.EDIT, _("Edit")), (Action.DISCARD, _("Discard"))]
    if entry.moved:
        actions.insert(0, (Action.LOOK, _("Look")))
    return State(Tone.HELD, reason=hold_words(entry.problem, entry.moved, now), actions=tuple(actions))


def _failed(entry: Entry, code: str) -> State:
    reason = _("not sent: {reason}").format(reason=problem_words(code, entry.message))
    actions = ((Action.RETRY, _("Retry")), (Action.EDIT, _("Edit")), (Action.DISCARD, _("Discard")))
    return State(Tone.FAILED, reason=reason, actions=actions)


def _delivered(entry: Entry) -> State:
    message = entry.message
    match message.delivery:
        case Delivery.PENDING | Delivery.SENDING:
            return State(words=_("on its way"), clock=True)
        case Delivery.ACCEPTED:
            return State(words=_("sent"), ticks=1)
        case Delivery.DELIVERED:
            return State(words=_("delivered"), ticks=2)
        case Delivery.READ:
            return State(words=_("read"), ticks=2, read=True)
        case Delivery.FAILED:
            return _failed(entry, message.delivery_problem or entry.problem)
        case Delivery.UNCONFIRMED:
            reason = problem_words(message.delivery_problem or "answer_lost", message)
            actions = ((Action.RETRY, _("Send again")), (Action.DISCARD, _("Discard")))
            return State(Tone.DOUBTFUL, reason=reason, actions=actions)
    return State(words=_("sending"), clock=True) if entry.sending is OutboxState.ACKED else NOTHING
