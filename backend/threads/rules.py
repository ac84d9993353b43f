"""How a thread's state follows from what happens in it; no database here."""

from backend.threads.records import MessageRecord, ThreadRecord
from domain.emotion.assessment import Assessment, Tier
from domain.message import Author, EventCode, MessageKind, snippet, snippet_author
from domain.thread import ThreadStatus


def show_message(root: ThreadRecord, message: MessageRecord) -> None:
    """The newest message of a thread becomes its line in the list; events do not."""
    root.last_message_id = message.id
    root.last_position = message.position
    if asks(message):
        root.last_inbound_position = message.position
    if message.kind is MessageKind.EVENT:
        return
    root.last_at = message.at
    root.snippet = snippet(message.text, message.parts)
    root.snippet_author = snippet_author(message.author, message.kind)
    if message.identity_id:
        root.last_channel = message.channel.value


def wait_or_answer(root: ThreadRecord, message: MessageRecord) -> None:
    """A customer's message makes them wait from its arrival on; an agent's message or a resolve ends it."""
    if asks(message):
        root.waiting_since = root.waiting_since or message.arrived_at
        feel(root, message.assessment)
    elif answers(message):
        root.waiting_since = None
        calm(root)


def feel(root: ThreadRecord, assessment: Assessment | None) -> None:
    """One more message waits: the thread is as upset as the most upset of them, and about what the newest is (E-1)."""
    if assessment is None:
        return
    if not root.tier or assessment.tier.rank > Tier(root.tier).rank:
        root.tier = assessment.tier.value
    root.topic = assessment.topic.value if assessment.topic else root.topic
    root.complaint = root.complaint or assessment.complaint


def calm(root: ThreadRecord) -> None:
    """Nobody waits any more."""
    root.tier, root.topic, root.complaint = "", "", False


def asks(message: MessageRecord) -> bool:
    """Whether a customer says something that somebody has to answer; their answer to a survey is an event."""
    return message.author is Author.CUSTOMER and message.kind is not MessageKind.EVENT


def answers(message: MessageRecord) -> bool:
    """Whether nobody waits after it."""
    if message.kind is MessageKind.EVENT:
        return message.text == EventCode.RESOLVED
    return message.author is Author.AGENT and message.kind is not MessageKind.NOTE


def state_changed(root: ThreadRecord, actor: str) -> None:
    """Counts one change of status, assignee, snooze or tags by this agent ("" = the server itself)."""
    if root.state_actor != actor or not actor:
        root.state_base = root.state_version
    root.state_actor = actor
    root.state_version += 1


def saw_present_state(root: ThreadRecord, seen: int, actor: str) -> bool:
    """Whether an operation that saw version `seen` knew what it changes.

    What the agent changed since by operations of their own is no surprise to them, so a queue written offline
    does not conflict with itself.
    """
    if seen == root.state_version:
        return True
    return root.state_actor == actor and seen >= root.state_base


def open_again(root: ThreadRecord, actor: str) -> None:
    """The thread needs somebody again; who had it keeps it."""
    root.status = ThreadStatus.OPEN
    root.snoozed_until = None
    state_changed(root, actor)
