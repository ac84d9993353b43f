"""How far a message of several requests has got: kept in the egress row, so that nothing is sent twice."""

import json
from dataclasses import dataclass, replace

from backend.channels.reading import obj, text


@dataclass(frozen=True, slots=True)
class Progress:
    """The provider's ids of the steps it took, and of the files that were uploaded (by the step's number)."""

    sent: tuple[str, ...] = ()
    media: tuple[tuple[int, str], ...] = ()

    def media_id(self, step: int) -> str:
        """The uploaded file's id, "" when it has not been uploaded."""
        return dict(self.media).get(step, "")

    def with_media(self, step: int, media_id: str) -> "Progress":
        """After an upload."""
        return replace(self, media=(*self.media, (step, media_id)))

    def with_sent(self, provider_id: str) -> "Progress":
        """After the provider took the next step."""
        return replace(self, sent=(*self.sent, provider_id))

    def without_media(self) -> "Progress":
        """After the provider refused: a person who sends it again uploads again."""
        return replace(self, media=())

    def to_text(self) -> str:
        """For the egress row."""
        if not self.sent and not self.media:
            return ""
        return json.dumps({"sent": self.sent, "media": dict(self.media)})


def from_text(raw: str) -> Progress:
    """From the egress row; nothing done yet when it is empty or holds the first key, the message's id."""
    stored = json.loads(raw) if raw.startswith("{") else {}
    media = obj(stored, "media")
    sent = stored.get("sent", []) if isinstance(stored, dict) else []
    return Progress(tuple(text(item) for item in sent), tuple((int(step), text(media, step)) for step in media))
