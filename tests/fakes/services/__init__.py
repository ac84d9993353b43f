"""The services in memory: the same promises as `app.services`, answered from a demo world, step by step."""

from tests.fakes.services.account import FakeAdmin, FakeProtection, FakeSafety, FakeSession, FakeSettings
from tests.fakes.services.replies import FakeQuickReplies
from tests.fakes.services.stepping import FakeClock, Gate, StepTasks
from tests.fakes.services.threads import FakeInbox, FakePresence, FakeSearch, FakeTimeline
from tests.fakes.services.together import FakeServices
from tests.fakes.services.writing import FakeAttachments, FakeDrafts, FakeSending, FakeWaiting

__all__ = [
    "FakeAdmin",
    "FakeAttachments",
    "FakeClock",
    "FakeDrafts",
    "FakeInbox",
    "FakePresence",
    "FakeProtection",
    "FakeQuickReplies",
    "FakeSafety",
    "FakeSearch",
    "FakeSending",
    "FakeServices",
    "FakeSession",
    "FakeSettings",
    "FakeTimeline",
    "FakeWaiting",
    "Gate",
    "StepTasks",
]
