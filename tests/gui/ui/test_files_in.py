"""Files that are attached: what cannot go is told before it is copied, and no reply leaves without one on its way."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.errors import Refused, StorageFull
from domain.problems import Problem
from tests.fakes.demo import tid
from tests.fakes.services import Gate
from tests.fakes.stage import Stage
from tests.gui.ui.test_inbox import send, type_text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def opened(stage: Stage) -> Stage:
    stage.open(tid("maria"))
    return stage


def drop(stage: Stage, *paths: Path) -> None:
    """Anywhere on the thread."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    stage.window.inbox.middle.dropEvent(QDropEvent(QPointF(20, 20), copy, data, left, held))
    stage.settle()


def a_file(folder: Path, name: str = "plan.pdf", size: int = 20) -> Path:
    file = folder / name
    with file.open("wb") as made:
        made.truncate(size)
    return file


def test_a_reply_waits_for_the_file_that_is_being_read(opened: Stage, tmp_path: Path) -> None:
    composer = opened.window.inbox.middle.composer
    gate = opened.services.attachments.gate = Gate()
    drop(opened, a_file(tmp_path))
    type_text(opened, "here it is")
    assert "plan.pdf is being read" in composer.notice.text()
    assert not composer.foot.send_button.isEnabled()
    send(opened)
    assert opened.services.sending.sent == []
    gate.opened = True
    opened.settle()
    assert not composer.notice.isVisible()
    send(opened)
    (sent,) = opened.services.sending.sent
    assert len(sent.files) == 1


def test_a_file_goes_into_the_draft_of_its_thread_when_the_agent_has_gone_on(opened: Stage, tmp_path: Path) -> None:
    gate = opened.services.attachments.gate = Gate()
    type_text(opened, "here it is")
    drop(opened, a_file(tmp_path))
    opened.open(tid("somchai"))
    composer = opened.window.inbox.middle.composer
    assert not composer.reading, "this thread waits for nothing"
    gate.opened = True
    opened.settle()
    assert composer.files == ()
    opened.open(tid("maria"))
    assert composer.text == "here it is"
    assert len(composer.files) == 1


def test_what_cannot_be_stored_lets_the_reply_go_and_says_so(opened: Stage, tmp_path: Path) -> None:
    opened.services.attachments.error = StorageFull()
    drop(opened, a_file(tmp_path))
    assert "disk is full" in opened.window.inbox.middle.trouble.text()
    assert not opened.window.inbox.middle.composer.reading


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("none.txt", 0, "none.txt is empty"),
        ("film.mp4", 26 * 1024 * 1024, "film.mp4 is too large to be sent (26 MB)"),
        ("all.bin", 10, "No channel takes this kind of file: all.bin"),
        ("setup.exe", 10, "setup.exe is a program; those are not sent to customers."),
    ],
)
def test_what_no_channel_takes_is_told_and_never_copied(
    opened: Stage, tmp_path: Path, name: str, size: int, words: str
) -> None:
    held = len(opened.services.world.blobs)
    drop(opened, a_file(tmp_path, name, size))
    assert words in opened.window.inbox.middle.trouble.text()
    assert len(opened.services.world.blobs) == held


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (Problem.MEDIA_UNSAFE, "photo.jpg is a program; those are not sent to customers."),
        (Problem.MEDIA_FALSE, "photo.jpg is not the picture that its name says. Save it anew as JPEG or PNG."),
    ],
)
def test_what_its_bytes_say_is_told_with_its_name(opened: Stage, tmp_path: Path, problem: Problem, words: str) -> None:
    opened.services.attachments.error = Refused(problem)
    drop(opened, a_file(tmp_path, "photo.jpg"))
    assert opened.window.inbox.middle.trouble.text() == words
    assert not opened.window.inbox.middle.composer.reading


def test_a_folder_is_no_file_and_those_beside_it_are_taken(opened: Stage, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    drop(opened, folder, a_file(tmp_path))
    assert "photos is a folder" in opened.window.inbox.middle.trouble.text()
    assert len(opened.window.inbox.middle.composer.files) == 1


@pytest.mark.parametrize(("typed_on", "sent"), [("", ["first", "second"]), (" and", ["first"])])
def test_a_second_reply_that_is_sent_while_the_first_is_stored_follows_it(
    opened: Stage, typed_on: str, sent: list[str]
) -> None:
    type_text(opened, "first")
    gate = opened.services.sending.gate = Gate()
    send(opened)
    opened.window.inbox.middle.composer.insert_text("second")
    send(opened)
    opened.window.inbox.middle.composer.insert_text(typed_on)
    gate.opened = True
    opened.settle()
    assert [draft.text for draft in opened.services.sending.sent] == sent
    assert opened.window.inbox.middle.composer.text == ("second" + typed_on if typed_on else "")


def test_the_same_keys_twice_send_one_reply(opened: Stage) -> None:
    type_text(opened, "only once")
    gate = opened.services.sending.gate = Gate()
    send(opened)
    send(opened)
    gate.opened = True
    opened.settle()
    assert [draft.text for draft in opened.services.sending.sent] == ["only once"]
