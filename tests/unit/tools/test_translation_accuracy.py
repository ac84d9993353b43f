"""The accuracy harness: chrF against figures worked out by hand, and whole runs against a provider on loopback."""

import asyncio

import pytest

from app.ports.translation import Access, Provider
from tests.support.http_server import scripted_server
from tests.support.translation_server import KEY, play
from tools.chrf import chrf
from tools.translation_accuracy import Sentence, read, run


def test_the_same_is_a_hundred_and_nothing_shared_is_zero() -> None:
    assert chrf([("ได้รับพัสดุแล้ว", "ได้รับพัสดุแล้ว")]) == pytest.approx(100)
    assert chrf([("abc", "xyz")]) == 0
    assert chrf([]) == 0
    assert chrf([("", "a")]) == 0


def test_one_pair_by_hand() -> None:
    # "abcd" and "abce": 3 of 4 letters, 2 of 3 pairs, 1 of 2 triples, 0 of 1 quadruples; the same on both sides.
    mean = (3 / 4 + 2 / 3 + 1 / 2 + 0) / 4
    assert chrf([("abcd", "abce")]) == pytest.approx(100 * mean)


def test_recall_weighs_more_than_precision() -> None:
    # One run of each: "ab" against "a": precision 1/2, recall 1; only single letters exist on both sides.
    assert chrf([("ab", "a")]) == pytest.approx(100 * 5 * 0.5 / (4 * 0.5 + 1))
    assert chrf([("ab", "a")]) > chrf([("a", "ab")])


def test_white_space_does_not_count_and_pairs_are_added_up() -> None:
    assert chrf([("a b c", "abc")]) == pytest.approx(100)
    many = chrf([("abcdefgh", "abcdefgh"), ("x", "y")])
    assert 80 < many < 100


def test_lines_are_read_and_what_is_no_line_is_named() -> None:
    assert read("# remark\n\nen\tzh-TW\tHello\t您好\n") == [Sentence(("en", "zh-Hant"), "Hello", "您好")]
    with pytest.raises(ValueError, match="line 2"):
        read("en\tth\tHello\tสวัสดี\nen\tth\tHello")


def test_a_run_prints_a_figure_for_each_pair_and_goes_on_after_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    sentences = read("en\tth\tHello\tสวัสดี\nen\tvi\tHello\tXin chào\nth\ten\tสวัสดี\tHello\n")

    async def play_it() -> int:
        async with scripted_server() as server:
            play(server)
            return await run(Access(Provider.LIBRE, server.address, KEY), sentences)

    assert asyncio.run(play_it()) == 1
    said = capsys.readouterr().out.splitlines()
    assert "en -> th" in said[0]
    assert "chrF 100.0" in said[0]
    assert "not translated: pair" in said[1]
    assert "th -> en" in said[2]


def test_an_access_that_cannot_be_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert asyncio.run(run(Access(Provider.DEEPL), [])) == 1
    assert "key" in capsys.readouterr().err
