"""All ports together, as a screen is given them."""

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from app.changes import Listener
    from domain.clock import Clock
    from ui.ports.account import AdminPort, ProtectionPort, SafetyPort, SessionPort, SettingsPort
    from ui.ports.alerts import AlertPort
    from ui.ports.compensation import CompensationPort
    from ui.ports.complaints import ComplaintPort
    from ui.ports.exports import ExportPort
    from ui.ports.guidance import GuidancePort
    from ui.ports.insights import InsightsPort
    from ui.ports.replies import QuickReplyPort, ReplyExchangePort
    from ui.ports.surveys import SurveyPort
    from ui.ports.threads import InboxPort, PresencePort, SearchPort, TimelinePort
    from ui.ports.training import PackPort, TrainerPort, TrainingPort
    from ui.ports.translation import TranslationPort
    from ui.ports.writing import AttachmentPort, DraftPort, SendingPort, WaitingPort


class Hub(Protocol):
    """Where changes are told (`app.changes.ChangeHub`)."""

    def subscribe(self, listener: "Listener") -> "Callable[[], None]":
        """Adds a listener; returns the function that removes it."""


class Tasks(Protocol):
    """Owner of background work (`app.tasks.TaskOwner`)."""

    def spawn(self, work: "Coroutine[Any, Any, Any]", name: str | None = None, *, keeps: bool = False) -> object:
        """Starts a coroutine on the loop; what keeps something is let end when the program does."""


class Services(Protocol):
    """Everything the screens talk to (`app.bootstrap.Services`)."""

    @property
    def session(self) -> "SessionPort":
        """Who is signed in."""

    @property
    def inbox(self) -> "InboxPort":
        """The thread list."""

    @property
    def search(self) -> "SearchPort":
        """Search."""

    @property
    def timeline(self) -> "TimelinePort":
        """Messages."""

    @property
    def sending(self) -> "SendingPort":
        """Replies."""

    @property
    def drafts(self) -> "DraftPort":
        """Unsent text."""

    @property
    def attachments(self) -> "AttachmentPort":
        """Files."""

    @property
    def waiting(self) -> "WaitingPort":
        """The outbox and the connection."""

    @property
    def safety(self) -> "SafetyPort":
        """Backups and what was saved from damage."""

    @property
    def presence(self) -> "PresencePort":
        """Colleagues."""

    @property
    def protection(self) -> "ProtectionPort":
        """Passphrase, devices."""

    @property
    def quick_replies(self) -> "QuickReplyPort":
        """Quick replies."""

    @property
    def reply_exchange(self) -> "ReplyExchangePort":
        """Files of quick replies."""

    @property
    def guidance(self) -> "GuidancePort":
        """The reply guide."""

    @property
    def translation(self) -> "TranslationPort":
        """Translation."""

    @property
    def compensation(self) -> "CompensationPort":
        """Compensations."""

    @property
    def complaints(self) -> "ComplaintPort":
        """Complaints."""

    @property
    def surveys(self) -> "SurveyPort":
        """Surveys."""

    @property
    def training(self) -> "TrainingPort":
        """The learner's practice."""

    @property
    def packs(self) -> "PackPort":
        """Packs that are worked on."""

    @property
    def trainers(self) -> "TrainerPort":
        """What trainers see and give."""

    @property
    def insights(self) -> "InsightsPort":
        """Measures, reviews, warnings, load."""

    @property
    def alerts(self) -> "AlertPort":
        """What the agent has to be told."""

    @property
    def exports(self) -> "ExportPort":
        """Files for other programs."""

    @property
    def settings(self) -> "SettingsPort":
        """Choices."""

    @property
    def admin(self) -> "AdminPort":
        """Channels and people."""

    @property
    def hub(self) -> Hub:
        """Changes."""

    @property
    def tasks(self) -> Tasks:
        """Background work."""

    @property
    def clock(self) -> "Clock":
        """The time."""
