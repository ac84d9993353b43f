"""One window over the fakes for each test, taken away afterwards."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes.stage import Stage


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage().show()
    yield made
    made.close()
    assert made.services.tasks.failures == []
    assert made.services.failures == []


@pytest.fixture
def door(qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(signed_in=False).show()
    yield made
    made.close()
    assert made.services.tasks.failures == []
