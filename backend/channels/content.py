"""What one inbound message holds, before it is known who sent it and when."""

from dataclasses import dataclass

from backend.channels.events import RemoteMedia
from domain.message import MessageKind, Part, PartKind
from domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Content:
    """Text, parts, and the parts' bytes that wait at the provider."""

    kind: MessageKind = MessageKind.TEXT
    text: str = ""
    parts: tuple[Part, ...] = ()
    media: tuple[RemoteMedia, ...] = ()

    def plus(self, *more: Part) -> "Content":
        """The same with parts behind the others, so that media keep their places."""
        return Content(self.kind, self.text, self.parts + more, self.media)


def unsupported(word: str, detail: str = "", text: str = "") -> Content:
    """A message of a kind we cannot show, under the provider's own word for it."""
    return Content(MessageKind.UNSUPPORTED, text, (Part(PartKind.UNSUPPORTED, name=word or "unknown", detail=detail),))


def attachment(index: int, reference: str, name: str, media_type: str) -> tuple[Part, tuple[RemoteMedia, ...]]:
    """A part for a file at the provider; without a reference its bytes can never come, and the part says so."""
    kind = media_type.partition(";")[0].strip().lower()
    if not reference:
        return Part(PartKind.ATTACHMENT, name=name, media_type=kind, problem=Problem.MEDIA_GONE.value), ()
    return Part(PartKind.ATTACHMENT, name=name, media_type=kind), (RemoteMedia(index, reference),)


def file_name(raw: str) -> str:
    """A name safe to show and save (S11): no path, no control or direction marks, at most 120 characters."""
    base = raw.replace("\\", "/").rpartition("/")[2]
    kept = "".join(mark for mark in base if mark.isprintable() and mark not in _DIRECTION)
    return kept.strip(" .")[:120]


_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
