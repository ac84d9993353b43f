"""What an Instagram message holds: text, attachments, shared posts and stories, pressed buttons."""

from backend.channels.content import Content, attachment, file_name, unsupported
from backend.channels.events import RemoteMedia
from backend.channels.reading import Json, flag, obj, objects, text
from domain.message import Part, PartKind

_MEDIA_TYPE = {"image": "image/jpeg", "video": "video/mp4", "audio": "audio/mp4", "file": "application/octet-stream"}
_NAMED = frozenset({"share", "story_mention", "reel", "ig_reel", "ig_story", "ig_post", "post", "ephemeral"})


def content_of(message: Json) -> Content:
    """Everything in the message; what we do not know is UNSUPPORTED under Instagram's word."""
    if flag(message, "is_unsupported"):
        return unsupported("unsupported")
    content = _with_attachments(message)
    if obj(message, "quick_reply"):
        label = Part(PartKind.BUTTON, name=content.text, detail=text(message, "quick_reply", "payload"))
        content = Content(text="", parts=(*content.parts, label), media=content.media)
    content = content.plus(*_origin(message))
    return content if content.text or content.parts else unsupported("empty")


def pressed(postback: Json) -> Content:
    """A postback: the label that was pressed and its payload."""
    label = text(postback, "title") or text(postback, "payload")
    part = Part(PartKind.BUTTON, name=label, detail=text(postback, "payload"))
    return Content(parts=(part, *_origin(postback)))


def _with_attachments(message: Json) -> Content:
    parts: list[Part] = []
    media: list[RemoteMedia] = []
    for item in objects(message, "attachments"):
        part, remote = _part(item, len(parts))
        parts.append(part)
        media += remote
    return Content(text=text(message, "text"), parts=tuple(parts), media=tuple(media))


def _part(item: Json, index: int) -> tuple[Part, tuple[RemoteMedia, ...]]:
    kind = text(item, "type")
    url = text(item, "payload", "url") or text(item, "url")
    title = text(item, "payload", "title") or text(item, "title")
    if kind in _MEDIA_TYPE:
        return attachment(index, url, file_name(title), _MEDIA_TYPE[kind])
    if kind in _NAMED and url:
        return attachment(index, url, file_name(title) or kind, "")
    return Part(PartKind.UNSUPPORTED, name=kind or "attachment", detail=title), ()


def _origin(message: Json) -> tuple[Part, ...]:
    """The story it answers and the advertisement or product it came from."""
    facts = []
    if obj(message, "reply_to", "story"):
        facts.append(("story", text(message, "reply_to", "story", "id")))
    referral = obj(message, "referral")
    if referral:
        lines = (text(referral, "ads_context_data", "ad_title"), text(referral, "product", "id"), text(referral, "ref"))
        facts.append(("referral", "\n".join(line for line in lines if line)))
    return tuple(Part(PartKind.FACT, name=name, detail=detail) for name, detail in facts)
