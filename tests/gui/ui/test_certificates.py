"""A certificate as a PDF: read back in every script, to be saved where one wants it (S-1)."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from domain.training.figures import TrainingFigures
from domain.training.report import Result
from tests.fakes import training_demo as demo
from tests.fakes.stage import Stage
from tests.gui.ui.pdf_text import pdf_text
from tests.gui.ui.training_stage import practised, press, progress_desk
from ui.training.certificate_ask import CertificateAsk, criteria
from ui.training.certificate_pdf import certificate_pdf

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize("name", ["Li Hua", "خالد العتيبي", "สมชาย ประเสริฐ", "王雅婷", "Nguyễn Thùy Linh", "Ирина"])
def test_the_page_has_the_name_in_its_script_and_every_figure(qtbot: QtBot, name: str) -> None:
    lines = pdf_text(certificate_pdf(demo.certificate(name))).splitlines()
    assert name in lines
    for expected in (
        "Certificate",
        "Median time to the point",
        "7.4 s (asked for: 8.0 s or less)",
        "86 %",
        "94 %",
        "90 %",
        "100",
        "繁體中文",
        "Certificate 0192e4a1-certificate",
    ):
        assert expected in lines
    assert "The time runs from the moment a message is on screen" in " ".join(lines)


def test_what_was_never_asked_is_not_on_it(qtbot: QtBot) -> None:
    text = pdf_text(certificate_pdf(replace(demo.certificate(language=""), recall=None, tiers=None)))
    assert "All languages" in text
    assert "Keyword recall" not in text
    assert "Tiers right" not in text


def test_a_name_that_looks_like_markup_or_turns_words_is_plain(qtbot: QtBot) -> None:
    text = pdf_text(certificate_pdf(demo.certificate("<b>Ann\u202e</b>\nLee")))
    assert "<b>Ann" in text
    assert "</b> Lee" in text


def test_a_very_long_name_stays_on_one_page_within_the_frame(qtbot: QtBot) -> None:
    raw = certificate_pdf(demo.certificate("Wolfeschlegelsteinhausenbergerdorff " * 20))
    assert raw.count(b"/Type /Page\n") == 1
    assert pdf_text(raw).count("Wolfeschlegelsteinhausenbergerdorff") <= 6
    assert "Issued" in pdf_text(raw)


def test_a_learner_saves_their_own_by_keys(stage: Stage, tmp_path: Path) -> None:
    practised(stage)
    desk = progress_desk(stage)
    save = next(one for one in desk.page.certificates.findChildren(QPushButton))
    save.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert desk.door.files.dialog is not None
    desk.door.files.dialog.reject()
    desk.door.files.write_to(str(tmp_path / "mine"))
    stage.settle()
    assert "Li Hua" in pdf_text((tmp_path / "mine.pdf").read_bytes()).splitlines()
    assert desk.door.files.outcome is not None
    desk.door.files.outcome.accept()


def test_what_it_takes_and_how_far_somebody_is() -> None:
    figures = TrainingFigures()
    near = criteria(replace(demo.result(120, 8.0, 0.9), recall=0.799), figures)
    assert [line.met for line in near] == [True, True, False, True, True]
    few = criteria(demo.result(99, 8.1), figures)
    assert [line.met for line in few][:2] == [False, False]
    assert [line.met for line in criteria(None, figures)] == [None] * 5
    unasked = criteria(Result(attempts=100, median=7.0), figures)
    assert [line.met for line in unasked] == [True, True, None, None, None]


def test_what_was_never_asked_is_not_held_against_them_but_something_must_have_been(qtbot: QtBot) -> None:
    figures, ask = TrainingFigures(), CertificateAsk()
    qtbot.addWidget(ask)
    ask.show_result(replace(demo.result(120, 7.0, 0.96), recall=None), figures)
    assert ask.ask.isEnabled()
    assert "never asked is not held against them" in ask.state.text()
    ask.show_result(Result(attempts=100, median=7.0), figures)
    assert not ask.ask.isEnabled()
    assert "must have been asked at least once" in ask.state.text()
