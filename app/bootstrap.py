"""The composition root: builds every object by its constructor; only it and the connector name concrete classes."""

import asyncio
import random
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app import i18n, log
from app.backend_process import BackendProcess
from app.changes import ChangeHub
from app.clock import SystemClock, make_ids, zone_name
from app.config import SettingsFile
from app.connector import Connector
from app.paths import Paths
from app.ports import LocalStore, Secrets
from app.secrets import GuardedSecrets, OsSecrets, find_keychain
from app.server_time import ServerTime, begin
from app.services.account_files import AccountFiles
from app.services.attachments import AttachmentService
from app.services.desk import Desk
from app.services.drafts import DraftService
from app.services.inbox import InboxService
from app.services.operations import Operator
from app.services.presence import PresenceService
from app.services.sending import SendingService
from app.services.session import SessionService
from app.services.session_parts import SessionParts
from app.services.settings import SettingsService
from app.services.timeline import TimelineService
from app.services.waiting import WaitingService
from app.tasks import TaskOwner
from app.vault import Vault
from domain.ids import AgentId
from localdb.mending import SqlMender

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ports.translation import Access, Translator
    from app.services.admin import AdminService
    from app.services.alerts import AlertService
    from app.services.compensation import CompensationService
    from app.services.complaints import ComplaintService
    from app.services.exports import ExportService
    from app.services.guidance import GuidanceService
    from app.services.insights import InsightsService
    from app.services.packs import PackService
    from app.services.protection import ProtectionService
    from app.services.quick_replies import QuickReplyService
    from app.services.reply_exchange import ReplyExchange
    from app.services.safety import SafetyService
    from app.services.search import SearchService
    from app.services.surveys import SurveyService
    from app.services.team import TeamService
    from app.services.trainers import TrainerService
    from app.services.training import TrainingService
    from app.services.translation import TranslationService
    from domain.templates.reply import QuickReply
    from domain.warning import MeasureWarning


@dataclass(frozen=True, slots=True)
class Outside:
    """What a program is given: where its files are, who keeps its secrets, its backend."""

    paths: Paths
    settings: SettingsFile
    secrets: Secrets
    backend: BackendProcess


class Program:
    """A client without a face; lives as long as its loop.

    Attributes:
        services: what the screens talk to.
        outside: what it was given.
    """

    def __init__(self, outside: Outside) -> None:
        self.outside = outside
        loop = asyncio.get_running_loop()
        self.clock = SystemClock()
        self.server_time = ServerTime(self.clock)
        self.tasks = TaskOwner(log.report)
        self.hub = ChangeHub(loop.call_soon, log.report)
        self.desk = Desk(self.hub)
        self.secrets = GuardedSecrets(outside.secrets, Vault(outside.paths.vault))
        self.settings = SettingsService(self.outside.settings)
        self.services = Services(self, loop)
        self._listen_for_moves(loop)

    async def close(self) -> None:
        """In stages: drafts are written, whoever still waits is ended, engine and database close, the backend ends."""
        await self.services.close()
        await self.tasks.close()
        await self.services.session.close()
        await self.outside.backend.stop()

    def _stale_after(self) -> timedelta:
        return timedelta(hours=self.settings.stale_hours)

    def make_session(self, waiting: WaitingService, presence: PresenceService) -> SessionService:
        """Who is signed in, and what connects them."""
        connector = Connector(self.clock, self.server_time, self.hub, self.tasks)
        parts = SessionParts(
            desk=self.desk,
            tasks=self.tasks,
            settings=self.outside.settings,
            secrets=self.secrets,
            files=self._account_files(),
            connector=connector,
            embedded=self.outside.backend,
            report=log.report,
        )
        service = SessionService(parts)
        connector.renewed = service.renewed
        connector.listeners = (waiting.status_changed, presence.status_changed, service.status_changed)
        connector.word = presence.heard
        return service

    def _account_files(self) -> AccountFiles:
        mender = SqlMender(self.clock, make_ids(self.clock))
        return AccountFiles(self.outside.paths.accounts, self.secrets, self._open_store, mender, self.clock)

    async def _open_store(self, path: Path, key: bytes | None, me: AgentId) -> LocalStore:
        from localdb.store import open_store

        store = await open_store(path, key, self.clock, make_ids(self.clock), me, self._stale_after)
        await begin(self.server_time, store.state)
        return store

    def _listen_for_moves(self, loop: asyncio.AbstractEventLoop) -> None:
        def moved() -> None:
            self.tasks.spawn(self.services.session.backend_moved(), name="backend moved")

        def tell() -> None:
            loop.call_soon_threadsafe(moved)

        self.outside.backend.moved = tell


class Services:
    """Everything a screen may ask; what the first frame does not need is imported and made when somebody asks for it.

    A service that is made late reads what it needs when it is asked; until then it has nothing to hear.

    Attributes:
        hub: tells what changed in the local database; screens refresh by it.
        tasks: runs the coroutines of plain slots.
    """

    def __init__(self, program: Program, loop: asyncio.AbstractEventLoop) -> None:
        self.hub, self.tasks, self.clock, self.settings = program.hub, program.tasks, program.clock, program.settings
        self._program, self._later, self._desk = program, loop.call_later, program.desk
        self._ids = make_ids(self.clock)
        self._operator = Operator(self._desk, self._ids, self.clock)
        # What is done to a complaint or in practice is dated by the server: a clock that is set here changes nothing.
        self._timed = Operator(self._desk, self._ids, program.server_time)
        self.drafts = DraftService(self._desk, self.tasks, self._later, self._ids, log.report)
        self.waiting = WaitingService(self._desk, log.report)
        self.inbox = InboxService(self._desk, self._operator)
        self.presence = PresenceService(self._desk, self.inbox, self.tasks, self._later, self.clock)
        self.session = program.make_session(self.waiting, self.presence)
        self.timeline = TimelineService(self._desk, self.tasks)
        self.sending = SendingService(self._desk, self._operator, self.drafts, self._hold)
        self.attachments = AttachmentService(self._desk, self.tasks)

    async def close(self) -> None:
        """What was not sent or counted yet is handed over; nothing is made for that."""
        await self.drafts.hand_over()
        made = self.__dict__
        if "quick_replies" in made:
            await self.quick_replies.close()
        if "translation" in made:
            await self.translation.close()
        self.presence.close()
        if "alerts" in made:
            self.alerts.close()

    @cached_property
    def safety(self) -> "SafetyService":
        from app.services.safety import SafetyService

        return SafetyService(self._desk, self.session, self.drafts, self.waiting)

    @cached_property
    def protection(self) -> "ProtectionService":
        from app.services.protection import ProtectionService

        return ProtectionService(self._desk, self._program.secrets, self.session, self.drafts)

    @cached_property
    def search(self) -> "SearchService":
        from app.services.search import SearchService

        return SearchService(self._desk, self.clock)

    @cached_property
    def quick_replies(self) -> "QuickReplyService":
        from app.services.quick_replies import QuickReplyService, ReplyTools
        from app.services.reply_store import DeskReplies
        from app.services.reply_uses import ReplyUses
        from app.templates.formats import LocaleFormats
        from app.templates.liquid import LiquidRenderer
        from app.templates.words import field_words

        store = DeskReplies(self._desk, self._ids, self.clock)
        uses = ReplyUses(store, self.tasks, self._later, log.report)
        renderer = LiquidRenderer(field_words)
        tools = ReplyTools(self._ids, self.clock, renderer, LocaleFormats(), _builtin_replies, _warm_replies)
        return QuickReplyService(store, uses, self.hub, self.tasks, tools)

    @cached_property
    def reply_exchange(self) -> "ReplyExchange":
        from app.services.reply_exchange import ReplyExchange

        return ReplyExchange(self.quick_replies)

    @cached_property
    def guidance(self) -> "GuidanceService":
        from app.guide_tools import guide_tools
        from app.services.guidance import GuidanceService

        return GuidanceService(self._desk, self._operator, self.hub, self.tasks, guide_tools(self.quick_replies))

    @cached_property
    def compensation(self) -> "CompensationService":
        from app.services.compensation import CompensationService
        from app.services.compensation_values import CompensationTools
        from app.templates.formats import LocaleFormats
        from app.words.offers import offer_language, offer_words

        tools = CompensationTools(offer_language, offer_words, LocaleFormats().whole_money, log.report)
        return CompensationService(self._desk, self._operator, tools)

    @cached_property
    def complaints(self) -> "ComplaintService":
        from app.services.complaints import ComplaintService

        return ComplaintService(self._desk, self._timed, log.report)

    @cached_property
    def insights(self) -> "InsightsService":
        from app.services.insights import InsightsService

        return InsightsService(self._desk, self._operator, self._teams, zone_name)

    @cached_property
    def _teams(self) -> "TeamService":
        from app.services.team import TeamService

        return TeamService(self._desk, self.inbox, self._operator, log.report)

    @cached_property
    def alerts(self) -> "AlertService":
        from app.services.alerts import AlertService, AlertTools
        from app.services.training_news import TrainingNews

        sources = (self.complaints, self.compensation, _Warnings(self), TrainingNews(self._desk))
        made = AlertService(AlertTools(*sources, self.session, self.settings, self.tasks, self._later), self.hub)
        made.catch_up()
        return made

    @cached_property
    def surveys(self) -> "SurveyService":
        from app.services.surveys import SurveyService

        return SurveyService(self._desk, self._operator)

    @cached_property
    def training(self) -> "TrainingService":
        from app.services.training import TrainingService

        return TrainingService(self._timed, zone_name, i18n.language, random.Random())

    @cached_property
    def packs(self) -> "PackService":
        from app.services.packs import PackService

        return PackService(self._operator)

    @cached_property
    def trainers(self) -> "TrainerService":
        from app.services.trainers import TrainerService

        return TrainerService(self._desk, self._operator, self.insights.teams)

    @cached_property
    def translation(self) -> "TranslationService":
        from app.services.translation import TranslationService

        return TranslationService(self._desk, self.settings, self._program.secrets, self._translator, self.clock)

    @cached_property
    def exports(self) -> "ExportService":
        from app.services.exports import ExportService

        return ExportService()

    @cached_property
    def admin(self) -> "AdminService":
        from app.services.admin import AdminService

        return AdminService(self._desk)

    def _hold(self) -> timedelta:
        return timedelta(seconds=self.settings.undo_seconds)

    def _translator(self, access: "Access") -> "Translator":
        from sync.translation.making import make_translator

        return make_translator(access, self.clock)


class _Warnings:
    """Asked for those who may see insights only; for everybody else they are not made."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def warnings(self) -> "Sequence[MeasureWarning]":
        """Measures that are not where they should be."""
        return await self._services.insights.warnings()


def os_secrets() -> OsSecrets:
    """This computer's keychain."""
    return OsSecrets(find_keychain, log.report)


def _warm_replies(texts: "Sequence[str]") -> None:
    from app.templates import formats, liquid

    liquid.warm(texts)
    formats.warm()


def _builtin_replies() -> "Sequence[QuickReply]":
    from app.templates.builtin import builtin_replies

    return builtin_replies(i18n.language(), report=log.report)
