"""Keeps the words about colleagues in step with who is where, and says what this agent does."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.errors import KnownError, Unreachable
from app.i18n import _
from domain.agent import Agent
from domain.ids import AgentId, ThreadId
from domain.presence import Activity, Handover
from ui.background import Background
from ui.inbox.colleague_bar import ColleagueBar
from ui.ports import Services
from widgets.banner import Banner


class Colleagues(QObject):
    """Between the presence service, the bar over the composer, and the banner about other threads.

    Signals:
        look_wanted(ThreadId): the thread that somebody asks for.
        troubled(KnownError), refused(str)
    """

    look_wanted = Signal(str)
    troubled = Signal(object)
    refused = Signal(str)

    def __init__(self, services: Services, bar: ColleagueBar, elsewhere: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._presence = services.presence
        self._bar = bar
        self._banner = elsewhere
        self._thread_id: ThreadId | None = None
        self._waits_for: ThreadId | None = None
        self._names: dict[AgentId, str] = {}
        self._elsewhere: ThreadId | None = None
        self._background = Background(services.tasks, self, self._failed)
        self._stop: Callable[[], None] = self._presence.on_change(self.show)
        bar.granted.connect(self._grant)
        bar.kept.connect(self._keep)
        elsewhere.acted.connect(self._look)

    def set_team(self, team: Sequence[Agent]) -> None:
        """The names that the bar uses."""
        self._names = {agent.id: agent.name for agent in team}
        self.show()

    def open(self, thread_id: ThreadId | None) -> None:
        """Another thread on screen: colleagues are told."""
        self._thread_id, self._waits_for = thread_id, None
        self._presence.enter(thread_id)
        self.show()

    def typing(self) -> None:
        """Something was typed in the composer."""
        self._presence.typing()

    def take(self) -> None:
        """Takes the thread on screen, or asks for it where the rules want that."""
        if self._thread_id is not None:
            work = self._taken(self._thread_id)
            self._background.run(work, self._asked, self._not_taken, latest="take")

    def close(self) -> None:
        """Listens no more."""
        self._stop()

    def show(self) -> None:
        """What there is to say about the thread on screen."""
        thread_id = self._thread_id
        questions = {question.thread_id: question for question in self._presence.questions}
        if thread_id is None:
            self._bar.say("")
        elif thread_id in questions:
            self._bar.ask(self._question_words(questions[thread_id]), questions[thread_id])
        else:
            self._bar.say(self._words(thread_id))
        self._tell_elsewhere([one for key, one in questions.items() if key != thread_id])

    def _words(self, thread_id: ThreadId) -> str:
        if thread_id in self._presence.kept:
            return _("Your colleague keeps this thread.")
        here = self._presence.colleagues(thread_id)
        typing = [self._name(agent_id) for agent_id, activity in here if activity is Activity.TYPING]
        viewing = [self._name(agent_id) for agent_id, activity in here if activity is Activity.VIEWING]
        if len(typing) == 1:
            return _("{name} is writing here now.").format(name=typing[0])
        if typing:
            return _("{names} are writing here now.").format(names=_listed(typing))
        if self._waits_for == thread_id:
            return _("Asked. Without an answer within 2 minutes you may take it.")
        if len(viewing) == 1:
            return _("{name} is looking at this thread.").format(name=viewing[0])
        return _("{names} are looking at this thread.").format(names=_listed(viewing)) if viewing else ""

    def _question_words(self, question: Handover) -> str:
        return _("{name} asks for this thread.").format(name=self._name(question.asker_id))

    def _name(self, agent_id: AgentId) -> str:
        return self._names.get(agent_id, _("A colleague"))

    def _tell_elsewhere(self, questions: list[Handover]) -> None:
        """The oldest question about a thread that is not on screen."""
        first = questions[0] if questions else None
        self._elsewhere = first.thread_id if first is not None else None
        if first is None:
            self._banner.say("")
            return
        words = _("{name} asks for a thread of yours.")
        self._banner.say(words.format(name=self._name(first.asker_id)), _("Look"))

    def _look(self) -> None:
        if self._elsewhere is not None:
            self.look_wanted.emit(self._elsewhere)

    async def _taken(self, thread_id: ThreadId) -> tuple[ThreadId, bool]:
        return thread_id, await self._presence.take(thread_id)

    def _asked(self, answer: tuple[ThreadId, bool]) -> None:
        thread_id, taken = answer
        self._waits_for = None if taken else thread_id
        self.show()

    def _not_taken(self, error: KnownError) -> None:
        if isinstance(error, Unreachable):
            self.refused.emit(_("Somebody else has this thread. Without a connection nobody can be asked for it."))
        else:
            self._failed(error)

    def _grant(self, question: Handover) -> None:
        self._background.run(self._presence.hand_over(question))

    def _keep(self, question: Handover) -> None:
        self._background.run(self._presence.keep(question.thread_id))

    def _failed(self, error: KnownError) -> None:
        self.troubled.emit(error)


def _listed(names: Sequence[str]) -> str:
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])
