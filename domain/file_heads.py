"""What a file is by its first bytes, whatever its name says: programs, and the pictures that channels carry (S10)."""

HEAD = 16
"""So many of them are looked at."""

PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""What `picture_type` tells."""

_PROGRAMS = (
    b"\x7fELF",
    # Mach-O, of either order and width, and for several processors; the last but one is a Java class, too.
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xbe\xba\xfe\xca",
    b"\xca\xfe\xba\xbe",
    b"\xca\xfe\xba\xbf",
    b"dex\n",
    # What installs: Debian, RPM, macOS, Windows cabinets; a link that runs something, and compiled help.
    b"!<arch>\ndebian",
    b"\xed\xab\xee\xdb",
    b"xar!",
    b"MSCF",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"ITSF",
    b"<?php",
)
_MARK = b"\xef\xbb\xbf"


def is_program(head: bytes) -> bool:
    """Whether it is a program or a script for certain. JAR and MSI begin as DOCX and DOC do: only their names tell."""
    start = head.removeprefix(_MARK)
    return start.startswith(_PROGRAMS) or _is_windows(start) or _is_script(start)


def picture_type(head: bytes) -> str:
    """The media type of a picture, "" for everything else."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    return "image/webp" if head.startswith(b"RIFF") and head[8:12] == b"WEBP" else ""


def _is_windows(head: bytes) -> bool:
    """Numbers stand behind the two letters; in a text about an MZ-80 there are none."""
    return head.startswith(b"MZ") and b"\0" in head


def _is_script(head: bytes) -> bool:
    """A path follows the two signs; a sound in AMR begins with them, too."""
    if head.startswith(b"#!"):
        return head[2:].lstrip(b" \t").startswith(b"/")
    return head.lower().startswith(b"@echo off")
