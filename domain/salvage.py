"""What was saved from a damaged database, and what is known to be lost (R11)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Salvage:
    """Told to the agent in words, once.

    Attributes:
        reason: "damaged", "log_lost" (what was written last is missing), "wrong_key" (nothing answers to the key),
            "key_lost" (the keychain has none any more), "failed" (reading what is left went wrong itself) or "files"
            (only the store of attachments was damaged).
        at: when it was found.
        aside: name of the folder with the damaged files, beside the account's own; "" when none was kept.
        replies, others: operations saved: messages and notes, everything else that waited.
        drafts: unsent texts saved.
        lost_operations, lost_drafts: how many are gone, or here in older words only; None when that cannot be known.
        lost_replies: how many of those operations are messages and notes; None when that cannot be known.
        rough: the numbers are from before a power cut: a few more or fewer may have waited.
        lost_files: attachments of what waits that cannot be read; the replies that need them stand blocked.
        uncertain: operations saved in a state that may not be the last one; they are held until a person looks.
        details: technical, for a report; never what people wrote.
    """

    reason: str
    at: datetime
    aside: str = ""
    replies: int = 0
    others: int = 0
    drafts: int = 0
    lost_operations: int | None = 0
    lost_drafts: int | None = 0
    lost_replies: int | None = 0
    rough: bool = False
    lost_files: int = 0
    uncertain: int = 0
    details: str = ""

    @property
    def complete(self) -> bool:
        """Whether nothing that waited is missing, and that is certain."""
        return self.lost_operations == 0 and self.lost_drafts == 0 and not self.lost_files and not self.rough
