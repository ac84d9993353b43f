"""Sizes of pictures from their first bytes."""

import struct
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.channels.images import image_size
from backend.simulator.pictures import picture

SOF = b"\xff\xc0" + struct.pack(">HBHH", 17, 8, 480, 640)


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (picture(Random(1))[:64], (480, 320)),
        (b"GIF89a" + struct.pack("<HH", 3, 5), (3, 5)),
        (b"\xff\xd8\xff\xe0\x00\x10" + b"JFIF" + b"\0" * 10 + SOF, (640, 480)),
        (b"\xff\xd8\xff\xff" + SOF[1:], (640, 480)),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x7f\x02\x00\xdf\x01\x00", (640, 480)),
        (b"RIFF\0\0\0\0WEBPVP8L" + b"\0" * 4 + b"\x2f" + (639 | 479 << 14).to_bytes(4, "little"), (640, 480)),
        (b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 640, 480), (640, 480)),
        (b"<svg width='1' height='1'/>", (0, 0)),
        (b"\x89PNG\r\n\x1a\n\0\0", (0, 0)),
        (b"", (0, 0)),
    ],
)
def test_each_format(head: bytes, size: tuple[int, int]) -> None:
    assert image_size(head) == size


@given(st.sampled_from([b"\xff\xd8", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8L", b"\x89PNG\r\n\x1a\n"]), st.binary(max_size=60))
def test_nothing_makes_it_stumble(start: bytes, rest: bytes) -> None:
    width, height = image_size(start + rest)
    assert width >= 0
    assert height >= 0
