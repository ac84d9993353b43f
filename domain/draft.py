"""An agent's unsent reply as the backend keeps it for all of that agent's devices (C-4, reliability 3.2)."""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import AgentId, DeviceId, IdentityId, MessageId, ThreadId


@dataclass(frozen=True, slots=True)
class SyncedDraft:
    """What one device saved last; only its author ever sees it. Its id in the feed is the thread's.

    Attributes:
        files: how many attachments it has; they stay on the device where they were picked.
        device_id: where it was saved, so that a device knows its own words when the feed brings them back.
        at: when the server took it, UTC.
        version: the feed sequence of its last change.
    """

    thread_id: ThreadId
    agent_id: AgentId
    text: str
    identity_id: IdentityId | None
    note: bool
    reply_to: MessageId | None
    files: int
    device_id: DeviceId
    at: datetime
    version: int
