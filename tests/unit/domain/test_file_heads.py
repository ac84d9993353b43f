"""What first bytes say: programs under any name, and pictures; what channels carry is never called a program (S10)."""

import pytest

from domain.channel import RULES, ChannelKind, refused_everywhere
from domain.file_heads import HEAD, is_program, picture_type
from domain.files import is_runnable, real_type
from domain.problems import Problem

WINDOWS = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0"
PNG, JPEG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1"
GIF, WEBP = b"GIF89a\1\0\1\0\x80\0\0\0\0\0", b"RIFF\x1a\0\0\0WEBPVP8L"


@pytest.mark.parametrize(
    "head",
    [
        WINDOWS,
        b"\x7fELF\2\1\1\0\0\0\0\0\0\0\0\0",
        b"\xcf\xfa\xed\xfe\7\0\0\1\3\0\0\0\2\0\0\0",
        b"\xca\xfe\xba\xbe\0\0\0\2\1\0\0\7\0\0\0\3",
        b"#!/bin/sh\nrm -rf",
        b"#! /usr/bin/env ",
        b"\xef\xbb\xbf#!/bin/bash\n#",
        b"@ECHO OFF\r\ndel ",
        b"<?php system($_G",
        b"!<arch>\ndebian-b",
        b"\xed\xab\xee\xdb\3\0\0\0\0\0bash",
        b"MSCF\0\0\0\0\x10\0\0\0\0\0\0\0",
        b"L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0",
    ],
)
def test_a_program_is_one_under_any_name(head: bytes) -> None:
    assert len(head) <= HEAD
    assert is_program(head)
    assert refused_everywhere("photo.jpg", "image/jpeg", 10, head) is Problem.MEDIA_UNSAFE


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.png", PNG),
        ("a.jpg", JPEG),
        ("a.gif", GIF),
        ("a.mp4", b"\0\0\0\x20ftypisom\0\0\2\0"),
        ("a.webm", b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\xf7\x81\1B\xf2\x81"),
        ("a.amr", b"#!AMR\n\x3c\x91\x17\x16\xbe\x66\x79\xe1\xe0\1"),
        ("a.mp3", b"ID3\4\0\0\0\0\0\x23TSSE\0\0"),
        ("a.ogg", b"OggS\0\2\0\0\0\0\0\0\0\0\x8b\x5d"),
        ("a.wav", b"RIFF\x24\x08\0\0WAVEfmt "),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1"),
        ("a.docx", b"PK\3\4\x14\0\6\0\x08\0\0\0\x21\0\xdf\xa4"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0"),
        ("a.txt", b"MZ-80 and MZ-700"),
        ("a.txt", b"#! is not a path"),
        ("a.txt", b""),
    ],
)
def test_what_channels_carry_goes(name: str, head: bytes) -> None:
    assert refused_everywhere(name, "", 10, head) is None


def test_a_picture_is_what_it_holds() -> None:
    assert [picture_type(head) for head in (PNG, JPEG, GIF, WEBP, WINDOWS, b"")] == [
        "image/png", "image/jpeg", "image/gif", "image/webp", "", "",
    ]  # fmt: skip
    assert real_type("a.jpg", "", PNG) == "image/png"
    assert real_type("a.jpg", "", b"<html>") == ""
    assert real_type("a.jpg", "", b"") == "image/jpeg"
    assert real_type("a.pdf", "", PNG) == "application/pdf"


@pytest.mark.parametrize(
    ("kind", "name", "head", "why"),
    [
        (ChannelKind.WHATSAPP, "a.jpg", PNG, None),
        (ChannelKind.WHATSAPP, "a.png", GIF, Problem.MEDIA_FALSE),
        (ChannelKind.INSTAGRAM, "a.png", GIF, None),
        (ChannelKind.INSTAGRAM, "a.png", WEBP, Problem.MEDIA_FALSE),
        (ChannelKind.WHATSAPP, "a.jpg", b"<html><script>", Problem.MEDIA_FALSE),
        (ChannelKind.WHATSAPP, "a.webp", WEBP, Problem.MEDIA_KIND),
    ],
)
def test_a_picture_under_another_name_goes_where_the_channel_takes_it(
    kind: ChannelKind, name: str, head: bytes, why: Problem | None
) -> None:
    assert RULES[kind].refuses_file(name, "", 10, head) is why


def test_a_program_that_the_server_knew_is_one_on_screen() -> None:
    assert is_runnable("photo.jpg", "application/x-executable")
    assert not is_runnable("photo.jpg", "image/jpeg")
