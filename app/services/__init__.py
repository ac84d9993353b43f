"""Use cases: what the screens ask for, over the ports; one family a file."""

from dataclasses import dataclass

from app.changes import ChangeHub
from app.services.admin import AdminService
from app.services.alerts import AlertService
from app.services.attachments import AttachmentService
from app.services.compensation import CompensationService
from app.services.complaints import ComplaintService
from app.services.drafts import DraftService
from app.services.exports import ExportService
from app.services.guidance import GuidanceService
from app.services.inbox import InboxService
from app.services.insights import InsightsService
from app.services.packs import PackService
from app.services.presence import PresenceService
from app.services.protection import ProtectionService
from app.services.quick_replies import QuickReplyService
from app.services.reply_exchange import ReplyExchange
from app.services.safety import SafetyService
from app.services.search import SearchService
from app.services.sending import SendingService
from app.services.session import SessionService
from app.services.settings import SettingsService
from app.services.surveys import SurveyService
from app.services.timeline import TimelineService
from app.services.trainers import TrainerService
from app.services.training import TrainingService
from app.services.translation import TranslationService
from app.services.waiting import WaitingService
from app.tasks import TaskOwner
from domain.clock import Clock


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a screen may ask; made once by `app.bootstrap`.

    Attributes:
        hub: tells what changed in the local database; screens refresh by it.
        tasks: runs the coroutines of plain slots.
    """

    session: SessionService
    inbox: InboxService
    timeline: TimelineService
    sending: SendingService
    drafts: DraftService
    attachments: AttachmentService
    waiting: WaitingService
    safety: SafetyService
    presence: PresenceService
    protection: ProtectionService
    search: SearchService
    quick_replies: QuickReplyService
    reply_exchange: ReplyExchange
    guidance: GuidanceService
    compensation: CompensationService
    complaints: ComplaintService
    translation: TranslationService
    insights: InsightsService
    alerts: AlertService
    surveys: SurveyService
    training: TrainingService
    packs: PackService
    trainers: TrainerService
    exports: ExportService
    settings: SettingsService
    admin: AdminService
    hub: ChangeHub
    tasks: TaskOwner
    clock: Clock


__all__ = [
    "AdminService",
    "AlertService",
    "AttachmentService",
    "CompensationService",
    "ComplaintService",
    "DraftService",
    "ExportService",
    "GuidanceService",
    "InboxService",
    "PresenceService",
    "ProtectionService",
    "QuickReplyService",
    "ReplyExchange",
    "SafetyService",
    "SearchService",
    "SendingService",
    "Services",
    "SessionService",
    "SettingsService",
    "SurveyService",
    "TimelineService",
    "TranslationService",
    "WaitingService",
]
