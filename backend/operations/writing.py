"""Send and Note: what agents write."""

from backend.blobs.names import clean_type, file_name
from backend.complaints.happening import team_wrote
from backend.operations.scope import Op, Rejected, Scope
from backend.threads.records import MessageRecord, ThreadRecord
from backend.threads.rules import open_again, state_changed
from domain.agent import Permission
from domain.channel import RULES, ChannelRules, window_open
from domain.customer import Identity
from domain.files import real_type
from domain.message import Author, Delivery, EventCode, MessageKind, Part, PartKind
from domain.operations import Note, Send
from domain.problems import Problem
from domain.thread import ThreadStatus

NOTE_LIMIT = 16_000
_MOST_PARTS = 10
_MOST_PIXELS = 100_000


def send(scope: Scope, op: Op, payload: Send) -> None:
    """Puts a reply into the thread and onto its way to the customer."""
    scope.need(Permission.ANSWER)
    identity = _reachable(scope, op.root, payload)
    _check_content(payload, RULES[identity.channel])
    parts = tuple(_checked_part(scope, part, RULES[identity.channel]) for part in payload.parts)
    if not window_open(identity.channel, identity.last_inbound_at, scope.work.now):
        raise Rejected(Problem.WINDOW_CLOSED)
    home, text = identity.thread_id, payload.text
    record = scope.work.plain(home, Author.AGENT, MessageKind.TEXT, text, scope.agent.id, parts, op.id)
    _address(scope, record, identity, payload)
    _take_over(scope, op.root)
    scope.work.post(op.root, record)
    scope.work.send_out(record)
    team_wrote(scope.work, op.root, record)


def note(scope: Scope, op: Op, payload: Note) -> None:
    """Writes a remark that only the team sees."""
    scope.need(Permission.ANSWER)
    if not payload.text.strip():
        raise Rejected(Problem.EMPTY_MESSAGE)
    if len(payload.text) > NOTE_LIMIT:
        raise Rejected(Problem.TEXT_TOO_LONG)
    # At home where it was written: when a join is undone it goes with its customer.
    record = scope.work.plain(op.lane, Author.AGENT, MessageKind.NOTE, payload.text, scope.agent.id, (), op.id)
    scope.work.post(op.root, record)


def _reachable(scope: Scope, root: ThreadRecord, payload: Send) -> Identity:
    identity = scope.identity(payload.identity_id)
    home = scope.work.thread(identity.thread_id) if identity else None
    if identity is None or home is None or home.root_id != root.id:
        raise Rejected(Problem.IDENTITY_GONE)
    if not scope.account_enabled(identity.account_id):
        raise Rejected(Problem.CHANNEL_OFF)
    return identity


def _check_content(payload: Send, rules: ChannelRules) -> None:
    if not payload.text.strip() and not payload.parts:
        raise Rejected(Problem.EMPTY_MESSAGE)
    if len(payload.text) > rules.text_limit:
        raise Rejected(Problem.TEXT_TOO_LONG)
    if len(payload.parts) > _MOST_PARTS:
        raise Rejected(Problem.BAD_OPERATION)


def _checked_part(scope: Scope, part: Part, rules: ChannelRules) -> Part:
    """The attachment with what the server knows or believes: everything else that a client said is left out.

    What is sent is judged, not what a client called it.
    """
    if part.kind is not PartKind.ATTACHMENT or not part.blob:
        raise Rejected(Problem.BAD_OPERATION)
    known, head = scope.blob_size(part.blob), scope.blob_head(part.blob)
    size = part.size if known is None else known
    name, said = file_name(part.name), clean_type(part.media_type)
    if refusal := rules.refuses_file(name, said, size, head):
        raise Rejected(refusal)
    if known is None:
        raise Rejected(Problem.BLOB_MISSING)
    width, height = (min(max(pixels, 0), _MOST_PIXELS) for pixels in (part.width, part.height))
    return Part(PartKind.ATTACHMENT, name, "", part.blob, real_type(name, said, head), size, width, height)


def _address(scope: Scope, record: MessageRecord, identity: Identity, payload: Send) -> None:
    record.channel, record.identity_id, record.account_id = identity.channel, identity.id, identity.account_id
    record.delivery = Delivery.PENDING
    quoted = scope.message(payload.reply_to) if payload.reply_to else None
    record.reply_to = quoted.id if quoted else None


def _take_over(scope: Scope, root: ThreadRecord) -> None:
    """Who answers an unassigned thread has it; an answer to a resolved one opens it again."""
    if root.assignee_id is None:
        root.assignee_id = scope.agent.id
        state_changed(root, scope.agent.id)
    if root.status == ThreadStatus.RESOLVED:
        open_again(root, scope.agent.id)
        scope.work.event(root, EventCode.REOPENED, agent_id=scope.agent.id)
