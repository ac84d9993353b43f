"""Voice notes in the inbox: recorded, measured, listened to, sent before the text; received ones play in the bubble."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.ports import StoredBlob
from domain.ids import BlobHash, MessageId
from domain.message import Part, PartKind
from domain.voice.rules import LONGEST
from domain.voice.sound import RATE, Sound
from tests.fakes.demo import World, demo, tid
from tests.fakes.stage import Stage
from tests.fakes.voice import FakeVoiceTools
from tests.support.voices import silence, sound, voice
from ui.inbox.voice_bar import VoiceBar
from ui.voice.tools import VOICE_TYPE, Lack
from ui.voice.words import COMMAND
from widgets.thread_view.audio import VoiceChip
from widgets.thread_view.hit import Hit
from widgets.thread_view.states import Action

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support|propagateSizeHints")

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
SPOKEN = BlobHash("5" * 64)
GOOD = sound(voice(3, 200, 5), silence(1.5), voice(3, 190, 5), silence(1.4), voice(3, 210, 5))


def world() -> World:
    """Emma has sent a voice note."""
    from dataclasses import replace

    made = demo()
    entries = made.entries[tid("emma")]
    part = Part(PartKind.ATTACHMENT, name="ptt.ogg", blob=SPOKEN, media_type="audio/ogg", size=9_000)
    message = replace(entries[-1].message, id=MessageId("spoken"), text="", parts=(part,), assessment=None)
    entries.append(replace(entries[-1], message=replace(message, position=message.position + 1)))
    made.blobs[SPOKEN] = (StoredBlob(SPOKEN, "ptt.ogg", "audio/ogg", 9_000, 0, 0), b"ogg")
    return made


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    with Stage(world()).show() as made:
        made.window.inbox.voice.tools = FakeVoiceTools()
        made.open(tid("emma"))
        yield made


def tools(stage: Stage) -> FakeVoiceTools:
    found = stage.window.inbox.voice.tools
    assert isinstance(found, FakeVoiceTools)
    return found


def bar(stage: Stage) -> VoiceBar:
    return stage.window.inbox.middle.voice


def press(stage: Stage, key: Qt.Key = Qt.Key.Key_R, modifiers: Qt.KeyboardModifier = CONTROL_SHIFT) -> None:
    QTest.keyClick(stage.window, key, modifiers)
    stage.settle()


def record(stage: Stage, spoken: Sound = GOOD) -> None:
    press(stage)
    tools(stage).say(spoken)
    press(stage)


def chips(stage: Stage) -> list[tuple[str, str]]:
    return [(file.name, file.media_type) for file in stage.window.inbox.middle.composer.chips.files]


def test_one_key_begins_finishes_and_attaches(stage: Stage) -> None:
    press(stage)
    tools(stage).say(GOOD)
    assert bar(stage).isVisible()
    assert "0:12" in bar(stage).time.text()
    press(stage)
    recorder = tools(stage).recorder
    assert recorder is not None
    assert recorder.calls == ["stop"]
    press(stage)
    assert tools(stage).encoded == [GOOD]
    assert chips(stage) == [("voice.m4a", VOICE_TYPE)]
    assert not bar(stage).isVisible()


def test_the_voice_goes_before_the_text_that_follows(stage: Stage) -> None:
    record(stage)
    press(stage)
    QTest.keyClicks(stage.window.inbox.middle.composer.edit, "In short: restart it twice")
    stage.settle()
    QTest.keyClick(stage.window.inbox.middle.composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    draft = stage.services.sending.sent[-1]
    assert draft.text == "In short: restart it twice"
    assert len(draft.files) == 1
    assert chips(stage) == []


def test_it_is_measured_against_l7(stage: Stage) -> None:
    record(stage)
    said = bar(stage).figures()
    assert said[0].startswith("✓ about 2")
    assert said[1].startswith("✓ pitch 20")
    assert said[2].startswith("✓ pauses 1.")
    bar(stage).discard_button.click()
    record(stage, sound(voice(3, 110, 3)))
    said = bar(stage).figures()
    assert "better 220–240" in said[0]
    assert said[1] == "○ pitch 110 Hz, better 150–250"
    assert said[2].startswith("○ no pause")


def test_a_pause_hears_nothing(stage: Stage) -> None:
    press(stage)
    tools(stage).say(sound(voice(1)))
    bar(stage).pause_button.click()
    tools(stage).say(sound(voice(5)))
    bar(stage).pause_button.click()
    tools(stage).say(sound(voice(1)))
    bar(stage).done_button.click()
    bar(stage).attach_button.click()
    assert tools(stage).encoded[0].seconds == pytest.approx(2)
    recorder = tools(stage).recorder
    assert recorder is not None
    assert recorder.calls == ["pause", "resume", "stop"]


def test_listening_before_it_is_sent(stage: Stage) -> None:
    record(stage)
    bar(stage).listen_button.click()
    player = tools(stage).sounding
    assert player is not None
    assert player.content.startswith(b"RIFF")
    assert bar(stage).listen_button.text() == "Pause"
    bar(stage).listen_button.click()
    assert bar(stage).listen_button.text() == "Listen"
    bar(stage).attach_button.click()
    assert player.content == b""


def test_discarding_leaves_nothing(stage: Stage) -> None:
    record(stage)
    bar(stage).discard_button.click()
    stage.settle()
    assert not bar(stage).isVisible()
    assert tools(stage).encoded == []
    press(stage)
    assert "0:00" in bar(stage).time.text()


def test_a_recording_stays_with_its_thread(stage: Stage) -> None:
    press(stage)
    tools(stage).say(GOOD)
    stage.open(tid("somchai"))
    recorder = tools(stage).recorder
    assert recorder is not None
    assert recorder.calls == ["stop"]
    assert not bar(stage).isVisible()
    stage.open(tid("emma"))
    assert bar(stage).attach_button.isVisible()
    assert bar(stage).figures()


def test_what_is_encoded_late_never_goes_to_another_customer(stage: Stage) -> None:
    record(stage)
    tools(stage).waits = True
    press(stage)
    stage.open(tid("somchai"))
    tools(stage).finish_encoding()
    stage.settle()
    assert chips(stage) == []
    stage.open(tid("emma"))
    tools(stage).waits = False
    press(stage)
    assert chips(stage) == [("voice.m4a", VOICE_TYPE)]


def test_a_recording_ends_by_itself(stage: Stage) -> None:
    press(stage)
    tools(stage).say(Sound(bytes(round(2 * RATE * (LONGEST - 1)))))
    assert bar(stage).done_button.isVisible()
    heard = tools(stage).heard
    assert heard is not None
    heard(Sound(bytes(4 * RATE)))
    assert bar(stage).attach_button.isVisible()


@pytest.mark.parametrize(
    ("lack", "words"), [(Lack.ADDONS, COMMAND), (Lack.LIBRARY, "libpulse0"), (Lack.MICROPHONE, "no microphone")]
)
def test_what_is_missing_is_said(stage: Stage, lack: Lack, words: str) -> None:
    tools(stage).lack = lack
    stage.window.inbox.middle.composer.foot.voice_button.click()
    stage.settle()
    assert words in bar(stage).text()
    assert tools(stage).recorder is None
    bar(stage).close_button.click()
    assert not bar(stage).isVisible()


def test_a_microphone_or_an_encoder_that_fails_is_said(stage: Stage) -> None:
    press(stage)
    failed = tools(stage).failed
    assert failed is not None
    failed()
    assert "microphone" in bar(stage).text()
    bar(stage).close_button.click()
    record(stage)
    tools(stage).fails = True
    press(stage)
    assert "AAC" in bar(stage).text()
    bar(stage).close_button.click()
    assert bar(stage).attach_button.isVisible()


def test_a_note_for_the_team_is_not_spoken(stage: Stage) -> None:
    stage.window.inbox.write(toggle_note=True)
    press(stage)
    assert "customer" in bar(stage).text()
    assert tools(stage).recorder is None


# Received ones.


def chip(stage: Stage) -> tuple[VoiceChip, QPointF]:
    view = stage.window.inbox.middle.view
    number = view.stack.index_of("spoken")
    assert number is not None
    [block] = view.stack.get(number).parts
    assert isinstance(block, VoiceChip)
    return block, view.row_rect(number).topLeft()


def click(stage: Stage, at: QPointF) -> None:
    view = stage.window.inbox.middle.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    stage.settle()


def test_a_click_plays_and_pauses_and_the_end_of_the_chip_speaks_faster(stage: Stage) -> None:
    view = stage.window.inbox.middle.view
    block, origin = chip(stage)
    click(stage, origin + block.rect.center())
    player = tools(stage).sounding
    assert player is not None
    assert player.content == b"ogg"
    assert view.playing.blob == SPOKEN
    assert block.words(view.playing) == "0:00 / 0:12"
    fast = origin + QPointF(block.rect.right() - 12, block.rect.center().y())
    for speed in (1.5, 2.0, 1.0):
        click(stage, fast)
        assert player.now.speed == speed
    click(stage, origin + block.rect.center())
    assert not view.playing.playing


def test_keys_play_pause_seek_and_change_the_speed(stage: Stage) -> None:
    view = stage.window.inbox.middle.view
    view.setFocus()
    view.show_message(MessageId("spoken"))
    QTest.keyClick(view, Qt.Key.Key_P)
    stage.settle()
    player = tools(stage).sounding
    assert player is not None
    QTest.keyClick(view, Qt.Key.Key_S)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert (player.now.speed, player.now.at) == (1.5, 5.0)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert player.now.at == 0.0
    QTest.keyClick(view, Qt.Key.Key_P)
    assert not view.playing.playing
    assert view.playing.speed == 1.5


def test_another_thread_stops_it(stage: Stage) -> None:
    view = stage.window.inbox.middle.view
    _block, _origin = chip(stage)
    view.activate(Hit("spoken", Action.PLAY, part=chip(stage)[0].part))
    stage.settle()
    player = tools(stage).sounding
    assert player is not None
    stage.open(tid("somchai"))
    assert player.content == b""
    assert view.playing.blob == ""


def test_where_nothing_can_be_played_it_can_be_saved(stage: Stage) -> None:
    tools(stage).deaf = Lack.ADDONS
    block, origin = chip(stage)
    click(stage, origin + block.rect.center())
    assert COMMAND in bar(stage).text()
    bar(stage).save_button.click()
    stage.settle()
    dialog = next(one for one in stage.window.findChildren(QFileDialog) if one.isVisible())
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.reject()


def test_a_voice_note_that_is_not_here_is_said(stage: Stage) -> None:
    del stage.services.world.blobs[SPOKEN]
    block, origin = chip(stage)
    click(stage, origin + block.rect.center())
    assert "not on this computer" in bar(stage).text()
