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

GONE = Salvage("wrong_key", NOW, "x.damaged-1", lost_operations=None, lost_drafts=None, lost_replies=None)


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
        "The database on this computer was damaged. Saved: 12 of 12 unsent replies, 3 drafts."
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
        (
            replace(WHOLE, lost_operations=2, lost_replies=2),
            "12 of 14 unsent replies, 3 drafts. Lost: 2 replies. ",
        ),
        (
            replace(WHOLE, lost_operations=2, lost_replies=1, others=4),
            "4 other changes. Lost: 1 reply, 1 other change.",
        ),
        (replace(WHOLE, lost_operations=2, lost_replies=None), "Lost: 2 replies or other changes."),
        (
            replace(WHOLE, lost_operations=None, lost_replies=None),
            "Saved: 12 unsent replies, 3 drafts. What was",
        ),
        (replace(WHOLE, lost_drafts=1), "Lost: 1 draft."),
        (replace(WHOLE, lost_drafts=1, rough=True), "a few more or fewer may be missing"),
        (replace(WHOLE, lost_files=1), "1 file could not be read"),
        (replace(WHOLE, reason="log_lost", uncertain=12), "held until you have looked"),
        (replace(GONE, reason="wrong_key"), "with the key in its keychain. Everything the server has is being fetched"),
        (replace(GONE, reason="wrong_key"), "their number is not known"),
        (replace(GONE, lost_operations=5, lost_replies=5, lost_drafts=1), "Lost: 5 replies, 1 draft."),
        (replace(GONE, lost_operations=0, lost_replies=0, lost_drafts=0), "Nothing had been waiting"),
        (replace(GONE, reason="failed"), "could not be repaired"),
        (replace(GONE, reason="failed"), "kept for 30 days; the details say where"),
        (replace(WHOLE, reason="files", lost_files=2), "2 files could not be read"),
        (replace(WHOLE, reason="files"), "No file of an unsent reply was lost."),
    ],
)
def test_every_loss_has_its_words(report: Salvage, words: str) -> None:
    assert words in salvage_words(report)
