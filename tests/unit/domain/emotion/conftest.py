"""The engine with the model that ships, read once."""

from pathlib import Path

import pytest

from domain.emotion.engine import Engine, load

MODEL = Path(__file__).resolve().parents[4] / "resources" / "emotion" / "model.npz"


@pytest.fixture(scope="session")
def engine() -> Engine:
    return load(MODEL)
