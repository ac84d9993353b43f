"""The shelf: small things of the workspace that every client holds whole: quick replies, settings, complaints."""

import uuid
from typing import Final

from domain.ids import QuickReplyId, SettingKey, ThreadId

_NAMES = uuid.UUID("5b1b5a0e-3f5e-5f53-9d5b-5a2f6f0a9c11")

SHELF: Final = (
    *("quick_reply", "setting", "order", "offer", "complaint", "review", "warning"),
    *("pack", "edition", "assignment", "practice", "coaching", "certificate"),
)
"""Types of `domain.changes` that are kept as whole values by their id, on both sides."""

SETTING_LIMIT = 256 * 1024
"""Characters of a setting's JSON."""

REPLY_LIMIT = 64 * 1024
"""Characters of all wordings of one quick reply."""


def lane_of_reply(reply_id: QuickReplyId) -> ThreadId:
    """The lane of everything that is done to one quick reply."""
    return ThreadId(reply_id)


def lane_of_setting(key: SettingKey) -> ThreadId:
    """The lane of everything that is done to one setting."""
    return ThreadId(str(uuid.uuid5(_NAMES, f"setting:{key}")))


COUNTS: Final = ThreadId(str(uuid.uuid5(_NAMES, "counts")))
"""The lane in which uses of quick replies are told."""
