"""Small pictures made on the spot: a PNG of a soft gradient with a parcel in it."""

import struct
import zlib
from random import Random

WIDTH, HEIGHT = 480, 320


def picture(random: Random) -> bytes:
    """A PNG of 480 x 320 pixels; the same for the same random numbers."""
    top, bottom, box = (_colour(random) for _ in range(3))
    left, size = random.randrange(20, 160), random.randrange(90, 150)
    rows = (_row(y, top, bottom, box, left, size) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    content = zlib.compress(b"".join(rows), 6)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", content) + _chunk(b"IEND", b"")


def _row(y: int, top: bytes, bottom: bytes, box: bytes, left: int, size: int) -> bytes:
    part = y / HEIGHT
    ground = bytes(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
    if not 120 <= y < 120 + size:
        return b"\x00" + ground * WIDTH
    tape = bytes(max(0, channel - 40) for channel in box) if abs(y - 120 - size // 2) < 6 else box
    return b"\x00" + ground * left + tape * (2 * size) + ground * (WIDTH - left - 2 * size)


def _colour(random: Random) -> bytes:
    return bytes(random.randrange(90, 230) for _ in range(3))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
