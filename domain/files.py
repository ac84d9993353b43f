"""Files that leave with replies: what they are, and those that nobody should get from us (S10)."""

from domain.file_heads import PICTURES, picture_type

MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "3gp": "video/3gpp",
    "mov": "video/quicktime",
    "avi": "video/x-msvideo",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "aac": "audio/aac",
    "amr": "audio/amr",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "csv": "text/csv",
    "zip": "application/zip",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""By ending. What a system calls a type depends on what is installed there (Windows without Office knows no docx, with
it calls csv a spreadsheet): the ending means the same on every computer, and on the server."""

_RUNNABLE = (
    " ade adp apk app appimage appx appxbundle bat cab chm class cmd com command cpl deb desktop diagcab dll dmg ex "
    "ex_ exe gadget hta img inf ins iso isp jar jnlp js jse lib lnk mde mjs msc msh msi msix msixbundle msp mst nsh "
    "ocx pif pkg ps1 psm1 py reg rpm run scf scr sct sh shb sys url vb vbe vbs vhd vhdx vxd wsc wsf wsh xll "
)
"""What mail services refuse to carry (Gmail: support.google.com/mail/answer/6590), what help desks offer to block
(Freshdesk: "executable file extensions"), and what other systems run by a double click."""


def ending(name: str) -> str:
    """What stands behind the last dot, small; without signs nobody sees and the dots and spaces that Windows drops."""
    shown = "".join(filter(str.isprintable, name)).rstrip(". ")
    return shown.rpartition(".")[2].strip().lower() if "." in shown else ""


RUNNABLE_TYPE = "application/x-executable"
"""What the server calls a program that came under another name."""


def is_runnable(name: str, media_type: str = "") -> bool:
    """Whether opening it could run a program. No channel carries one: nobody should learn to open those of ours."""
    return media_type == RUNNABLE_TYPE or f" {ending(name)} " in _RUNNABLE


def media_type_of(name: str, said: str) -> str:
    """The file's type: as its ending says, else as it came."""
    return MEDIA_TYPES.get(ending(name)) or said.partition(";")[0].strip().lower()


def real_type(name: str, said: str, head: bytes) -> str:
    """The same, but what calls itself a picture is what its first bytes say, "" for none; no bytes say nothing."""
    claimed = media_type_of(name, said)
    return picture_type(head) if head and claimed in PICTURES else claimed


def media_family(media_type: str) -> str:
    """The family of a media type: "image", "video", "audio" or "document"."""
    head = media_type.partition("/")[0].lower()
    return head if head in {"image", "video", "audio"} else "document"
