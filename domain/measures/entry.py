"""One entry of a thread as the measures see it: who did what when, and what it was about."""

from dataclasses import dataclass
from datetime import datetime

from domain.emotion.assessment import Assessment, Cue, Tier
from domain.message import Author, EventCode, MessageKind


@dataclass(frozen=True, slots=True)
class Seen:
    """What counts of an entry of a root thread; a discarded one is none.

    Attributes:
        position: the server's order. at: when the server had it, so that one clock measures everything.
        code: an event's code. agent_id: who wrote a reply, "" when it came from the channel's own app.
        language, topic: what the customer's message was taken for, "" when nobody knows.
        thanks: a customer's short thanks; it asks for nothing.
    """

    position: int
    at: datetime
    author: Author
    kind: MessageKind
    code: str = ""
    agent_id: str = ""
    channel: str = ""
    language: str = ""
    topic: str = ""
    thanks: bool = False

    @property
    def asks(self) -> bool:
        """A customer wrote it."""
        return self.author is Author.CUSTOMER and self.kind is not MessageKind.EVENT

    @property
    def answers(self) -> bool:
        """An agent's reply: not a note, not an event."""
        return self.author is Author.AGENT and self.kind not in (MessageKind.NOTE, MessageKind.EVENT)

    @property
    def resolves(self) -> bool:
        """Nothing more to do in the thread."""
        return self.kind is MessageKind.EVENT and self.code == EventCode.RESOLVED

    @property
    def counts(self) -> bool:
        """Whether any measure changes by it."""
        return self.asks or self.answers or self.resolves


def is_thanks(assessment: Assessment | None) -> bool:
    """A short thanks: it says thank you, is calm and asks nothing."""
    if assessment is None or assessment.tier is not Tier.LOW:
        return False
    cues = {reason.cue for reason in assessment.reasons}
    return Cue.THANKS in cues and Cue.QUESTION not in cues
