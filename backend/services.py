"""The composition root: everything the server is made of, built once and handed to the app."""

from collections.abc import Callable
from dataclasses import dataclass

from backend.accounts.agents import Agents
from backend.accounts.passwords import Passwords
from backend.accounts.sessions import Sessions
from backend.accounts.sign_in import SignIn
from backend.accounts.throttle import Throttle
from backend.assessing import Assessor
from backend.assessing_backlog import AssessmentBacklog
from backend.blobs.store import BlobStore
from backend.channel_accounts.service import ChannelAccounts
from backend.complaints.clock import ComplaintClock
from backend.feed.attendance import Attendance
from backend.feed.cursors import Cursors
from backend.feed.hub import FeedHub
from backend.feed.service import Feed
from backend.ids import ServerIds
from backend.insights.backlog import InsightsBacklog
from backend.insights.service import Insights
from backend.insights.warnings import WarningWorker
from backend.limits import RateLimit
from backend.operations.service import Operations
from backend.presence.board import PresenceBoard
from backend.presence.handovers import Handovers
from backend.reviews.service import Reviews
from backend.rush import Rush
from backend.search.backlog import SearchBacklog
from backend.search.service import Search
from backend.settings import Settings
from backend.storage.database import Database
from backend.storage.vault import Vault, open_vault
from backend.surveys.worker import SurveyWorker
from backend.threads.intake import Intake
from backend.threads.snooze import SnoozeWorker
from backend.training.service import Training
from domain.clock import Clock


@dataclass(frozen=True, slots=True)
class Services:
    """What endpoints and workers are given.

    Attributes:
        embedded_secret: "" unless the server was started by a client on the same computer.
        new_id: makes ids, from any thread.
    """

    settings: Settings
    clock: Clock
    new_id: Callable[[], str]
    database: Database
    vault: Vault
    agents: Agents
    sessions: Sessions
    sign_in: SignIn
    channel_accounts: ChannelAccounts
    assessor: Assessor
    assessment_backlog: AssessmentBacklog
    intake: Intake
    operations: Operations
    feed: Feed
    hub: FeedHub
    attendance: Attendance
    presence: PresenceBoard
    handovers: Handovers
    blobs: BlobStore
    rate_limit: RateLimit
    rush: Rush
    snooze: SnoozeWorker
    complaint_clock: ComplaintClock
    search: Search
    search_backlog: SearchBacklog
    insights: Insights
    insights_backlog: InsightsBacklog
    reviews: Reviews
    training: Training
    surveys: SurveyWorker
    warnings: WarningWorker
    embedded_secret: str = ""


def build(settings: Settings, clock: Clock, embedded_secret: str = "") -> Services:
    """Opens the database and builds everything. Raises StorageProblem, VaultProblem."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.url)
    vault = open_vault(settings.data_dir, settings.vault_key.get_secret_value())
    new_id = ServerIds(clock).new
    passwords = Passwords()
    sessions = Sessions(clock, settings, new_id)
    hub = FeedHub(database)
    presence = PresenceBoard(clock, hub.tell_presence)
    handovers = Handovers(clock, presence, hub.tell_handover)
    assessor = Assessor()
    blobs = BlobStore(settings.blob_dir, settings.max_blob_bytes, database, clock)
    cursors = Cursors(vault.derive("feed cursor"), database.epoch, clock, settings.cursor_days)
    return Services(
        settings=settings,
        clock=clock,
        new_id=new_id,
        database=database,
        vault=vault,
        agents=Agents(clock, new_id, passwords),
        sessions=sessions,
        sign_in=SignIn(database, clock, passwords, sessions, Throttle(clock), Throttle(clock, free=20)),
        channel_accounts=ChannelAccounts(clock, new_id, vault),
        assessor=assessor,
        assessment_backlog=AssessmentBacklog(database, clock, assessor),
        intake=Intake(clock, new_id, settings.order_days, assessor.assess),
        operations=Operations(database, sessions, clock, new_id, handovers, blobs.head),
        feed=Feed(database, cursors, settings.snapshot_messages),
        hub=hub,
        attendance=Attendance(database, sessions, hub, clock),
        presence=presence,
        handovers=handovers,
        blobs=blobs,
        rate_limit=RateLimit(clock, settings.units_per_second, settings.unit_burst),
        rush=Rush(clock),
        snooze=SnoozeWorker(database, clock, new_id),
        complaint_clock=ComplaintClock(database, clock, new_id),
        search=Search(database),
        search_backlog=SearchBacklog(database),
        insights=Insights(database, clock),
        insights_backlog=InsightsBacklog(database),
        reviews=Reviews(database, clock, new_id),
        training=Training(database, clock),
        surveys=SurveyWorker(database, clock, new_id),
        warnings=WarningWorker(database, clock, new_id),
        embedded_secret=embedded_secret,
    )
