"""The command table: its lint, its documents, the agent's own keys, and that every key does its thing."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from domain.inbox import Folder
from tests.fakes.demo import ME, tid
from tests.fakes.stage import Stage
from ui.commands import Context, Group, as_markdown, table
from ui.handlers import handlers
from ui.keymap import build, conflicts, fault, freed, is_letter, rebound, reset
from widgets.plain import PlainLabel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize(("width", "zoom"), [(900, 100), (1440, 150)])
def test_the_sheet_has_every_command_and_room_for_its_keys(stage: Stage, width: int, zoom: int) -> None:
    from ui.shortcut_sheet import ShortcutSheet

    stage.window.theme.zoom_to(zoom)
    stage.window.resize(width, 700)
    stage.window.sheets.open_shortcuts()
    stage.settle()
    sheet = stage.window.findChildren(ShortcutSheet)[-1]
    shown = {label.text() for label in sheet.findChildren(PlainLabel)}
    assert {command.text for command in table()} <= shown
    area = sheet.findChildren(QScrollArea)[0]
    body = area.findChildren(QWidget, "sideBody")[0]
    assert body.width() <= area.viewport().width()
    sheet.close()


def test_no_command_twice_and_no_keys_twice_in_one_place() -> None:
    assert [name for name, count in Counter(command.id for command in table()).items() if count > 1] == []
    assert conflicts(table(), build(table())) == {}


def test_no_keys_that_type_a_letter_somewhere() -> None:
    for command in table():
        for keys in command.keys:
            assert fault(keys) == ""
            assert not re.search(r"Ctrl\+Alt\+", keys)
            assert not re.match(r"Alt\+(Shift\+)?[A-Z]$", keys)
            assert not is_letter(keys), f"{keys} would eat a letter while typing"
            assert combination(keys).key() != Qt.Key.Key_unknown
        for keys in command.list_keys:
            assert is_letter(keys)


def test_every_single_letter_has_a_twin_that_works_on_every_keyboard() -> None:
    assert [command.id for command in table() if command.list_keys and not command.keys] == []


def test_only_moving_and_zooming_repeat() -> None:
    assert {command.id for command in table() if command.repeats} == {
        "next_thread", "previous_thread", "pressure_next", "pressure_previous", "zoom_in", "zoom_out",
    }  # fmt: skip


def test_markdown_names_every_command() -> None:
    text = as_markdown()
    assert all(command.text in text for command in table())
    assert all(f"## {group.text}" in text for group in Group)


def test_the_guide_has_the_same_table() -> None:
    guide = Path(__file__).resolve().parents[3] / "docs" / "shortcuts.md"
    assert guide.read_text(encoding="utf-8") == as_markdown(), "write it again: python -m ui.commands"


def test_own_keys_win_and_null_frees() -> None:
    own = json.dumps([{"keys": "Ctrl+J", "command": "palette"}, {"keys": "Ctrl+R", "command": None}])
    keymap = build(table(), own)
    assert keymap.errors == ()
    assert keymap.keys["palette"][0] == "Ctrl+J"
    assert keymap.keys["mark_read"] == ()


def test_faults_of_the_own_list_are_told_and_the_rest_counts() -> None:
    own = json.dumps(
        [
            {"keys": "Ctrl+Alt+E", "command": "palette"},
            {"keys": "Ctrl+J", "command": "no_such"},
            {"keys": "Ctrl+Y", "command": "note"},
            "nonsense",
        ]
    )
    keymap = build(table(), own)
    assert len(keymap.errors) == 3
    assert "Ctrl+Y" in keymap.keys["note"]
    assert build(table(), "{broken").errors != ()


def test_rebinding_takes_keys_from_their_former_command_and_resets() -> None:
    note = next(command for command in table() if command.id == "note")
    own = rebound("", "note", "Ctrl+R")
    assert build(table(), own).keys["mark_read"] == ()
    assert conflicts(table(), build(table(), own)) == {}
    assert build(table(), freed(own, "Ctrl+Shift+N", "note")).keys["note"] == ("Ctrl+R",)
    assert reset(own, note) == ""


def test_every_command_has_a_handler_and_nothing_else(stage: Stage) -> None:
    assert set(handlers(stage.window)) == {command.id for command in table()}


def combination(keys: str) -> QKeyCombination:
    pressed: QKeyCombination = QKeySequence.fromString(keys)[0]  # type: ignore[index]
    return pressed


def press(stage: Stage, keys: str) -> None:
    pressed = combination(keys)
    QTest.keyClick(stage.focus(), pressed.key(), pressed.keyboardModifiers())
    stage.settle()


def test_moving_in_the_list(stage: Stage) -> None:
    thread_list = stage.window.inbox.column.list
    first = [row.thread_id for row in stage.window.inbox.column.model.rows]
    for keys, expected in (("J", 0), ("J", 1), ("Alt+Down", 2), ("Ctrl+PgUp", 1), ("K", 0)):
        press(stage, keys)
        assert thread_list.current_thread() == first[expected], keys
        assert stage.window.inbox.thread_id == first[expected]


def test_next_unread_jumps_over_what_is_read(stage: Stage) -> None:
    press(stage, "Alt+Shift+Down")
    assert stage.window.inbox.thread_id == tid("khalid")
    press(stage, "N")
    assert stage.window.inbox.thread_id == tid("wang")
    press(stage, "Alt+Left")
    assert stage.window.inbox.thread_id == tid("khalid")
    press(stage, "Alt+Right")
    assert stage.window.inbox.thread_id == tid("wang")


@pytest.mark.parametrize(
    ("keys", "folder"), [("Ctrl+2", Folder.QUEUE), ("Ctrl+3", Folder.SNOOZED), ("Ctrl+4", Folder.DONE)]
)
def test_folders(stage: Stage, keys: str, folder: Folder) -> None:
    press(stage, keys)
    assert stage.window.inbox.column.folder() is folder
    shown = {row.thread_id for row in stage.window.inbox.column.model.rows}
    assert shown == {key for key, (_row, where) in stage.services.world.rows.items() if where is folder}
    press(stage, "Ctrl+1")
    assert stage.window.inbox.column.folder() is Folder.MINE


@pytest.mark.parametrize("keys", ["E", "Ctrl+Shift+E"])
def test_done_takes_the_thread_away_and_opens_the_next(stage: Stage, keys: str) -> None:
    press(stage, "J")
    before = [row.thread_id for row in stage.window.inbox.column.model.rows]
    press(stage, keys)
    assert ("resolve", before[0]) in stage.services.inbox.calls
    assert stage.window.inbox.thread_id == before[1]
    assert [row.thread_id for row in stage.window.inbox.column.model.rows] == before[1:]


def test_take_from_the_queue(stage: Stage) -> None:
    press(stage, "Ctrl+2")
    press(stage, "J")
    thread_id = stage.window.inbox.thread_id
    press(stage, "Shift+A")
    assert ("assign", thread_id, ME) in stage.services.inbox.calls


@pytest.mark.parametrize("keys", ["A", "Ctrl+Shift+A"])
def test_assign_opens_its_menu(stage: Stage, keys: str) -> None:
    press(stage, "J")
    menu = stage.window.inbox.middle.header.assign.menu()
    press(stage, keys)
    assert menu.isVisible()
    assert menu.actions()
    menu.close()
    stage.settle()


def test_reply_note_and_escape(stage: Stage) -> None:
    press(stage, "J")
    composer = stage.window.inbox.middle.composer
    press(stage, "R")
    assert composer.isAncestorOf(stage.focus())
    assert not composer.note
    press(stage, "Ctrl+Shift+N")
    assert composer.note
    press(stage, "Ctrl+Shift+N")
    assert not composer.note
    press(stage, "Esc")
    assert stage.focus() is stage.window.inbox.column.list
    press(stage, "Ctrl+Shift+L")
    assert composer.isAncestorOf(stage.focus())


def test_letters_do_nothing_to_the_thread_while_typing(stage: Stage) -> None:
    press(stage, "J")
    press(stage, "R")
    QTest.keyClicks(stage.focus(), "eahj")
    stage.settle()
    assert stage.window.inbox.middle.composer.text == "eahj"
    assert not [call for call in stage.services.inbox.calls if call[0] in {"resolve", "assign", "snooze"}]


def test_f6_goes_round(stage: Stage) -> None:
    press(stage, "J")
    inbox = stage.window.inbox
    seen = []
    for _step in range(4):
        press(stage, "F6")
        seen.append(stage.focus())
    assert seen[0] is inbox.middle.view or inbox.middle.view.isAncestorOf(seen[0])
    assert inbox.middle.composer.isAncestorOf(seen[1])
    assert seen[2] is inbox.side.customer.tag_field
    assert seen[3] is inbox.column.list


def test_zoom_keys(stage: Stage) -> None:
    for keys, size in (("Ctrl++", 110), ("Ctrl++", 125), ("Ctrl+-", 110), ("Ctrl+0", 100)):
        press(stage, keys)
        assert stage.services.settings.zoom == size
    assert stage.window.theme.tokens.type.base == 13


def test_palette_opens_over_a_text_field_that_has_its_own_ctrl_k(stage: Stage) -> None:
    press(stage, "J")
    press(stage, "R")
    press(stage, "Ctrl+K")
    assert stage.window.overlay.isVisible()


def test_sheet_and_settings_open_without_a_loop_of_their_own(stage: Stage) -> None:
    from ui.settings.dialog import SettingsDialog
    from ui.shortcut_sheet import ShortcutSheet

    for keys, kind in (("?", ShortcutSheet), ("F1", ShortcutSheet), ("Ctrl+,", SettingsDialog)):
        press(stage, keys)
        shown = [dialog for dialog in stage.window.findChildren(kind) if dialog.isVisible()]
        assert len(shown) == 1, keys
        shown[0].close()
        stage.settle()
        stage.window.activateWindow()
        stage.settle()


def test_commands_that_make_no_sense_are_off(stage: Stage) -> None:
    registry = stage.window.registry
    assert "resolve" not in {command.id for command in registry.possible()}
    press(stage, "J")
    assert "resolve" in {command.id for command in registry.possible()}
    assert "reopen" not in {command.id for command in registry.possible()}
    assert all(command.context in Context for command in registry.possible())


def test_quit_saves_and_tells(stage: Stage) -> None:
    told: list[bool] = []

    def hear() -> None:
        told.append(True)

    stage.window.closing.connect(hear)
    press(stage, "Ctrl+Q")
    assert told == [True]
    assert stage.services.settings.geometry
    assert stage.services.settings.layout


def test_an_own_key_of_the_complaints_costs_the_inbox_nothing() -> None:
    own = json.dumps([{"keys": "E", "command": "complaint_pause"}, {"keys": "Ctrl+Shift+T", "command": "board_all"}])
    keymap = build(table(), own)
    assert conflicts(table(), keymap) == {}
    assert keymap.list_keys["complaint_pause"][0] == "E"
    assert keymap.list_keys["complaint_resolve"] == ()
    assert keymap.list_keys["resolve"] == ("E",)
    assert (keymap.keys["take"], keymap.keys["complaint_take"]) == (("Ctrl+Shift+T",), ())
    take = next(command for command in table() if command.id == "take")
    bare = freed("", "Ctrl+Shift+T", "complaint_take")
    assert (build(table(), bare).keys["take"], build(table(), bare).keys["complaint_take"]) == (("Ctrl+Shift+T",), ())
    assert reset(bare, take, table()) == bare, "what is said of complaints stays"
    both = rebound(rebound("", "complaint_pause", "E"), "snooze", "E")
    letters = build(table(), both).list_keys
    assert (letters["complaint_pause"][0], letters["snooze"][0], letters["resolve"]) == ("E", "E", ())
    freed_everywhere = build(table(), json.dumps([{"keys": "E", "command": None}]))
    assert freed_everywhere.list_keys["resolve"] == freed_everywhere.list_keys["complaint_resolve"] == ()
