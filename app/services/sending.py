"""A reply or a note on its way out: checked, queued and shown in one step; later again, changed or given up."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from app.errors import Refused
from app.ports import Draft, LocalStore, StoredBlob
from app.services.desk import Desk
from app.services.drafts import DraftService
from app.services.operations import Operator
from domain.agent import Permission
from domain.channel import RULES, ChannelRules, window_open
from domain.customer import Identity
from domain.files import media_family
from domain.ids import OperationId, ThreadId
from domain.inbox import Recipient
from domain.message import Delivery, Part, PartKind
from domain.operations import Discard, Note, Payload, Resend, Send
from domain.outbox import NEEDS_PERSON, OutboxState, QueuedOperation
from domain.problems import Problem
from domain.timeline import Entry

CAPTION_LIMIT = 1024
"""Characters of text that may travel with a file, where the channel has captions."""

_OURS = NEEDS_PERSON | {OutboxState.QUEUED, OutboxState.UPLOADING}


class SendingService:
    """Nothing here waits for the network: a reply is sent when it is durable on this computer.

    Attributes:
        hold: for how long a reply can be called back, as the agent has chosen.
    """

    def __init__(self, desk: Desk, operator: Operator, drafts: DraftService, hold: Callable[[], timedelta]) -> None:
        self.desk = desk
        self.operator = operator
        self.drafts = drafts
        self.hold = hold

    async def send(self, draft: Draft, pieces: Sequence[str] = ()) -> bool:
        """Queues the draft and empties it in one commit; False when this revision went out before (Enter twice).

        A text with several files becomes several messages, so that each has a delivery of its own; so does a text that
        shall go in `pieces`, in their order, and all of them can be called back together.
        Raises Refused (a `Problem`) when the channel would not take it, StorageFull; the draft then stays as it is.
        """
        account = await self.desk.opened()
        if not account.agent.may(Permission.ANSWER):
            raise Refused(Problem.NOT_ALLOWED)
        payloads = await self._payloads(account.store, draft, pieces)
        self.drafts.sent(draft)
        try:
            return await self.operator.do(draft.thread_id, *payloads, consumes=draft, hold=self.hold())
        except Exception:
            self.drafts.changed(draft)
            raise

    async def retry(self, entry: Entry) -> None:
        """A person says go: what was held or blocked here, or failed at the channel, is tried once more."""
        if entry.sending in NEEDS_PERSON:
            store = await self.desk.store()
            self.desk.changed(await store.outbox.retry(OperationId(entry.id)))
        elif entry.sending is None:
            await self.operator.do(entry.message.thread_id, Resend(entry.id))

    async def edit(self, entry: Entry, thread_id: ThreadId) -> Draft:
        """Takes it back into the composer of the thread on screen, in front of what is there.

        Raises Refused when it may have reached the customer.
        """
        if entry.sending not in _OURS and not _refused_by_channel(entry):
            raise Refused(Problem.ALREADY_DELIVERED)
        store = await self.desk.store()
        draft = self._taken_back(entry, thread_id, await self.drafts.load(thread_id))
        # The text is kept first: if the program dies in between, it is there twice and not lost.
        await store.drafts.save(draft)
        self.drafts.sent(draft)
        await self.discard(entry)
        return draft

    async def undo_last(self, thread_id: ThreadId) -> Draft | None:
        """Calls the thread's last reply back into the composer; None when none can be called back any more."""
        store = await self.desk.store()
        held = await store.outbox.on_hold(thread_id)
        return await self._call_back(store, _together(held, held[-1]), thread_id) if held else None

    async def undo(self, entry: Entry, thread_id: ThreadId) -> Draft:
        """Calls that reply back, with all that was sent in the same breath. Raises Refused when it has left."""
        store = await self.desk.store()
        held = await store.outbox.on_hold(thread_id)
        asked = [row for row in held if row.operation.id == OperationId(entry.id)]
        if not asked:
            raise Refused(Problem.ALREADY_DELIVERED)
        return await self._call_back(store, _together(held, asked[0]), thread_id)

    async def send_now(self, entry: Entry, thread_id: ThreadId) -> None:
        """That reply, and all that was sent in the same breath, need not be held back any longer."""
        store = await self.desk.store()
        held = await store.outbox.on_hold(thread_id)
        for asked in [row for row in held if row.operation.id == OperationId(entry.id)]:
            self.desk.changed(await store.outbox.let_go([row.operation.id for row in _together(held, asked)]))

    async def discard(self, entry: Entry) -> None:
        """Gives it up. Raises Refused when it may have left already."""
        if entry.sending in _OURS:
            store = await self.desk.store()
            self.desk.changed(await store.outbox.discard(OperationId(entry.id)))
        elif entry.sending is None:
            await self.operator.do(entry.message.thread_id, Discard(entry.id))
        else:
            raise Refused(Problem.ALREADY_DELIVERED)

    async def _payloads(self, store: LocalStore, draft: Draft, pieces: Sequence[str]) -> list[Payload]:
        if not draft.text.strip() and (draft.note or not draft.files):
            raise Refused(Problem.EMPTY_MESSAGE)
        if draft.note:
            return [Note(draft.text)]
        recipients = await store.threads.recipients(draft.thread_id)
        if recipients is None:
            raise Refused(Problem.THREAD_GONE)
        identity = self._reachable(_recipient(recipients, draft))
        rules = RULES[identity.channel]
        texts = [piece for piece in pieces if piece.strip()] or [draft.text]
        for text in texts:
            _check_text(rules, text)
        files = await _files(store, draft)
        _check_files(rules, files)
        sends = _messages(rules, identity, replace(draft, text=texts[0]), files)
        return [*sends, *(Send(identity.id, text) for text in texts[1:])]

    def _reachable(self, recipient: Recipient) -> Identity:
        """Whom it goes to. Raises Refused when the channel takes nothing now."""
        identity = recipient.identity
        if recipient.account is None or not recipient.account.enabled:
            raise Refused(Problem.CHANNEL_OFF)
        if not window_open(identity.channel, identity.last_inbound_at, self.operator.clock.now()):
            raise Refused(Problem.WINDOW_CLOSED)
        return identity

    async def _call_back(self, store: LocalStore, rows: Sequence[QueuedOperation], thread_id: ThreadId) -> Draft:
        """In front of what was typed since, as it was: text, files, quote and channel."""
        held = await self.drafts.load(thread_id)
        sends = [row.operation.payload for row in rows if isinstance(row.operation.payload, Send)]
        texts = [send.text for send in sends] + [held.text if held else ""]
        files = [part.blob for send in sends for part in send.parts if part.blob]
        draft = Draft(
            thread_id=thread_id,
            text="\n".join(text for text in texts if text),
            identity_id=sends[0].identity_id,
            note=False,
            reply_to=sends[0].reply_to,
            files=(*files, *(held.files if held else ())),
            revision=self.drafts.next_revision(held.revision if held else 0),
            home=held.home if held else None,
            base=held.base if held else 0,
        )
        try:
            changes = await store.outbox.take_back([row.operation.id for row in rows], draft)
        except Refused as error:
            raise Refused(Problem.ALREADY_DELIVERED) from error
        self.drafts.sent(draft)
        self.desk.changed(changes)
        return draft

    def _taken_back(self, entry: Entry, thread_id: ThreadId, held: Draft | None) -> Draft:
        message = entry.message
        files = tuple(part.blob for part in message.parts if part.kind is PartKind.ATTACHMENT and part.blob)
        text = "\n".join(text for text in (message.text, held.text if held else "") if text)
        return Draft(
            thread_id=thread_id,
            text=text,
            identity_id=message.identity_id,
            note=message.identity_id is None,
            reply_to=message.reply_to,
            files=files + (held.files if held else ()),
            revision=self.drafts.next_revision(held.revision if held else 0),
            home=held.home if held else None,
            base=held.base if held else 0,
        )


def _together(rows: Sequence[QueuedOperation], one: QueuedOperation) -> list[QueuedOperation]:
    """What one press of Send made: a text with several files becomes several messages."""
    made = (one.operation.lane, one.operation.created_at)
    return [row for row in rows if (row.operation.lane, row.operation.created_at) == made]


def _refused_by_channel(entry: Entry) -> bool:
    return entry.sending is None and entry.message.delivery is Delivery.FAILED


def _recipient(recipients: Sequence[Recipient], draft: Draft) -> Recipient:
    """Where the reply goes: what the agent chose, else where the customer wrote last."""
    for recipient in recipients:
        if draft.identity_id in (recipient.identity.id, None):
            return recipient
    raise Refused(Problem.IDENTITY_GONE)


def _check_text(rules: ChannelRules, text: str) -> None:
    if len(text) > rules.text_limit:
        raise Refused(Problem.TEXT_TOO_LONG)


async def _files(store: LocalStore, draft: Draft) -> list[StoredBlob]:
    files = [await store.blobs.info(blob) for blob in draft.files]
    if any(file is None for file in files):
        raise Refused(Problem.BLOB_MISSING)
    return [file for file in files if file is not None]


def _check_files(rules: ChannelRules, files: Sequence[StoredBlob]) -> None:
    for file in files:
        if problem := rules.refuses_file(file.name, file.media_type, file.size):
            raise Refused(problem)


def _messages(rules: ChannelRules, identity: Identity, draft: Draft, files: Sequence[StoredBlob]) -> list[Send]:
    """One message a file; the text goes with the first where the channel can caption it, else behind them all."""
    quoted = draft.reply_to if rules.quotes else None
    caption = draft.text if files and _can_caption(rules, files[0], draft.text) else ""
    texts = [caption, *("" for _ in files[1:])] if files else []
    sends = [Send(identity.id, text, (_part(file),)) for text, file in zip(texts, files, strict=True)]
    if draft.text.strip() and not caption:
        sends.append(Send(identity.id, draft.text))
    first = sends[0]
    return [Send(first.identity_id, first.text, first.parts, quoted), *sends[1:]]


def _can_caption(rules: ChannelRules, file: StoredBlob, text: str) -> bool:
    return rules.caption and media_family(file.media_type) != "audio" and 0 < len(text) <= CAPTION_LIMIT


def _part(file: StoredBlob) -> Part:
    return Part(
        PartKind.ATTACHMENT,
        name=file.name,
        blob=file.hash,
        media_type=file.media_type,
        size=file.size,
        width=file.width,
        height=file.height,
    )
