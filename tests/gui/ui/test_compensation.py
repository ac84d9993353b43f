"""Compensation by keys: proposed beside the composer, inserted, asked for, approved, sent, answered, put right."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.errors import StorageFull
from domain.agent import Role
from domain.compensation.figures import CompensationFigures
from domain.offer import Extra, LossKind, Offer, OfferState, Option
from tests.fakes.demo import AGENTS, ME, NOW, tid
from tests.fakes.stage import Stage
from ui.inbox.offers_dialog import OffersDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WANG = tid("wang")
LINES = [
    "① 退款CN¥100，另贈CN¥145折價券",
    "② 全額退款CN¥180，另贈CN¥55折價券",
    "③ 免費為您更換全新商品，並贈送CN¥40折價券",
]


@pytest.fixture
def stage(stage: Stage) -> Stage:
    stage.open(WANG)
    return stage


def sign_in(stage: Stage, role: Role, name: int = 0) -> None:
    session = stage.services.session
    assert session.current is not None
    session.current = replace(session.current, agent=replace(AGENTS[name], role=role))
    stage.window.inbox.open_thread(None)
    stage.open(WANG)


def press(stage: Stage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(stage.focus(), key, modifiers)
    stage.settle()


def offer_key(stage: Stage) -> None:
    press(stage, Qt.Key.Key_C, CONTROL | SHIFT)


def run(stage: Stage, command: str) -> None:
    stage.window.registry.run(command)
    stage.settle()


def type_loss(stage: Stage, text: str) -> None:
    press(stage, Qt.Key.Key_X, CONTROL | SHIFT)
    QTest.keyClicks(stage.focus(), text)
    stage.settle()


def shown(stage: Stage) -> list[str]:
    value = stage.window.inbox.side.compensation.value
    lines = value.options if value is not None else ()
    return [f"{bare(line.text)} {line.share}" for line in lines]


def loss(stage: Stage) -> str:
    value = stage.window.inbox.side.compensation.value
    return bare(value.loss) if value is not None else ""


def notes(stage: Stage) -> str:
    value = stage.window.inbox.side.compensation.value
    return bare(" ".join(value.notes)) if value is not None else ""


def bare(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def draft(stage: Stage) -> str:
    return stage.window.inbox.middle.composer.text


def kept(stage: Stage) -> list[tuple[OfferState, int | None]]:
    return [(offer.state, offer.taken) for offer in stage.services.compensation.offers]


def an_offer(state: OfferState, taken: int | None = None) -> Offer:
    options = (Option(30_000, 0), Option(10_000, 20_050), Option(0, 5_000, Extra.REPLACEMENT))
    by = AGENTS[1].id if state is not OfferState.ASKED else None
    return Offer("offer-9", WANG, LossKind.DEFECT, 25_000, "CNY", options, state, AGENTS[2].id, NOW, by, taken)  # type: ignore[arg-type]


def put(stage: Stage, offer: Offer) -> None:
    stage.services.compensation.offers = [offer]
    stage.window.inbox.open_thread(None)
    stage.open(WANG)


def test_a_complaint_shows_three_options_for_what_was_paid(stage: Stage) -> None:
    card = stage.window.inbox.side.compensation
    assert card.value is not None
    assert bare(card.value.loss) == "loss 180 CNY"
    assert shown(stage) == [
        "Refund 100 + coupon 145 136 %",
        "Full refund + coupon 55 130 %",
        "New goods + coupon 40 122 %",
    ]
    assert card.keys.text() == "Ctrl+Shift+C"
    assert card.isVisible()


def test_the_key_inserts_one_reply_in_the_customers_language_and_undo_takes_it_back(stage: Stage) -> None:
    stage.window.inbox.write()
    QTest.keyClicks(stage.focus(), "Dear")
    offer_key(stage)
    lines = draft(stage).split("\n")
    assert lines[0] == "Dear"
    assert lines[2:5] == LINES
    assert len(lines) == 6
    assert "In your reply" in notes(stage)
    press(stage, Qt.Key.Key_Z, CONTROL)
    assert draft(stage) == "Dear"
    assert "In your reply" not in notes(stage)


def test_it_is_offered_when_it_is_sent_and_not_before(stage: Stage) -> None:
    stage.window.inbox.write()
    offer_key(stage)
    assert kept(stage) == []
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert kept(stage) == [(OfferState.MADE, None)]
    assert "What does the customer say?" in notes(stage)
    assert stage.services.compensation.offers[0].made_by == ME


def test_a_reply_without_the_options_offers_nothing(stage: Stage) -> None:
    stage.window.inbox.write()
    offer_key(stage)
    press(stage, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(stage.focus(), "We will look into it")
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert kept(stage) == []


def test_a_reply_that_is_called_back_is_not_offered(stage: Stage) -> None:
    stage.services.settings.undo_seconds = 10
    stage.window.inbox.write()
    offer_key(stage)
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert kept(stage) == [(OfferState.MADE, None)]
    press(stage, Qt.Key.Key_Backspace, CONTROL | SHIFT)
    assert LINES[0] in draft(stage)
    assert kept(stage) == []
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert kept(stage) == [(OfferState.MADE, None)]


def test_what_went_wrong_stands_below_the_amount_where_it_would_be_cut(stage: Stage) -> None:
    entry = stage.window.inbox.side.compensation.entry
    assert entry.kind.y() == entry.amount.y()
    stage.window.resize(1024, 640)
    entry.kind.setCurrentIndex(entry.kind.findData(LossKind.SERVICE))
    entry.kind.activated.emit(entry.kind.currentIndex())
    stage.settle()
    assert entry.kind.y() > entry.amount.y()


def test_no_offer_gets_into_a_note(stage: Stage) -> None:
    press(stage, Qt.Key.Key_N, CONTROL | SHIFT)
    offer_key(stage)
    assert draft(stage) == ""
    assert "note" in stage.window.inbox.middle.trouble.text()


def test_another_loss_is_typed_and_worked_out_with_each_letter(stage: Stage) -> None:
    type_loss(stage, "40")
    assert shown(stage)[0] == "Coupon 45 112 %"
    type_loss(stage, "1.234,5")
    assert loss(stage) == "loss 1,234.50 CNY"
    stage.open(tid("maria"))
    stage.open(WANG)
    assert stage.window.inbox.side.compensation.entry.amount.text() == "1.234,5"


@pytest.mark.parametrize(("text", "words"), [("18o", "no amount"), ("1.555", "small coins"), ("9" * 20, "too much")])
def test_wrong_input_is_told_in_words_and_nothing_can_be_inserted(stage: Stage, text: str, words: str) -> None:
    type_loss(stage, text)
    card = stage.window.inbox.side.compensation
    assert words in bare(card.entry.wrong.text())
    assert shown(stage) == []
    stage.window.inbox.write()
    offer_key(stage)
    assert draft(stage) == ""
    assert card.entry.amount.hasFocus()


def test_the_kind_and_the_currency_are_chosen_by_key(stage: Stage) -> None:
    entry = stage.window.inbox.side.compensation.entry
    assert entry.kind.currentData() == LossKind.DEFECT
    entry.kind.setFocus()
    press(stage, Qt.Key.Key_Down)
    assert shown(stage)[1] == "Refund 270 + personal apology 150 %"
    entry.currency.setFocus()
    QTest.keyClicks(stage.focus(), "VND")
    stage.settle()
    assert loss(stage) == "loss 180 VND"


def test_the_wheel_chooses_nothing(stage: Stage) -> None:
    box = stage.window.inbox.side.compensation.entry.kind
    none, modifiers = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(box.rect().center())
    wheel = QWheelEvent(
        place, box.mapToGlobal(place), QPoint(), QPoint(0, -120), none, modifiers, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(box, wheel)
    stage.settle()
    assert box.currentData() == LossKind.DEFECT


def test_over_the_limit_the_key_asks_a_lead_and_inserts_nothing(stage: Stage) -> None:
    sign_in(stage, Role.AGENT)
    assert "Above your limit of 200 CNY" in notes(stage)
    stage.window.inbox.write()
    offer_key(stage)
    assert draft(stage) == ""
    assert kept(stage) == [(OfferState.ASKED, None)]
    assert "A lead is asked" in notes(stage)
    card = stage.window.inbox.side.compensation
    assert not card.approve.isVisible()
    assert not card.entry.isVisible()
    offer_key(stage)
    assert draft(stage) == ""
    run(stage, "offer_approve")
    assert kept(stage) == [(OfferState.ASKED, None)]
    assert "Only leads" in stage.window.inbox.middle.trouble.text()


def test_what_a_lead_approved_is_inserted_and_made_when_sent(stage: Stage) -> None:
    sign_in(stage, Role.AGENT)
    put(stage, an_offer(OfferState.APPROVED))
    assert "Priya Nair agreed" in notes(stage)
    stage.window.inbox.write()
    offer_key(stage)
    assert "CN¥200.50" in draft(stage)
    press(stage, Qt.Key.Key_Return, CONTROL)
    assert kept(stage) == [(OfferState.MADE, None)]
    assert len(stage.services.compensation.offers) == 1


def test_a_lead_decides_in_the_thread(stage: Stage) -> None:
    put(stage, an_offer(OfferState.ASKED))
    card = stage.window.inbox.side.compensation
    assert "Tomás Herrera asks" in notes(stage)
    offer_key(stage)
    assert card.approve.hasFocus()
    press(stage, Qt.Key.Key_Tab)
    press(stage, Qt.Key.Key_Space)
    assert kept(stage) == [(OfferState.DECLINED, None)]
    assert stage.services.compensation.offers[0].decided_by == ME
    assert card.value is not None
    assert "declined" in card.value.before
    assert card.entry.isVisible(), "another loss can be proposed"
    run(stage, "offer_approve")
    assert "Nothing is asked" in stage.window.inbox.middle.trouble.text()


@pytest.mark.parametrize(("key", "state"), [(Qt.Key.Key_A, OfferState.APPROVED), (Qt.Key.Key_D, OfferState.DECLINED)])
def test_a_lead_decides_in_the_list_by_key(stage: Stage, key: Qt.Key, state: OfferState) -> None:
    other = replace(an_offer(OfferState.ASKED), id="offer-8", thread_id=tid("maria"))  # type: ignore[arg-type]
    stage.services.compensation.offers = [an_offer(OfferState.ASKED), other]
    press(stage, Qt.Key.Key_B, CONTROL | SHIFT)
    dialog = waiting_list(stage)
    press(stage, key)
    assert sorted(state for state, _taken in kept(stage)) == sorted([OfferState.ASKED, state])
    assert dialog.list.current
    press(stage, Qt.Key.Key_Return)
    assert stage.window.inbox.thread_id in (WANG, tid("maria"))
    assert stage.window.inbox.thread_id == next(
        offer.thread_id for offer in stage.services.compensation.offers if offer.state is OfferState.ASKED
    )


def test_who_does_not_decide_only_looks(stage: Stage) -> None:
    sign_in(stage, Role.SENIOR)
    stage.services.compensation.offers = [an_offer(OfferState.ASKED)]
    press(stage, Qt.Key.Key_B, CONTROL | SHIFT)
    dialog = waiting_list(stage)
    press(stage, Qt.Key.Key_A)
    assert kept(stage) == [(OfferState.ASKED, None)]
    assert "Only leads" in dialog.words.text()
    dialog.reject()


def test_an_empty_list_says_so(stage: Stage) -> None:
    press(stage, Qt.Key.Key_B, CONTROL | SHIFT)
    dialog = waiting_list(stage)
    assert "Nobody waits" in dialog.words.text()
    dialog.reject()


def waiting_list(stage: Stage) -> OffersDialog:
    return next(one for one in stage.window.findChildren(OffersDialog) if one.isVisible())


def test_what_the_customer_said_is_kept_by_key_and_put_right(stage: Stage) -> None:
    put(stage, an_offer(OfferState.MADE))
    card = stage.window.inbox.side.compensation
    offer_key(stage)
    assert card.rows[0].answer.hasFocus()
    press(stage, Qt.Key.Key_Tab)
    press(stage, Qt.Key.Key_Space)
    assert kept(stage) == [(OfferState.TAKEN, 1)]
    assert card.value is not None
    assert "took ②" in card.value.closed, "answered, one line is enough"
    offer_key(stage)
    card.undo.click()
    stage.settle()
    card.rows[2].answer.click()
    stage.settle()
    assert kept(stage) == [(OfferState.TAKEN, 2)]


@pytest.mark.parametrize(
    ("command", "state", "taken"),
    [("offer_taken_1", OfferState.TAKEN, 0), ("offer_taken_3", OfferState.TAKEN, 2),
     ("offer_refused", OfferState.REFUSED, None)],
)  # fmt: skip
def test_what_the_customer_said_is_kept_by_command(
    stage: Stage, command: str, state: OfferState, taken: int | None
) -> None:
    run(stage, command)
    assert "Nothing was offered" in stage.window.inbox.middle.trouble.text()
    put(stage, an_offer(OfferState.MADE))
    run(stage, command)
    assert kept(stage) == [(state, taken)]


def test_without_a_complaint_it_is_one_line_that_opens_by_key(stage: Stage) -> None:
    stage.open(tid("maria"))
    card = stage.window.inbox.side.compensation
    assert card.value is not None
    assert (card.value.closed, card.more.text(), card.entry.isVisible()) == ("Compensation…", "Compensation…", False)
    offer_key(stage)
    assert card.entry.amount.hasFocus()
    QTest.keyClicks(stage.focus(), "20")
    stage.settle()
    assert shown(stage) == ["Coupon 25 125 %", "Refund 20 + coupon 10 150 %", "New goods + coupon 5 125 %"]


def test_a_language_without_texts_is_told(stage: Stage) -> None:
    stage.window.inbox.steps.open_folder(stage.services.world.rows[tid("yuki")][1])
    stage.open(tid("yuki"))
    type_loss(stage, "20")
    assert "日本語" in notes(stage)
    offer_key(stage)
    assert "please" not in draft(stage)
    assert draft(stage).startswith("To make this right")


def test_figures_that_cannot_be_read_are_told(stage: Stage) -> None:
    stage.services.compensation.broken = True
    put(stage, an_offer(OfferState.MADE))
    assert "cannot be read" in notes(stage)


def test_a_large_loss_is_weighed_by_a_person(stage: Stage) -> None:
    sign_in(stage, Role.LEAD)
    type_loss(stage, "500")
    assert "A loss above 200 CNY" in notes(stage)
    stage.services.compensation.figures = CompensationFigures(large=900)
    put(stage, an_offer(OfferState.DECLINED))
    assert "A loss above" not in notes(stage)


def test_a_full_disk_is_told_and_nothing_is_lost(stage: Stage) -> None:
    sign_in(stage, Role.AGENT)
    stage.services.compensation.error = StorageFull()
    offer_key(stage)
    assert "full" in stage.window.inbox.middle.trouble.text()
    offer_key(stage)
    assert kept(stage) == [(OfferState.ASKED, None)]


def test_no_thread_no_card(stage: Stage) -> None:
    stage.window.inbox.open_thread(None)
    stage.settle()
    assert not stage.window.inbox.side.compensation.isVisible()
    offer_key(stage)
    assert kept(stage) == []
    stage.open(WANG)
