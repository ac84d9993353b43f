"""One learner's page at work: their words, their certificates, and what a trainer does there (S-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.errors import KnownError
from app.i18n import _
from app.services.insight_values import Held
from domain.ids import AgentId
from domain.training.assigning import Certificate, Coaching
from domain.training.figures import DEFAULTS, TrainingFigures
from domain.training.pack import Edition
from domain.training.report import TrainingReport
from ui import locale
from ui.background import Background
from ui.ports import Services
from ui.training.certificate_door import CertificateDoor
from ui.training.coach_words import WordLine
from ui.training.learners_person import PersonPage
from ui.training.learners_wanted import LearnersWanted
from ui.training.progress_choice import chosen
from ui.words import error_words


@dataclass(frozen=True, slots=True)
class _Given:
    """What this learner was told and certified."""

    words: Sequence[Coaching]
    certificates: Sequence[Certificate]


class OneLearner(QObject):
    """Words that were begun stay with their learner until they are sent.

    Attributes:
        agent_id: whose page is open, None for nobody's. page: the page. door: where certificates leave.
    """

    def __init__(self, services: Services, owner: QWidget) -> None:
        super().__init__(owner)
        self._services, self._service = services, services.trainers
        self._background = Background(services.tasks, self, self._troubled)
        self.agent_id: AgentId | None = None
        self.page, self.door = PersonPage(), CertificateDoor(services, owner)
        self._names: Mapping[str, str] = {}
        self._figures: TrainingFigures = DEFAULTS
        self._begun: dict[AgentId, str] = {}
        self._asked: frozenset[str] | None = None
        self.page.coach.said.connect(self._say)
        self.page.ask.language_chosen.connect(self._look)
        self.page.ask.asked.connect(self._certify)
        self.page.certificates.wanted.connect(self.door.save)

    @property
    def name(self) -> str:
        """Whose page it is."""
        return self._names.get(self.agent_id, "") or self.agent_id if self.agent_id is not None else ""

    def know(self, names: Mapping[str, str], packs: Sequence[Edition], figures: TrainingFigures) -> None:
        """Names of people, languages there are packs of, what a certificate takes."""
        others = figures != self._figures
        self._names, self._figures = names, figures
        languages = dict.fromkeys(language for pack in packs for language in pack.languages)
        self.page.ask.offer_languages([(one, locale.language_name(one)) for one in languages])
        if others:
            self._look(chosen(self.page.ask.language))

    def open(self, agent_id: AgentId) -> None:
        """That learner's."""
        self.close()
        self.agent_id = agent_id
        self.page.coach.show_text(self._begun.get(agent_id, ""))
        self.read()
        self._look(chosen(self.page.ask.language))

    def close(self) -> None:
        """Nobody's; what was begun to be said is kept."""
        if self.agent_id is not None:
            self._begun[self.agent_id] = self.page.coach.text()
        self.agent_id, self._asked = None, None

    def read(self) -> None:
        """What they were told and certified."""
        if self.agent_id is not None:
            self._background.run(self._read(self.agent_id), self._show, latest="one")

    def without(self) -> None:
        """Nobody knows how far they are."""
        self.page.ask.show_result(None, self._figures)

    async def _read(self, agent_id: AgentId) -> _Given:
        return _Given(await self._service.coachings(agent_id), await self._service.certificates(agent_id))

    def _show(self, given: _Given) -> None:
        lines = [
            WordLine(one.id, self._names.get(one.author, "") or one.author, one.at, one.text, one.seen_at)
            for one in given.words
        ]
        self.page.words.show_words(lines, self._service.now())
        self.page.certificates.show_certificates(given.certificates)
        held = frozenset(one.id for one in given.certificates)
        if self._asked is not None and held - self._asked:
            self._asked = None
            self.page.ask.say(_("The certificate is there."))

    def _say(self, text: str) -> None:
        if self.agent_id is not None:
            self._background.run(self._service.coach(self.agent_id, text), self._said, self._not_said)

    def _said(self, _nothing: None) -> None:
        if self.agent_id is not None:
            self._begun.pop(self.agent_id, None)
        self.page.coach.show_text("")
        self.page.coach.say(_("Sent: they are told, and it stands here with whether they saw it."))
        self.read()

    def _not_said(self, error: KnownError) -> None:
        self.page.coach.say(error_words(error))

    def _look(self, language: str) -> None:
        """How far they are, over the days that a certificate looks at."""
        if self.agent_id is None:
            return
        wanted = LearnersWanted(self._figures.certificate_days, agent=self.agent_id, language=language)
        choice = wanted.choice(self._today, locale.zone())
        self._background.run(self._service.report(choice), self._looked, self._not_looked, latest="criteria")

    def _looked(self, held: Held[TrainingReport]) -> None:
        self.page.ask.show_result(held.value.result, self._figures)

    def _not_looked(self, _error: KnownError) -> None:
        self.without()

    def _certify(self, language: str) -> None:
        if self.agent_id is not None:
            self._background.run(self._ask(self.agent_id, language), self._waits, self._not_asked)

    async def _ask(self, agent_id: AgentId, language: str) -> frozenset[str]:
        held = frozenset(one.id for one in await self._service.certificates(agent_id))
        await self._service.certify(agent_id, language)
        return held

    def _waits(self, held: frozenset[str]) -> None:
        self._asked = held
        self.page.ask.say(_("Asked for. As soon as the server has decided, the certificate stands here."))
        self.read()

    def _not_asked(self, error: KnownError) -> None:
        self.page.ask.ask.setEnabled(True)
        self.page.ask.say(error_words(error))

    @property
    def _today(self) -> date:
        return self._service.now().astimezone(locale.zone()).date()

    def _troubled(self, error: KnownError) -> None:
        self.page.coach.say(error_words(error))
