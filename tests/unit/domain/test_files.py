"""What a file is by its name, whatever a system calls it; and what is a program, however it is written (S10)."""

import pytest

from domain.files import MEDIA_TYPES, ending, is_runnable, media_family, media_type_of


@pytest.mark.parametrize(
    "name",
    [
        "setup.exe",
        "SETUP.EXE",
        "invoice.pdf.exe",
        "setup.exe. .",
        "a.ex\u200be",
        "fdp\u202e.scr",
        "x.ps1",
        "x.lnk",
        "a.JS",
    ],
)
def test_a_program_is_one_however_it_is_written(name: str) -> None:
    assert is_runnable(name)


@pytest.mark.parametrize("name", ["exe", "", "setup.exe.pdf", "a.exercise", "...", "註冊.pdf", "js"])
def test_names_that_only_look_like_programs_are_none(name: str) -> None:
    assert not is_runnable(name)


def test_no_file_that_a_channel_could_take_is_a_program() -> None:
    assert not any(is_runnable(f"a.{kind}") for kind in MEDIA_TYPES)


@pytest.mark.parametrize(
    ("name", "said", "is_"),
    [
        ("a.JPG", "application/octet-stream", "image/jpeg"),
        ("prices.csv", "application/vnd.ms-excel", "text/csv"),
        ("a.m4a", "audio/x-m4a", "audio/mp4"),
        ("a.bin", "Image/PNG; x=y", "image/png"),
        ("", "audio/ogg; codecs=opus", "audio/ogg"),
    ],
)
def test_the_ending_says_more_than_the_system(name: str, said: str, is_: str) -> None:
    assert media_type_of(name, said) == is_


def test_an_ending_stands_behind_the_last_dot() -> None:
    assert [ending(name) for name in ("a.tar.GZ ", "a", ".", "a.b.")] == ["gz", "", "", "b"]


def test_a_media_type_without_sense_is_a_document() -> None:
    assert media_family("") == media_family("x") == "document"
    assert media_family("IMAGE/PNG") == "image"
