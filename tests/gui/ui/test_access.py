"""Names for screen readers, mirrored layout, themes, contrast, nothing left behind."""

import weakref

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.demo import go_offline, tid
from tests.fakes.stage import Stage
from widgets.tokens import Tokens, load_tokens

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible() or widget.focusProxy() is not None:
            continue
        accessible = QAccessible.queryAccessibleInterface(widget)
        if not accessible.text(QAccessible.Text.Name).strip():
            parent = widget.parent()
            found.append(f"{type(widget).__name__} in {type(parent).__name__}")
    return found


def test_everything_focusable_has_a_name(stage: Stage) -> None:
    go_offline(stage.services.world)
    stage.open(tid("wang"))
    assert nameless(stage.window) == []
    stage.window.inbox.connection.show_panel(True)
    stage.settle()
    assert nameless(stage.window) == []
    stage.window.open_palette()
    stage.settle()
    assert nameless(stage.window.overlay) == []
    stage.window.overlay.close_palette()


@pytest.mark.parametrize("page", ["general", "channels", "people", "shortcuts", "about"])
def test_settings_have_names(stage: Stage, page: str) -> None:
    from ui.settings.dialog import SettingsDialog

    stage.window.sheets.open_settings(page)
    stage.settle()
    assert nameless(stage.window.findChildren(SettingsDialog)[-1]) == []


def test_sign_in_has_names(door: Stage) -> None:
    assert nameless(door.window) == []


def test_list_lines_are_spoken(stage: Stage) -> None:
    model = stage.window.inbox.column.model
    index = model.index_of(tid("wang"))
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "王雅婷 Wang Yating, 2 unread, high · 0:21" in spoken


def test_mirrored(qtbot: QtBot) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        stage = Stage().show()
        inbox = stage.window.inbox

        def left_edge(widget: QWidget) -> int:
            return widget.mapTo(stage.window, widget.rect().topLeft()).x()

        assert left_edge(stage.window.rail) > left_edge(inbox.column) > left_edge(inbox.middle) > left_edge(inbox.side)
        stage.close()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_themes_change_at_run_time(stage: Stage) -> None:
    stage.open(tid("maria"))
    light = stage.window.grab().toImage().pixelColor(700, 300)
    stage.window.theme.choose("dark")
    stage.settle()
    dark = stage.window.grab().toImage().pixelColor(700, 300)
    assert light.lightness() > 200
    assert dark.lightness() < 60


def luminance(colour: QColor) -> float:
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(first: QColor, second: QColor) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [load_tokens("light"), load_tokens("dark")], ids=["light", "dark"])
def test_contrast_of_what_the_list_paints(tokens: Tokens) -> None:
    for ground in (tokens.surface, tokens.accent_soft, tokens.canvas):
        assert contrast(tokens.text, ground) >= 7
        assert contrast(tokens.text2, ground) >= 4.5
    for ink, ground in (
        (tokens.high, tokens.high_soft), (tokens.medium, tokens.medium_soft), (tokens.low, tokens.low_soft),
        (tokens.accent, tokens.accent_soft), (tokens.text2, tokens.sunken), (tokens.on_accent, tokens.accent),
        (tokens.on_high, tokens.high),
    ):  # fmt: skip
        assert contrast(ink, ground) >= 4.5


def test_two_hundred_percent_stays_usable(stage: Stage) -> None:
    stage.window.theme.zoom_to(200)
    stage.open(tid("wang"))
    assert stage.window.theme.tokens.type.base == 26
    assert stage.window.inbox.middle.composer.isVisible()
    assert stage.window.inbox.column.list.rowHeight(0) > 120


def test_icons_of_the_composer_grow_with_the_text_and_leave_it_room(stage: Stage) -> None:
    stage.open(tid("wang"))
    foot = stage.window.inbox.middle.composer.foot
    assert foot.reply_on.isVisible()
    before = foot.attach_button.iconSize().width()
    stage.window.theme.zoom_to(200)
    stage.settle()
    assert foot.attach_button.iconSize().width() == 2 * before
    assert foot.channel.iconSize().width() > 20
    assert not foot.reply_on.isVisible(), "what the channel says anyway gives way"
    assert foot.send_button.geometry().right() <= foot.width()


@pytest.mark.parametrize("zoom", [80, 90, 100, 110, 125, 150, 175, 200])
def test_the_chosen_folder_is_round_at_every_size(stage: Stage, zoom: int) -> None:
    stage.window.theme.zoom_to(zoom)
    stage.settle()
    tab = next(one for one in stage.window.inbox.column.findChildren(QPushButton) if one.isChecked())
    picture = tab.grab().toImage()
    corner, inside = picture.pixelColor(0, 0), picture.pixelColor(tab.width() // 2, 2)
    assert corner != inside


def widgets_after_a_round(stage: Stage) -> int:
    """To another customer and back, once everything that was put away is gone too."""
    stage.open(tid("maria"))
    stage.open(tid("wang"))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return len(stage.window.findChildren(QWidget))


def test_panels_do_not_pile_up(stage: Stage) -> None:
    # Some panels are built at their first use: what they count as is known once both threads have been seen.
    before = [widgets_after_a_round(stage) for _round in range(2)][-1]
    after = [widgets_after_a_round(stage) for _round in range(10)]
    assert after[-1] < before + len(after), f"a round leaves widgets behind: {before}, then {after}"


def test_a_closed_dialog_is_gone(stage: Stage) -> None:
    from ui.settings.dialog import SettingsDialog

    stage.window.sheets.open_settings()
    stage.settle()
    held = weakref.ref(stage.window.findChildren(SettingsDialog)[-1])
    stage.window.findChildren(SettingsDialog)[-1].close()
    stage.settle()
    QApplication.sendPostedEvents(None, 52)
    assert held() is None or stage.window.findChildren(SettingsDialog) == []
