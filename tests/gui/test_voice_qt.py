"""Qt's own side of voice notes: what it says without the extra, and what it encodes and plays with it."""

import sys
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from domain.voice.sound import Sound
from tests.support.voices import sound, voice
from ui.voice.qt_tools import QtVoiceTools, one_channel
from ui.voice.tools import Lack

try:
    from PySide6 import QtMultimedia
except ImportError:
    QtMultimedia = None  # type: ignore[assignment]

needs_extra = pytest.mark.skipif(QtMultimedia is None, reason="python3 start.py voice adds it")
pytestmark = pytest.mark.qt_log_ignore("PulseAudioService|pa_context|Couldn't (load|resolve)")


@pytest.fixture
def tools(qtbot: QtBot) -> Iterator[QtVoiceTools]:
    owner = QObject()
    yield QtVoiceTools(owner)
    owner.deleteLater()


def test_without_the_extra_it_says_so(tools: QtVoiceTools, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_spec("PySide6") is not None
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.delattr("PySide6.QtMultimedia", raising=False)
    assert tools.lacks_for_recording() is Lack.ADDONS
    assert tools.lacks_for_playing() is Lack.ADDONS


def test_two_channels_become_one() -> None:
    assert one_channel(b"\x00\x10\x00\x20\x00\x00\x00\x00\x01", 2) == b"\x00\x18\x00\x00"
    assert one_channel(b"\x01\x02", 1) == b"\x01\x02"


@needs_extra
def test_a_recording_becomes_a_file_that_channels_take(tools: QtVoiceTools, qtbot: QtBot) -> None:
    done: list[bytes] = []
    tools.encode(sound(voice(3.3)), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)
    assert done[0][4:8] == b"ftyp"
    assert 5_000 < len(done[0]) < 100_000


@needs_extra
def test_an_encoder_that_gets_nothing_still_answers(tools: QtVoiceTools, qtbot: QtBot) -> None:
    done: list[bytes] = []
    tools.encode(Sound(b"", 16_000), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=30_000)
