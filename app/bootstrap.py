"""The composition root: builds every object by its constructor; nothing else names a concrete class."""

import asyncio
import platform
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from app import i18n, log
from app.backend_process import BackendProcess
from app.changes import ChangeHub
from app.clock import SystemClock, make_ids, zone_name
from app.config import SettingsFile
from app.guide_tools import guide_tools
from app.paths import Paths
from app.ports import Engine, Gateway, LocalStore, Secrets, Session, SyncStatus
from app.ports.translation import Access, Translator
from app.secrets import GuardedSecrets, OsSecrets, find_keychain
from app.server_time import KeptOffset, ServerTime, begin
from app.services import Services
from app.services.account_files import AccountFiles
from app.services.admin import AdminService
from app.services.alerts import AlertService, AlertTools
from app.services.attachments import AttachmentService
from app.services.compensation import CompensationService
from app.services.compensation_values import CompensationTools
from app.services.complaints import ComplaintService
from app.services.desk import Desk
from app.services.drafts import DraftService
from app.services.exports import ExportService
from app.services.guidance import GuidanceService
from app.services.inbox import InboxService
from app.services.insights import InsightsService
from app.services.operations import Operator
from app.services.packs import PackService
from app.services.presence import PresenceService
from app.services.protection import ProtectionService
from app.services.quick_replies import QuickReplyService, ReplyTools
from app.services.reply_exchange import ReplyExchange
from app.services.reply_store import DeskReplies
from app.services.reply_uses import ReplyUses
from app.services.safety import SafetyService
from app.services.search import SearchService
from app.services.sending import SendingService
from app.services.session import SessionService
from app.services.session_parts import SessionParts
from app.services.settings import SettingsService
from app.services.surveys import SurveyService
from app.services.team import TeamService
from app.services.timeline import TimelineService
from app.services.trainers import TrainerService
from app.services.training import TrainingService
from app.services.training_news import TrainingNews
from app.services.translation import TranslationService
from app.services.waiting import WaitingService
from app.tasks import TaskOwner
from app.templates import formats, liquid
from app.templates.builtin import builtin_replies
from app.templates.formats import LocaleFormats
from app.templates.words import field_words
from app.vault import Vault
from app.words.offers import offer_language, offer_words
from domain.ids import AgentId, IdSource
from domain.templates.reply import QuickReply
from localdb.mending import SqlMender


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
        self.services = self._services(loop)
        self._listen_for_moves(loop)

    async def close(self) -> None:
        """In stages: drafts are written, whoever still waits is ended, engine and database close, the backend ends."""
        await self.services.drafts.hand_over()
        await self.services.quick_replies.close()
        await self.services.translation.close()
        self.services.presence.close()
        self.services.alerts.close()
        await self.tasks.close()
        await self.services.session.close()
        await self.outside.backend.stop()

    def _services(self, loop: asyncio.AbstractEventLoop) -> Services:
        desk, ids, clock, tasks = self.desk, make_ids(self.clock), self.clock, self.tasks
        operator = Operator(desk, ids, clock)
        drafts = DraftService(desk, tasks, loop.call_later, ids, log.report)
        waiting = WaitingService(desk, log.report)
        inbox = InboxService(desk, operator)
        presence = PresenceService(desk, inbox, tasks, loop.call_later, clock)
        session = self._session(waiting, presence)
        replies = self._quick_replies(loop, ids)
        compensation = CompensationService(desk, operator, self._offer_tools())
        complaints = ComplaintService(desk, Operator(desk, ids, self.server_time), log.report)
        insights = InsightsService(desk, operator, TeamService(desk, inbox, operator, log.report), zone_name)
        sources = (complaints, compensation, insights, TrainingNews(desk))
        alert_tools = AlertTools(*sources, session, self.settings, tasks, loop.call_later)
        return Services(
            session=session,
            inbox=inbox,
            timeline=TimelineService(desk, tasks),
            sending=SendingService(desk, operator, drafts, self._hold),
            drafts=drafts,
            attachments=AttachmentService(desk, tasks),
            waiting=waiting,
            safety=SafetyService(desk, session, drafts, waiting),
            presence=presence,
            protection=ProtectionService(desk, self.secrets, session, drafts),
            search=SearchService(desk, clock),
            quick_replies=replies,
            reply_exchange=ReplyExchange(replies),
            guidance=GuidanceService(desk, operator, self.hub, tasks, guide_tools(replies)),
            compensation=compensation,
            complaints=complaints,
            insights=insights,
            alerts=AlertService(alert_tools, self.hub),
            surveys=SurveyService(desk, operator),
            training=self._training(ids),
            packs=PackService(operator),
            trainers=TrainerService(desk, operator, insights.teams),
            translation=TranslationService(desk, self.settings, self.secrets, self._translator, clock),
            exports=ExportService(),
            settings=self.settings,
            admin=AdminService(desk),
            hub=self.hub,
            tasks=tasks,
            clock=clock,
        )

    def _quick_replies(self, loop: asyncio.AbstractEventLoop, ids: IdSource) -> QuickReplyService:
        store = DeskReplies(self.desk, ids, self.clock)
        uses = ReplyUses(store, self.tasks, loop.call_later, log.report)
        renderer = liquid.LiquidRenderer(field_words)
        tools = ReplyTools(ids, self.clock, renderer, LocaleFormats(), self._builtin_replies, self._warm_replies)
        return QuickReplyService(store, uses, self.hub, self.tasks, tools)

    def _training(self, ids: IdSource) -> TrainingService:
        # Practice is dated by the server: a clock that is set here makes no streak.
        timed = Operator(self.desk, ids, self.server_time)
        return TrainingService(timed, zone_name, i18n.language, random.Random())

    def _warm_replies(self) -> None:
        liquid.warm()
        formats.warm()

    def _offer_tools(self) -> CompensationTools:
        return CompensationTools(offer_language, offer_words, LocaleFormats().whole_money, log.report)

    def _builtin_replies(self) -> Sequence[QuickReply]:
        return builtin_replies(i18n.language(), report=log.report)

    def _translator(self, access: Access) -> Translator:
        from sync.translation.making import make_translator

        return make_translator(access, self.clock)

    def _hold(self) -> timedelta:
        return timedelta(seconds=self.settings.undo_seconds)

    def _stale_after(self) -> timedelta:
        return timedelta(hours=self.settings.stale_hours)

    def _session(self, waiting: WaitingService, presence: PresenceService) -> SessionService:
        connector = _Connector(self, waiting, presence)
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
        connector.session_status = service.status_changed
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


class _Connector:
    """Our backend's gateway and the engine.

    Attributes:
        renewed: is handed every session that the server renews.
        session_status: is told of every change of the connection.
    """

    renewed: Callable[[Session], None]
    session_status: Callable[[SyncStatus], None]

    def __init__(self, program: Program, waiting: WaitingService, presence: PresenceService) -> None:
        self.program = program
        self.waiting = waiting
        self.presence = presence
        self.renewed = self.session_status = _nobody

    async def prepare(self) -> None:
        await asyncio.to_thread(import_module, "sync.engine")
        await asyncio.to_thread(import_module, "sync.braid.gateway")

    def gateway(self, server: str) -> Gateway:
        from sync.braid.gateway import BraidGateway

        program = self.program
        return BraidGateway(server, program.clock, platform.node()[:64], self.renewed, heard=program.server_time.heard)

    def engine(self, gateway: Gateway, store: LocalStore) -> Engine:
        from sync.engine import SyncEngine

        program = self.program
        engine = SyncEngine(gateway, store, program.clock, program.hub, program.tasks, random.random)
        engine.on_status(self.waiting.status_changed)
        engine.on_status(self.presence.status_changed)
        engine.on_status(self.session_status)
        engine.on_status(KeptOffset(program.server_time, store.state, program.tasks.spawn).status_changed)
        engine.on_word(self.presence.heard)
        return engine


def os_secrets() -> OsSecrets:
    """This computer's keychain."""
    return OsSecrets(find_keychain, log.report)


def _nobody(_news: object) -> None:
    """Until the session service is there."""
