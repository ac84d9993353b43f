"""What the screens need of the services, as Protocols: `app.services` fulfils them, and so do the fakes of the tests.

All coroutines raise `app.errors.KnownError` for what is the world's fault; the screens say it in words.
"""

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from app.changes import Listener
from app.ports import Draft, Session, StoredBlob, SyncStatus
from app.services.admin import NewChannel, Record
from app.services.protection import Protection
from domain.agent import Agent
from domain.channel import ChannelAccount
from domain.clock import Clock
from domain.ids import AgentId, BlobHash, JoinId, MessageId, ThreadId
from domain.inbox import Card, Folder, FolderCounts, ThreadRow
from domain.outbox import Waiting
from domain.presence import Activity, Handover
from domain.salvage import Salvage
from domain.search import SearchPage, SearchQuery
from domain.timeline import Entry, Newer, Window


class SessionPort(Protocol):
    """Who is signed in."""

    @property
    def current(self) -> Session | None:
        """The session, None before sign-in."""

    @property
    def durable(self) -> bool:
        """Whether the keychain keeps the session and the database key."""

    async def sign_in(self, server: str, email: str, password: str, remember: bool) -> Session:
        """Opens a session and the local store behind it."""

    async def start_trial(self) -> Session:
        """Starts the backend on this computer with simulated customers."""

    async def resume(self) -> Session | None:
        """The kept session, also without network; None when there is none."""

    async def sign_out(self) -> None:
        """Ends the session."""


class InboxPort(Protocol):
    """The thread list and what can be done with a thread."""

    async def rows(self, folder: Folder, limit: int, after: ThreadRow | None = None) -> Sequence[ThreadRow]:
        """A page of a folder."""

    async def row(self, thread_id: ThreadId) -> tuple[ThreadRow, Folder | None] | None:
        """One line and the folder it stands in now, None for another agent's; None when it is not here."""

    async def find(self, text: str, limit: int) -> Sequence[ThreadRow]:
        """Threads whose customer matches."""

    async def counts(self) -> FolderCounts:
        """How many lines each folder has."""

    async def card(self, thread_id: ThreadId) -> Card | None:
        """The customer's panel."""

    async def agents(self) -> Sequence[Agent]:
        """The team, by name."""

    async def accounts(self) -> Sequence[ChannelAccount]:
        """The channel accounts, by name."""

    async def assign(self, thread_id: ThreadId, agent_id: AgentId | None) -> None:
        """Gives it to somebody, or back to the queue."""

    async def resolve(self, thread_id: ThreadId) -> None:
        """Marks it done."""

    async def reopen(self, thread_id: ThreadId) -> None:
        """Opens it again."""

    async def snooze(self, thread_id: ThreadId, until: datetime) -> None:
        """Puts it out of sight until then."""

    async def mark_read(self, thread_id: ThreadId, position: int) -> None:
        """This agent has read up to the position."""

    async def tag(self, thread_id: ThreadId, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Adds and takes away tags."""

    async def join(self, thread_id: ThreadId, other_thread_id: ThreadId) -> None:
        """Shows another thread inside this one."""

    async def undo_join(self, thread_id: ThreadId, join_id: JoinId) -> None:
        """Takes a join apart."""

    async def decline_join(self, thread_id: ThreadId, join_id: JoinId) -> None:
        """Says no to a suggestion."""


class SearchPort(Protocol):
    """Messages by what they say, whose they are and when they were written."""

    def read(self, typed: str) -> SearchQuery:
        """What somebody means who types that."""

    async def local(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        """Hits on this computer, newest first."""

    async def remote(self, query: SearchQuery, limit: int, before: int | None = None) -> SearchPage:
        """Hits among everything the server has, newest first; raises Unreachable while offline."""


class TimelinePort(Protocol):
    """Windows of a thread's messages."""

    async def open(self, thread_id: ThreadId) -> Window:
        """Around the first unread message, or the end."""

    async def older(self, thread_id: ThreadId, before: Entry) -> Window:
        """The entries before that one, from the server when needed."""

    async def around(
        self, thread_id: ThreadId, message_id: MessageId, progress: Callable[[int], bool]
    ) -> Window | None:
        """Around a message, fetched when it is not here; `progress` hears how many came, False gives it up."""

    async def newer(self, thread_id: ThreadId, after: Entry) -> Window:
        """The entries after that one."""

    async def newest(self, thread_id: ThreadId) -> Window:
        """The end of the thread."""

    async def entries(self, thread_id: ThreadId, oldest: Entry | None, limit: int) -> Window:
        """The present state of what is on screen."""


class SendingPort(Protocol):
    """Replies on their way out."""

    async def send(self, draft: Draft) -> bool:
        """Stores it for sending; False when that revision was sent already."""

    async def retry(self, entry: Entry) -> None:
        """A person says: send it (again)."""

    async def edit(self, entry: Entry, thread_id: ThreadId) -> Draft:
        """Takes it back into the composer of the thread on screen."""

    async def discard(self, entry: Entry) -> None:
        """Gives it up."""

    async def undo_last(self, thread_id: ThreadId) -> Draft | None:
        """Calls the thread's last reply back into the composer; None when none can be called back any more."""

    async def undo(self, entry: Entry, thread_id: ThreadId) -> Draft:
        """Calls that reply back, with all that was sent in the same breath."""

    async def send_now(self, entry: Entry, thread_id: ThreadId) -> None:
        """That reply need not be held back any longer."""


class DraftPort(Protocol):
    """Unsent text."""

    async def load(self, thread_id: ThreadId) -> Draft | None:
        """The thread's draft."""

    async def moved(self, thread_id: ThreadId) -> Sequence[Newer]:
        """What others said in the thread since its draft was begun, oldest first."""

    def changed(self, draft: Draft) -> None:
        """Saves it within 300 ms."""

    def next_revision(self, held: int = 0) -> int:
        """A revision over every earlier one."""

    async def flush(self) -> None:
        """Saves what has not been saved yet."""

    async def hand_over(self) -> None:
        """Saves, and queues for the agent's other devices what the backend does not have yet."""


class AttachmentPort(Protocol):
    """Files."""

    async def add(self, source: Path | bytes, name: str, media_type: str) -> StoredBlob:
        """Copies a file in."""

    async def content(self, blob: BlobHash) -> bytes | None:
        """Its bytes; None when neither this computer nor the server can give them now."""

    async def info(self, blob: BlobHash) -> StoredBlob | None:
        """What is known of a file held here."""

    async def save(self, blob: BlobHash, path: Path) -> bool:
        """Writes it where the agent says; False when it cannot be had now."""


class WaitingPort(Protocol):
    """What has not left yet, and the connection."""

    @property
    def status(self) -> SyncStatus:
        """How the connection stands."""

    async def waiting(self) -> Waiting:
        """What the panel shows."""

    def on_status(self, listener: Callable[[SyncStatus], None]) -> Callable[[], None]:
        """Tells of every change of `status`; returns the function that stops that."""

    def retry_now(self) -> None:
        """Tries to connect at once."""

    async def export(self, path: Path) -> int:
        """Writes everything unsent to a readable file; returns how many."""


class SafetyPort(Protocol):
    """What keeps work safe on this computer (`app.services.safety`)."""

    async def salvaged(self) -> Salvage | None:
        """What was saved from a damaged database and not read yet."""

    async def forget_salvage(self) -> None:
        """It was read."""

    async def backup(self, target: Path, passphrase: str, progress: Callable[[float], None]) -> None:
        """One encrypted file with everything; `progress` is told the done share."""

    async def restore(self, source: Path, passphrase: str) -> None:
        """Puts a backup in the place of what is here."""

    async def export_unsent(self, path: Path) -> int:
        """Writes what waits for people to read; returns how many."""


class PresencePort(Protocol):
    """Who of the team is in which thread, and who asks for one (`app.services.presence`)."""

    @property
    def questions(self) -> tuple[Handover, ...]:
        """Colleagues who ask for a thread of mine, oldest first."""

    @property
    def kept(self) -> frozenset[ThreadId]:
        """Threads that I asked for and whose holder keeps them."""

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Tells that colleagues came, went or asked; returns the function that stops that."""

    def colleagues(self, thread_id: ThreadId) -> tuple[tuple[AgentId, Activity], ...]:
        """Who else is in the thread now, those who type first."""

    def enter(self, thread_id: ThreadId | None) -> None:
        """This agent has the thread in front of them, or none."""

    def typing(self) -> None:
        """A key was pressed in the composer."""

    async def take(self, thread_id: ThreadId) -> bool:
        """Takes the thread when the rules allow it, else asks its holder; whether it was taken."""

    async def hand_over(self, question: Handover) -> None:
        """Yes: the thread goes to who asked."""

    async def keep(self, thread_id: ThreadId) -> None:
        """No, to everybody who asked."""


class ProtectionPort(Protocol):
    """How what this computer holds is protected (`app.services.protection`)."""

    async def state(self) -> Protection:
        """Who has the key."""

    async def protect(self, passphrase: str) -> None:
        """From now on a passphrase keeps what was in memory only."""

    async def unlock(self, passphrase: str) -> Session | None:
        """Opens what is kept; None when nobody is kept signed in."""

    async def change(self, old: str, new: str) -> None:
        """Another passphrase."""

    async def start_anew(self) -> None:
        """Erases what nobody can open any more."""

    async def sessions(self, agent_id: str = "") -> list[Record]:
        """Where somebody is signed in; "" for oneself."""

    async def end_session(self, session_id: str, agent_id: str = "", *, wipe: bool = False) -> None:
        """Signs that computer out, or has it erase what it holds."""


class SettingsPort(Protocol):
    """Small choices that survive a restart; assigning keeps them (`app.services.settings`).

    Attributes:
        theme: "system", "light" or "dark".
        zoom: percent, 80 to 200.
        shortcuts: the agent's own keys (`ui.keymap`), "" for none.
        geometry, layout: window and splitters, base64.
        undo_seconds: for how long a reply can be called back, 0 for not at all.
        stale_hours: how long a reply may wait before somebody has to look at it again.
    """

    theme: str
    enter_sends: bool
    reduced_motion: bool
    zoom: int
    undo_seconds: int
    stale_hours: int
    shortcuts: str
    geometry: str
    layout: str


class AdminPort(Protocol):
    """Channels and people; online only. Records carry the wire's field names."""

    async def channel_accounts(self) -> list[Record]:
        """The accounts as the server has them, each with its `webhook_path`."""

    async def add_channel(self, channel: NewChannel) -> Record:
        """Adds an account."""

    async def change_channel(self, account_id: str, **changes: object) -> Record:
        """Changes an account."""

    async def remove_channel(self, account_id: str) -> None:
        """Removes an account; its threads stay."""

    async def agents(self) -> list[Record]:
        """Everybody, also those who are not active."""

    async def add_agent(self, name: str, email: str, role: str, password: str) -> Record:
        """Adds a person."""

    async def change_agent(self, agent_id: str, **changes: object) -> Record:
        """Changes what a person may do."""


class Hub(Protocol):
    """Where changes are told (`app.changes.ChangeHub`)."""

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener; returns the function that removes it."""


class Tasks(Protocol):
    """Owner of background work (`app.tasks.TaskOwner`)."""

    def spawn(self, work: Coroutine[Any, Any, Any], name: str | None = None) -> object:
        """Starts a coroutine on the loop."""


class Services(Protocol):
    """Everything the screens talk to (`app.services.Services`)."""

    @property
    def session(self) -> SessionPort:
        """Who is signed in."""

    @property
    def inbox(self) -> InboxPort:
        """The thread list."""

    @property
    def search(self) -> SearchPort:
        """Search."""

    @property
    def timeline(self) -> TimelinePort:
        """Messages."""

    @property
    def sending(self) -> SendingPort:
        """Replies."""

    @property
    def drafts(self) -> DraftPort:
        """Unsent text."""

    @property
    def attachments(self) -> AttachmentPort:
        """Files."""

    @property
    def waiting(self) -> WaitingPort:
        """The outbox and the connection."""

    @property
    def safety(self) -> SafetyPort:
        """Backups and what was saved from damage."""

    @property
    def presence(self) -> PresencePort:
        """Colleagues."""

    @property
    def protection(self) -> ProtectionPort:
        """Passphrase, devices."""

    @property
    def settings(self) -> SettingsPort:
        """Choices."""

    @property
    def admin(self) -> AdminPort:
        """Channels and people."""

    @property
    def hub(self) -> Hub:
        """Changes."""

    @property
    def tasks(self) -> Tasks:
        """Background work."""

    @property
    def clock(self) -> Clock:
        """The time."""
