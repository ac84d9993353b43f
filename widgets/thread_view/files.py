"""Attachments on screen: a safe display name, a kind, an icon (S10, S11)."""

import re
import unicodedata

from app.i18n import _
from domain.files import is_runnable, media_family
from domain.message import Part, PartKind
from widgets.thread_view.words import file_size

LONGEST_NAME = 120
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_ARCHIVES = {"zip", "x-zip-compressed", "x-tar", "gzip", "x-7z-compressed", "vnd.rar", "x-rar-compressed"}
_PICTURES = {"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"}


def display_name(name: str, media_type: str = "") -> str:
    """The name without folders, device names, controls, bidi marks, spaces and dots at its end; never empty."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    kept = " ".join(kept.split()).strip(". ")
    if _DEVICES.match(kept):
        kept = f"_{kept}"
    if len(kept) > LONGEST_NAME:
        stem, dot, ending = kept.rpartition(".")
        tail = f".{ending}" if dot and len(ending) <= 8 else ""
        kept = (stem if tail else kept)[: LONGEST_NAME - len(tail) - 1] + "…" + tail
    return kept or unnamed(media_type)


def unnamed(media_type: str) -> str:
    """What to call a file that has no name."""
    match media_family(media_type) if media_type else "document":
        case "image":
            return _("Picture")
        case "video":
            return _("Video")
        case "audio":
            return _("Voice message")
    return _("File")


def shows_as_picture(part: Part) -> bool:
    """Whether it is painted as a thumbnail; drawings (SVG) never are."""
    return part.kind is PartKind.ATTACHMENT and bool(part.blob) and part.media_type.lower() in _PICTURES


def file_icon(media_type: str) -> str:
    """The icon's name for a media type."""
    family, _slash, kind = media_type.lower().partition("/")
    if kind in _ARCHIVES:
        return "file-archive"
    if family in {"image", "audio", "video"}:
        return f"file-{family}"
    return "file-text" if family == "text" or "pdf" in kind or "word" in kind else "file"


def part_icon(part: Part) -> str:
    """The icon's name for any part."""
    named = {
        PartKind.LOCATION: "map-pin",
        PartKind.CONTACT: "contact",
        PartKind.BUTTON: "mouse-pointer-click",
        PartKind.UNSUPPORTED: "circle-help",
    }
    return named.get(part.kind) or file_icon(part.media_type)


def file_detail(part: Part) -> str:
    """Size and kind under the name; a missing file and a program say so."""
    if part.problem:
        return _("the file is not there any more")
    if not part.blob:
        return _("still on its way")
    facts = [file_size(part.size), part.name.rpartition(".")[2].upper()[:8] if "." in part.name else ""]
    if is_runnable(part.name, part.media_type):
        facts.append(_("a program: be careful"))
    return " · ".join(fact for fact in facts if fact)
