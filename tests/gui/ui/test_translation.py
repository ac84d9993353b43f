"""Translation in the inbox: originals stay, drafts are compared before they are replaced, errors in words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.changes import ChangeSet
from app.errors import NotTranslated
from app.ports.translation import Provider
from domain.ids import MessageId
from domain.message import Author
from domain.translation import Translated
from tests.fakes.demo import demo, tid
from tests.fakes.services import Gate
from tests.fakes.stage import Stage
from ui.settings.dialog import SettingsDialog
from ui.settings.translation import TranslationPage
from widgets.thread_view.hit import Hit
from widgets.thread_view.laid import Laid
from widgets.thread_view.states import Action

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support|propagateSizeHints")

THAI = "พัสดุมาช้าอีกแล้ว ช่วยเช็คหน่อยครับ"
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
HOSTILE = "<b>bold</b> https://evil.example/x \u202egnp.exe"


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    with Stage(demo()) as made:
        made.services.translation.provider = Provider.DEEPL
        made.services.translation.known[THAI, "en"] = Translated("The parcel is late again", "th")
        made.show()
        made.open(tid("somchai"))
        yield made


def press(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL_SHIFT) -> None:
    QTest.keyClick(stage.window, key, modifiers)
    stage.settle()


def bubble(stage: Stage, text: str = THAI) -> Laid:
    view = stage.window.inbox.middle.view
    for number, row in enumerate(view.stack.rows):
        if row.entry is not None and row.entry.message.text == text:
            return view.stack.get(number)
    raise AssertionError(text)


def said(stage: Stage) -> str:
    return stage.window.inbox.middle.translation.text()


def write(stage: Stage, text: str) -> None:
    stage.window.inbox.write()
    QTest.keyClicks(stage.focus(), text)
    stage.settle()


def draft(stage: Stage) -> str:
    return stage.window.inbox.middle.composer.text


def test_a_key_shows_the_translation_under_the_original_and_takes_it_away_again(stage: Stage) -> None:
    assert bubble(stage).translation is None
    press(stage, Qt.Key.Key_Y)
    shown = bubble(stage)
    assert shown.text is not None
    assert shown.translation is not None
    assert shown.text.text == THAI
    assert shown.translation.text.text == "The parcel is late again"
    assert shown.translation.text.rect.top() > shown.text.rect.bottom()
    press(stage, Qt.Key.Key_Y)
    assert bubble(stage).translation is None


def test_one_key_and_one_click_swap_which_is_seen_first(stage: Stage) -> None:
    press(stage, Qt.Key.Key_Y)
    press(stage, Qt.Key.Key_U)
    shown = bubble(stage)
    assert shown.text is not None
    assert shown.translation is not None
    assert shown.translation.text.rect.bottom() < shown.text.rect.top()
    assert not stage.services.translation.original_first
    swap = next(run for line in shown.lines for run in line.runs if run.action is Action.SWAP)
    view = stage.window.inbox.middle.view
    number = view.stack.index_of(shown.row.key)
    assert number is not None
    point = (view.row_rect(number).topLeft() + QPointF(swap.rect.center())).toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    stage.settle()
    assert stage.services.translation.original_first


def test_notes_and_what_is_in_the_agents_language_never_leave(stage: Stage) -> None:
    stage.open(tid("wang"))
    press(stage, Qt.Key.Key_Y)
    asked = [text for text, _target, _source in stage.services.translation.asked]
    assert any("螢幕" in text for text in asked)
    assert not any("serial XYZ" in text for text in asked)
    stage.services.translation.asked.clear()
    stage.open(tid("emma"))
    entries = stage.services.world.entries[tid("emma")]
    assert entries
    english = [entry.message.text for entry in entries if entry.message.author is Author.CUSTOMER]
    press(stage, Qt.Key.Key_Y)
    assert all(bubble(stage, text).translation is None for text in english)


def test_nothing_leaves_before_somebody_asks(stage: Stage) -> None:
    stage.open(tid("wang"))
    assert stage.services.translation.asked == []


def test_a_thread_that_is_always_translated(stage: Stage) -> None:
    stage.window.inbox.translation.set_always(True)
    stage.settle()
    stage.open(tid("wang"))
    assert not stage.window.inbox.translation.on
    assert stage.services.translation.threads == {tid("somchai")}
    stage.open(tid("somchai"))
    assert bubble(stage).translation is not None
    press(stage, Qt.Key.Key_Y)
    stage.open(tid("wang"))
    stage.open(tid("somchai"))
    # Off by hand stays off until it is wanted again.
    assert bubble(stage).translation is None


def test_an_answer_for_the_thread_before_is_dropped(stage: Stage) -> None:
    gate = stage.services.translation.gate = Gate()
    press(stage, Qt.Key.Key_Y)
    stage.open(tid("wang"))
    gate.opened = True
    stage.settle()
    view = stage.window.inbox.middle.view
    assert all(view.translations.of(entry) is None for entry in view.loaded.entries)


def test_an_edited_message_is_translated_anew(stage: Stage) -> None:
    press(stage, Qt.Key.Key_Y)
    entries = stage.services.world.entries[tid("somchai")]
    at = next(place for place, entry in enumerate(entries) if entry.message.text == THAI)
    entries[at] = replace(entries[at], message=replace(entries[at].message, text="ได้รับแล้ว ขอบคุณครับ"))
    stage.services.hub.tell(ChangeSet(timelines=frozenset({tid("somchai")})))
    stage.settle()
    stage.window.inbox.translation._look()
    stage.settle()
    shown = bubble(stage, "ได้รับแล้ว ขอบคุณครับ")
    assert shown.translation is not None
    assert shown.translation.text.text == "[en] ได้รับแล้ว ขอบคุณครับ"


def test_hostile_text_of_a_translator_is_only_text(stage: Stage) -> None:
    stage.services.translation.known[THAI, "en"] = Translated(HOSTILE, "th")
    press(stage, Qt.Key.Key_Y)
    shown = bubble(stage)
    assert shown.translation is not None
    assert shown.translation.text.text.startswith("<b>bold</b>")
    assert "\u202e" not in shown.translation.text.text
    assert shown.translation.text.links == ()
    view = stage.window.inbox.middle.view
    view.activate(Hit(shown.row.key, Action.COPY_TRANSLATION))
    assert "\u202e" not in QGuiApplication.clipboard().text()
    assert QGuiApplication.clipboard().text().startswith("<b>bold</b>")


@pytest.mark.parametrize("code", ["key", "quota", "pair", "busy", "offline", "slow", "too_long", "answer"])
def test_why_there_is_no_translation_is_said_once(stage: Stage, code: str) -> None:
    stage.services.translation.error = NotTranslated(code)
    press(stage, Qt.Key.Key_Y)
    assert "DeepL" in said(stage)
    before = len(stage.services.translation.asked)
    stage.window.inbox.translation._look()
    stage.settle()
    assert len(stage.services.translation.asked) == before
    assert bubble(stage).text is not None


def test_without_a_provider_the_button_explains_and_leads_to_the_page(stage: Stage) -> None:
    stage.services.translation.provider = None
    stage.window.inbox.middle.header.translate.main.click()
    stage.settle()
    assert "LibreTranslate, DeepL or Google" in said(stage)
    assert not stage.window.inbox.translation.on
    bar = stage.window.inbox.middle.translation
    assert bar.settings.isVisible()
    bar.settings.click()
    stage.settle()
    dialog = next(one for one in stage.window.findChildren(SettingsDialog) if one.isVisible())
    assert isinstance(dialog.page("translation"), TranslationPage)


def test_a_draft_is_compared_before_it_is_replaced_and_one_undo_brings_it_back(stage: Stage) -> None:
    translation = stage.services.translation
    translation.known["We will look", "th"] = Translated("เราจะตรวจสอบ", "en")
    translation.known["เราจะตรวจสอบ", "en"] = Translated("We will check", "th")
    write(stage, "We will look")
    press(stage, Qt.Key.Key_D)
    bar = stage.window.inbox.middle.translation
    assert draft(stage) == "We will look"
    assert bar.there.toPlainText() == "เราจะตรวจสอบ"
    assert bar.again.toPlainText() == "We will check"
    press(stage, Qt.Key.Key_D)
    assert draft(stage) == "เราจะตรวจสอบ"
    assert not bar.isVisible()
    QTest.keyClick(stage.window.inbox.middle.composer.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert draft(stage) == "We will look"


def test_what_replaced_the_draft_is_kept_like_anything_typed(stage: Stage) -> None:
    write(stage, "We will look")
    press(stage, Qt.Key.Key_D)
    press(stage, Qt.Key.Key_D)
    stage.open(tid("wang"))
    stage.open(tid("somchai"))
    assert draft(stage) == "[th] We will look"


def test_escape_keeps_the_agents_words(stage: Stage) -> None:
    write(stage, "We will look")
    press(stage, Qt.Key.Key_D)
    press(stage, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert said(stage) == ""
    assert draft(stage) == "We will look"


def test_typing_on_takes_the_offer_back(stage: Stage) -> None:
    write(stage, "We will look")
    press(stage, Qt.Key.Key_D)
    write(stage, "!")
    assert said(stage) == ""
    gate = stage.services.translation.gate = Gate()
    press(stage, Qt.Key.Key_D)
    write(stage, "!")
    gate.opened = True
    stage.settle()
    assert stage.window.inbox.middle.translation.draft is None


@pytest.mark.parametrize(
    ("text", "words"), [("", "Write your reply first"), ("Order ⟦number⟧ left", "Fill in the gaps")]
)
def test_what_is_no_draft_to_translate(stage: Stage, text: str, words: str) -> None:
    stage.window.inbox.middle.composer.edit.setPlainText(text)
    stage.settle()
    press(stage, Qt.Key.Key_D)
    assert words in said(stage)
    assert stage.services.translation.asked == []


def test_a_note_stays_in_the_team(stage: Stage) -> None:
    stage.window.inbox.write(toggle_note=True)
    QTest.keyClicks(stage.focus(), "He is upset")
    stage.settle()
    press(stage, Qt.Key.Key_D)
    assert "note" in said(stage)
    assert stage.services.translation.asked == []


def test_the_screen_reader_hears_both(stage: Stage) -> None:
    press(stage, Qt.Key.Key_Y)
    view = stage.window.inbox.middle.view
    key = bubble(stage).row.key
    assert view.translations.spoken(key) == "translated: The parcel is late again"
    assert view.translations.spoken(MessageId("other")) == ""


def page_of(stage: Stage) -> TranslationPage:
    stage.window.sheets.open_settings("translation")
    stage.settle()
    dialog = next(one for one in stage.window.findChildren(SettingsDialog) if one.isVisible())
    page = dialog.page("translation")
    assert isinstance(page, TranslationPage)
    return page


def choose(stage: Stage, page: TranslationPage, provider: Provider) -> None:
    page.provider.setCurrentIndex(page.provider.findData(provider.value))
    page.provider.activated.emit(page.provider.currentIndex())
    stage.settle()


def test_a_provider_is_set_and_its_key_leaves_the_form(stage: Stage) -> None:
    page = page_of(stage)
    choose(stage, page, Provider.GOOGLE)
    page.key.setText("my key")
    page.use.click()
    stage.settle()
    assert stage.services.translation.provider is Provider.GOOGLE
    assert stage.services.translation.keys == {(Provider.GOOGLE, ""): "my key"}
    assert page.key.text() == ""
    assert "keychain" in page.key.placeholderText()
    assert "Google translates" in page.said.text()


def test_trying_says_what_came_back_or_why_nothing_did(stage: Stage) -> None:
    page = page_of(stage)
    choose(stage, page, Provider.LIBRE)
    page.test.click()
    stage.settle()
    assert "It works" in page.said.text()
    stage.services.translation.error = NotTranslated("insecure")
    page.test.click()
    stage.settle()
    assert "https://" in page.said.text()
    assert stage.services.translation.provider is Provider.DEEPL


def test_the_menu_names_the_customers_language(stage: Stage) -> None:
    button = stage.window.inbox.middle.header.translate
    menu = button.open_menu()
    words = [action.text() for action in menu.actions()]
    menu.close()
    assert "Translate my draft into ไทย" in words
    assert "Always translate this thread" in words


def test_the_button_gives_way_to_the_customers_name(stage: Stage) -> None:
    button = stage.window.inbox.middle.header.translate
    stage.open(tid("khalid"))
    stage.window.resize(1900, 900)
    stage.settle()
    assert button.main.text() == "Translate"
    assert button.arrow.isVisible()
    stage.window.resize(1050, 900)
    stage.settle()
    assert button.main.text() == ""
    assert button.main.accessibleName() == "Translate"
    assert button.arrow.isVisible()
    button.set_room(button.main.width())
    assert not button.arrow.isVisible()
    button.customContextMenuRequested.emit(button.rect().center())
    menus = [menu for menu in button.findChildren(QMenu) if menu.isVisible()]
    assert menus
    menus[0].close()
