"""Whether training shows: the interval decides what is said, and it is drawn whole (S-3)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.training.report import Change, Effect
from tests.fakes import training_demo as demo
from tests.gui.ui.training_stage import plain
from ui.training.learners_effect import EffectCard, effect_sheet, proof_words, rows, verdict_words
from widgets.charts.intervals import Intervals

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SLOWER = Effect(28, demo.FASTER, demo.OTHERS, (0.2, 0.05, 0.4))
TOUCHING = Effect(28, demo.FASTER, demo.OTHERS, (-0.1, -0.2, 0.0))


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (demo.EFFECT, "Learners answer faster by 7 % to 30 % than colleagues without training (95 % sure)."),
        (SLOWER, "Learners answer slower by 5 % to 40 % than colleagues without training (95 % sure)."),
        (demo.NO_EFFECT, "No effect visible yet: between 13 % faster and 11 % slower"),
        (TOUCHING, "No effect visible yet: between 20 % faster and no change"),
        (Effect(28, demo.FASTER), "Faster by 12 % to 31 %. Nobody without training is there to compare with"),
        (Effect(28, demo.UNSURE), "No effect visible yet: the interval holds 0. Nobody"),
        (demo.TOO_LITTLE, "Too little to say: learners have to have answered customers"),
    ],
)
def test_what_is_said_is_what_the_interval_allows(effect: Effect, said: str) -> None:
    assert plain(verdict_words(effect)).startswith(said)


def test_rows_have_both_ends_and_say_what_they_rest_on() -> None:
    learners, others, difference = rows(demo.EFFECT)
    assert plain(learners.text) == "−21 % (−31 % to −12 %)"
    assert (learners.low, learners.middle, learners.high, learners.sure) == (-0.31, -0.21, -0.12, True)
    said = plain(learners.said)
    assert said.startswith(
        "Learners · 21 % faster · between 31 % faster and 12 % faster · median 94 s before, 73 s after"
    )
    assert said.endswith("14 people · 5,210 answers")
    assert not others.sure
    assert difference.sure
    assert [row.middle for row in rows(Effect(28, demo.FASTER))] == [-0.21, None, None]
    assert rows(demo.TOO_LITTLE)[0].text == "too little to say"


def test_the_table_has_the_ends_as_numbers() -> None:
    sheet = effect_sheet(demo.EFFECT)
    assert [cell.kept for cell in sheet.rows[0][3:]] == [94.0, 73.0, -0.21, -0.31, -0.12]
    assert [cell.kept for cell in sheet.rows[2][5:]] == [-0.19, -0.3, -0.07]
    assert len(effect_sheet(demo.TOO_LITTLE).rows) == 2


def test_the_card_reads_each_interval_by_keys_and_names_the_proof(qtbot: QtBot) -> None:
    card = EffectCard()
    qtbot.addWidget(card)
    card.show_effect(demo.EFFECT)
    card.resize(900, 260)
    card.show()
    card.intervals.setFocus()
    QTest.keyClick(card.intervals, Qt.Key.Key_Home)
    QTest.keyClick(card.intervals, Qt.Key.Key_Down)
    assert "Colleagues without training" in card.readout.text()
    assert "200 to 320" in card.proof.text() == proof_words()
    assert "28 days" in card.explained.text()


@pytest.mark.parametrize("mirrored", [False, True])
def test_an_interval_is_painted_from_end_to_end_and_faster_is_where_lines_begin(qtbot: QtBot, mirrored: bool) -> None:
    chart = Intervals("Effect")
    qtbot.addWidget(chart)
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    chart.resize(900, 140)
    wide = rows(Effect(28, Change(9, 400, 90.0, 80.0, -0.2, -0.4, -0.05)))[:1]
    chart.show_rows(wide, ("", "", ""))
    ink = _inked(chart)
    nought = chart.width() / 2
    chart.show_rows(rows(Effect(28, Change(9, 400, 90.0, 80.0, -0.2, -0.22, -0.18)))[:1], ("", "", ""))
    narrow = _inked(chart)
    assert max(ink) - min(ink) > 100
    assert (min(ink) > nought) if mirrored else (max(ink) < nought)
    assert max(narrow) - min(narrow) < (max(ink) - min(ink)) / 2


def _inked(chart: Intervals) -> list[int]:
    """Where the accent colour stands, from left to right."""
    image, accent = chart.grab().toImage(), chart._tokens.accent.rgb()
    return [x for x in range(image.width()) if any(image.pixel(x, y) == accent for y in range(image.height()))]
