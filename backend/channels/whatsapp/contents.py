"""The message types of the WhatsApp Cloud API, one reader each."""

from collections.abc import Callable

from backend.channels.content import Content, attachment, file_name, unsupported
from backend.channels.reading import Json, flag, number, obj, objects, text
from domain.message import Part, PartKind

_MEDIA_TYPE = {"image": "image/jpeg", "video": "video/mp4", "audio": "audio/ogg", "sticker": "image/webp"}


def content_of(message: Json) -> Content:
    """What the message holds; a type we do not know is UNSUPPORTED under the provider's word, never dropped."""
    kind = text(message, "type")
    read = _READERS.get(kind)
    content = read(message) if read else _unknown(message)
    return content.plus(*_origin(message))


def _text(message: Json) -> Content:
    return Content(text=text(message, "text", "body"))


def _media(message: Json) -> Content:
    kind = text(message, "type")
    file = obj(message, kind)
    media_type = text(file, "mime_type") or _MEDIA_TYPE.get(kind, "application/octet-stream")
    part, media = attachment(0, text(file, "id"), file_name(text(file, "filename")), media_type)
    return Content(text=text(file, "caption"), parts=(part,), media=media)


def _location(message: Json) -> Content:
    place = obj(message, "location")
    address = "\n".join(line for line in (text(place, "address"), text(place, "url")) if line)
    part = Part(
        PartKind.LOCATION,
        name=text(place, "name"),
        detail=address,
        latitude=number(place, "latitude"),
        longitude=number(place, "longitude"),
    )
    return Content(parts=(part,))


def _contacts(message: Json) -> Content:
    parts = tuple(_contact(card) for card in objects(message, "contacts"))
    return Content(parts=parts) if parts else unsupported("contacts")


def _contact(card: Json) -> Part:
    lines = [text(phone, "phone") or text(phone, "wa_id") for phone in objects(card, "phones")]
    lines += [text(email, "email") for email in objects(card, "emails")]
    name = text(card, "name", "formatted_name") or text(card, "name", "first_name")
    return Part(PartKind.CONTACT, name=name, detail="\n".join(line for line in lines if line))


def _button(message: Json) -> Content:
    return _pressed(text(message, "button", "text"), text(message, "button", "payload"))


def _interactive(message: Json) -> Content:
    reply = obj(message, "interactive")
    kind = text(reply, "type")
    answer = obj(reply, kind)
    if kind in {"button_reply", "list_reply"}:
        return _pressed(text(answer, "title"), text(answer, "id"))
    if kind == "nfm_reply":
        return _pressed(text(answer, "body") or text(answer, "name"), text(answer, "response_json"))
    return unsupported(kind or "interactive")


def _pressed(label: str, payload: str) -> Content:
    return Content(parts=(Part(PartKind.BUTTON, name=label or payload, detail=payload),))


def _order(message: Json) -> Content:
    order = obj(message, "order")
    lines = [text(order, "text")]
    lines += [_ordered(item) for item in objects(order, "product_items")]
    written = "\n".join(line for line in lines if line)
    return Content(text=written) if written else unsupported("order")


def _ordered(item: Json) -> str:
    line = f"{text(item, 'quantity') or '1'} × {text(item, 'product_retailer_id')}"
    price = text(item, "item_price")
    return f"{line} – {price} {text(item, 'currency')}".rstrip() if price else line


def _system(message: Json) -> Content:
    note = obj(message, "system")
    return unsupported(
        text(note, "type") or "system", text(note, "new_wa_id") or text(note, "wa_id"), text(note, "body")
    )


def _unknown(message: Json) -> Content:
    error = next(objects(message, "errors"), {})
    word = text(message, "unsupported", "type")
    if not word or word == "unknown":
        kind = text(message, "type")
        word = kind if kind not in {"", "unknown", "unsupported"} else text(error, "title")
    return unsupported(word, text(error, "error_data", "details"))


def _origin(message: Json) -> tuple[Part, ...]:
    """Where the customer came from (an advertisement, a product), and whether the message was passed on."""
    context, referral = obj(message, "context"), obj(message, "referral")
    facts = []
    if referral:
        lines = [text(referral, key) for key in ("headline", "body", "source_url")]
        facts.append(("referral", "\n".join(line for line in lines if line)))
    if obj(context, "referred_product"):
        facts.append(("product", text(context, "referred_product", "product_retailer_id")))
    if flag(context, "forwarded") or flag(context, "frequently_forwarded"):
        facts.append(("forwarded", ""))
    return tuple(Part(PartKind.FACT, name=name, detail=detail) for name, detail in facts)


_READERS: dict[str, Callable[[Json], Content]] = {
    "text": _text,
    "image": _media,
    "video": _media,
    "audio": _media,
    "voice": _media,
    "document": _media,
    "sticker": _media,
    "location": _location,
    "contacts": _contacts,
    "button": _button,
    "interactive": _interactive,
    "order": _order,
    "system": _system,
}
