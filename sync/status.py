"""How the engine is doing, as one value."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """For the banner and the sync panel; times are wall-clock UTC.

    Attributes:
        online: whether the last contact worked; also False before the first one, then `offline_since` is None.
        offline_since: when contact was lost.
        last_sync_at: when everything up to then was here.
        next_try_at: when something that failed is tried again by itself.
        error: the last failure, a code; "" when all is well.
        signed_out: the server no longer takes this session; the queue is kept.
        pulling: whether more changes are known to wait over there.
    """

    online: bool = False
    offline_since: datetime | None = None
    last_sync_at: datetime | None = None
    next_try_at: datetime | None = None
    error: str = ""
    signed_out: bool = False
    pulling: bool = False
