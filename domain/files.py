"""Files that leave with replies: what their endings say they are, and those that nobody should get from us (S10)."""

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


def is_runnable(name: str) -> bool:
    """Whether opening it could run a program. No channel carries one: nobody should learn to open those of ours."""
    return f" {ending(name)} " in _RUNNABLE


def media_type_of(name: str, said: str) -> str:
    """The file's type: as its ending says, else as it came."""
    return MEDIA_TYPES.get(ending(name)) or said.partition(";")[0].strip().lower()


def media_family(media_type: str) -> str:
    """The family of a media type: "image", "video", "audio" or "document"."""
    head = media_type.partition("/")[0].lower()
    return head if head in {"image", "video", "audio"} else "document"
