"""The size of a picture, read from its first bytes without decoding it (S10)."""

import struct

Size = tuple[int, int]
_NONE: Size = (0, 0)
HEAD = 65_536
"""As many bytes as are worth reading for it."""


def image_size(head: bytes) -> Size:
    """Width and height in pixels of a PNG, JPEG, GIF or WebP; (0, 0) for everything else and for what is broken."""
    try:
        return _size(head)
    except struct.error:
        return _NONE


def _size(head: bytes) -> Size:
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return struct.unpack(">II", head[16:24])
    if head[:6] in {b"GIF87a", b"GIF89a"}:
        return struct.unpack("<HH", head[6:10])
    if head.startswith(b"\xff\xd8"):
        return _jpeg(head)
    return _webp(head) if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else _NONE


def _jpeg(head: bytes) -> Size:
    """Walks the segments to the frame header (SOF0..SOF15 but DHT, JPG and DAC)."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        mark = head[at + 1]
        if mark == 0xFF:
            at += 1
        elif 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + struct.unpack(">H", head[at + 2 : at + 4])[0]
    return _NONE


def _webp(head: bytes) -> Size:
    form = head[12:16]
    if form == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if form == b"VP8L" and len(head) >= 25:
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return _NONE
