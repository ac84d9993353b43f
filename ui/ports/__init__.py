"""What the screens need of the services, as Protocols: `app.services` fulfils them, and so do the fakes of the tests.

All coroutines raise `app.errors.KnownError` for what is the world's fault; the screens say it in words.
"""

from ui.ports.account import AdminPort, ProtectionPort, SafetyPort, SessionPort, SettingsPort
from ui.ports.alerts import AlertPort
from ui.ports.compensation import CompensationPort
from ui.ports.complaints import ComplaintPort
from ui.ports.exports import ExportPort
from ui.ports.guidance import GuidancePort
from ui.ports.insights import InsightsPort
from ui.ports.replies import QuickReplyPort, ReplyExchangePort
from ui.ports.services import Hub, Services, Tasks
from ui.ports.surveys import SurveyPort
from ui.ports.threads import InboxPort, PresencePort, SearchPort, TimelinePort
from ui.ports.training import PackPort, TrainerPort, TrainingPort
from ui.ports.translation import TranslationPort
from ui.ports.writing import AttachmentPort, DraftPort, SendingPort, WaitingPort

__all__ = [
    "AdminPort",
    "AlertPort",
    "AttachmentPort",
    "CompensationPort",
    "ComplaintPort",
    "DraftPort",
    "ExportPort",
    "GuidancePort",
    "Hub",
    "InboxPort",
    "InsightsPort",
    "PackPort",
    "PresencePort",
    "ProtectionPort",
    "QuickReplyPort",
    "ReplyExchangePort",
    "SafetyPort",
    "SearchPort",
    "SendingPort",
    "Services",
    "SessionPort",
    "SettingsPort",
    "SurveyPort",
    "Tasks",
    "TimelinePort",
    "TrainerPort",
    "TrainingPort",
    "TranslationPort",
    "WaitingPort",
]
