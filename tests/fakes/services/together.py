"""All fakes over one world."""

from collections.abc import Callable, Sequence

from app.changes import ChangeHub
from app.ports import Session
from app.services.alerts import AlertService, AlertTools
from app.services.exports import ExportService
from app.services.reply_exchange import ReplyExchange
from domain.offer import Offer
from tests.fakes.demo import AGENTS, World, demo
from tests.fakes.services.account import FakeAdmin, FakeProtection, FakeSafety, FakeSession, FakeSettings
from tests.fakes.services.compensation import FakeCompensation
from tests.fakes.services.complaints import FakeComplaints
from tests.fakes.services.guidance import FakeGuidance
from tests.fakes.services.insights import FakeInsights
from tests.fakes.services.packs import FakePacks
from tests.fakes.services.replies import FakeQuickReplies, at_once
from tests.fakes.services.stepping import FakeClock, StepTasks, Timers
from tests.fakes.services.surveys import FakeSurveys
from tests.fakes.services.threads import FakeInbox, FakePresence, FakeSearch, FakeTimeline
from tests.fakes.services.trainers import FakeTrainers, FakeTrainingNews
from tests.fakes.services.training import FakeTraining
from tests.fakes.services.translation import FakeTranslation
from tests.fakes.services.writing import FakeAttachments, FakeDrafts, FakeSending, FakeWaiting


class FakeServices:
    """All of them over one world."""

    def __init__(self, soon: Callable[[Callable[[], None]], object], world: World | None = None) -> None:
        self.world = world or demo()
        self.failures: list[Exception] = []
        self.hub = ChangeHub(soon, self.failures.append)
        self.tasks = StepTasks()
        self.clock = FakeClock()
        self.session = FakeSession()
        self.inbox = FakeInbox(self.world, self.hub.tell)
        self.timeline = FakeTimeline(self.world)
        self.settings = FakeSettings()
        self.sending = FakeSending(self.world, self.hub.tell, self.settings, self.clock)
        self.drafts = FakeDrafts(self.world, self.hub.tell)
        self.attachments = FakeAttachments(self.world)
        self.waiting = FakeWaiting(self.world)
        self.safety = FakeSafety()
        self.presence = FakePresence(self.inbox)
        self.protection = FakeProtection(self.session)
        self.search = FakeSearch(self.world)
        self.admin = FakeAdmin(self.world)
        self.guidance = FakeGuidance(self.world, self.clock)
        self.compensation = FakeCompensation(self.world, self.hub.tell, self._session, self.clock)
        self.insights = FakeInsights(self.world, self.hub.tell, self.clock)
        self.complaints = FakeComplaints(self.world, self.hub.tell, self._session, self.clock, self._offers)
        self.guidance.complaints = self.complaints.of
        self.translation = FakeTranslation()
        self.surveys = FakeSurveys(self.hub.tell)
        self.training = FakeTraining(self.hub.tell, self._session, self.clock)
        self.packs = FakePacks(self.hub.tell, self._session, self.clock)
        self.trainers = FakeTrainers(self.hub.tell, self._session, self.clock)
        self.training_news = FakeTrainingNews(self.hub.tell)
        self.quick_replies = FakeQuickReplies(self.world, self.hub, self.tasks, self.clock)
        self.exports = ExportService(at_once)
        self.timers = Timers(self.clock)
        self.alerts = AlertService(self._alert_tools(), self.hub)
        self.reply_exchange = ReplyExchange(self.quick_replies, at_once)

    def _alert_tools(self) -> AlertTools:
        sources = (self.complaints, self.compensation, self.insights, self.training_news)
        return AlertTools(*sources, self.session, self.settings, self.tasks, self.timers.later)

    def _session(self) -> Session | None:
        return self.session.current

    def _offers(self) -> Sequence[Offer]:
        return self.compensation.offers

    def signed_in(self) -> "FakeServices":
        """As after a start with a kept session."""
        self.session.current = Session("https://support.example.com", AGENTS[0], "refresh", "access")
        return self
