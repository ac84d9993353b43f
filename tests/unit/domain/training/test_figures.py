"""The figures of training: what makes no sense has its default, and is known to have it (S-1)."""

import pytest

from domain.training.figures import DEFAULTS, TrainingFigures, is_readable, read_figures, write_figures


@pytest.mark.parametrize("text", ["", "{}", write_figures(TrainingFigures(goal=6, team_table=True)), '{"later": 1}'])
def test_what_makes_sense_is_readable(text: str) -> None:
    assert is_readable(text)


@pytest.mark.parametrize(
    "text", ["nonsense", "[]", "7", '{"goal": 0}', '{"goal": "8"}', '{"team_table": 1}', "[" * 100_000]
)
def test_what_makes_none_has_its_default_and_is_known(text: str) -> None:
    assert read_figures(text) == DEFAULTS
    assert not is_readable(text)
