"""What was saved from damage is told in words until it was read (R11)."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from app.changes import ChangeSet
from domain.salvage import Salvage
from tests.fakes.demo import NOW
from tests.fakes.stage import Stage
from ui.inbox.salvage_notice import salvage_words

WHOLE = Salvage("damaged", NOW, "x.damaged-1", replies=12, drafts=3)


def _tell(stage: Stage, report: Salvage) -> None:
    """As when the store opens that was made after damage."""
    stage.services.safety.report = report
    stage.services.hub.tell(ChangeSet(reset=True))
    stage.settle()


def test_the_notice_is_there_until_it_was_read(stage: Stage) -> None:
    _tell(stage, WHOLE)
    banner = stage.window.inbox.middle.salvage
    assert banner.isVisible()
    assert banner.text() == (
        "The database on this computer was damaged. 12 of 12 unsent items and 3 drafts were saved."
        " Everything else is being fetched again."
    )
    buttons = {button.text(): button for button in banner.findChildren(QPushButton)}
    buttons["Copy details"].click()
    assert "put aside: x.damaged-1" in QGuiApplication.clipboard().text()
    buttons["Dismiss"].click()
    stage.settle()
    assert stage.services.safety.report is None
    assert not banner.isVisible()


def test_without_damage_nothing_is_told(stage: Stage) -> None:
    assert not stage.window.inbox.middle.salvage.isVisible()


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (replace(WHOLE, lost_operations=2), "12 of 14 unsent items"),
        (replace(WHOLE, lost_operations=None), "Whether more was waiting cannot be known."),
        (replace(WHOLE, lost_drafts=1), "Up to 1 draft is lost."),
        (replace(WHOLE, lost_files=1), "1 file could not be read"),
        (replace(WHOLE, reason="log_lost", lost_operations=None, uncertain=12), "may be missing"),
        (replace(WHOLE, uncertain=1), "held until you have looked"),
        (replace(WHOLE, reason="wrong_key", lost_operations=None, lost_drafts=None), "could not be read with the key"),
        (replace(WHOLE, reason="files", lost_files=2), "2 files could not be read"),
        (replace(WHOLE, reason="files"), "No file of an unsent reply was lost."),
    ],
)
def test_every_loss_has_its_words(report: Salvage, words: str) -> None:
    assert words in salvage_words(report)
