"""A key pressed with the palette of quick replies open → the list painted, with 5,000 replies in five languages."""

import gc
import random
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.reply_values import ReplyContext
from app.templates import formats, liquid
from app.templates.formats import LocaleFormats
from domain.channel import ChannelKind
from domain.customer import Customer, Identity
from domain.emotion.assessment import Tier, Topic
from domain.ids import ChannelAccountId, CustomerId, IdentityId, QuickReplyId, ThreadId
from domain.templates.choosing import Situation
from domain.templates.ranking import Ranking
from domain.templates.reply import QuickReply, Scope, Wording
from domain.templates.subject import Facts, Subject
from domain.templates.values import values_of
from tests.bench.widgets_stage import application, milliseconds, page, percentile, settle
from tests.fakes.replies import order_of
from tests.fakes.services import FakeServices
from tests.support.mixed_texts import MixedTexts
from tests.thread_samples import CONTEXT, conversation, window
from tools.figures import Figure, at_most
from ui.inbox.quick_book import QuickBook
from widgets.composer.composer import Composer
from widgets.composer.quick_typing import WARM_AFTER_MS

NAME = "palette"
REPLIES = 5_000
NOW = datetime(2026, 11, 22, 10, 41, tzinfo=UTC)
QUERIES = (
    "refund", "delivery late", "track", "order number", "apology", "reply-104", "zzzz", "brokn", "退款", "订单", "พัสดุ",
    "คืนเงิน", "đơn hàng", "السلام", "shirt", "a", "the", "thank you so much",
)  # fmt: skip
NAMES = ("refund", "delivery", "track", "apology", "broken", "late", "invoice", "coupon", "return", "exchange")
LANGUAGES = ("en", "zh-Hans", "th", "vi", "ar")


def run() -> list[Figure]:
    """Each query is typed letter by letter, taken back, and typed again for another customer."""
    application()
    host, view, composer = page()
    view.set_window(window(conversation(401, 600), older=True), CONTEXT)
    # As in the program: without a channel the first letter would show why nothing can be sent, and move everything.
    composer.set_now(NOW)
    composer.set_identities([_identity()])
    composer.focus_text()
    services = _services()
    # As the program does (`app.garbage`): what is there is not looked at again.
    gc.collect()
    gc.freeze()
    gc.disable()
    opened, times, seen = [], [], _Seen()
    composer.quick.palette.list.viewport().installEventFilter(seen)
    for number, language in enumerate(LANGUAGES * 2):
        took = milliseconds(lambda language=language, number=number: _context(services, language, number))  # type: ignore[misc]
        opened.append(took)
        composer.quick.set_book(QuickBook(services.quick_replies, _context(services, language, number)), language)
        _wait_a_moment()
        for query in QUERIES:
            times += _typed(composer, query, seen)
    host.close()
    return [
        at_most("palette: key to painted list, 5,000 replies, p99", percentile(times, 0.99), "ms", 8),
        at_most("palette: key to painted list, median", percentile(times, 0.5), "ms", 5),
        at_most("palette: key to painted list, the worst", max(times), "ms", 33),
        at_most("palette: getting ready for another customer, p95", percentile(opened, 0.95), "ms", 16),
    ]


def _identity() -> Identity:
    ids = IdentityId("i"), CustomerId("c"), ThreadId("t"), ChannelAccountId("a")
    return Identity(*ids, ChannelKind.WHATSAPP, "66812345678", "+66 81 234 5678", NOW, 1)


def _wait_a_moment() -> None:
    """As somebody does before they answer: what comes first is filled meanwhile."""
    QTest.qWait(WARM_AFTER_MS + 50)


def _services() -> FakeServices:
    """The real service over a store in memory, with its real index, ranking and Liquid."""
    services = FakeServices(_never)
    replies = _replies()
    services.quick_replies.memory.saved = {reply.id: reply for reply in replies}
    services.quick_replies.read()
    # As the program does beside the loop when the replies are read.
    liquid.warm(wording.text for reply in replies for wording in reply.wordings)
    formats.warm()
    return services


def _never(_function: object) -> None:
    """No change is told here."""


def _replies() -> list[QuickReply]:
    chance, texts = random.Random(4), MixedTexts(4)
    topics = (None, *Topic)
    made = []
    for number in range(REPLIES):
        words = chance.sample(NAMES, 2)
        wordings = [Wording(language, _text(chance, texts)) for language in chance.sample(LANGUAGES, 2)]
        wordings.append(Wording(wordings[0].language, _text(chance, texts), Tier.HIGH))
        made.append(
            QuickReply(
                QuickReplyId(f"reply-{number}"),
                f"{words[0]}-{words[1]}-{number}",
                f"{texts.next()[:40]} {words[0]}",
                tuple(wordings),
                chance.choice(topics),
                folder=f"Folder {number % 40}/{words[1]}",
                tags=tuple(chance.sample(NAMES, 2)),
                scope=Scope.WORKSPACE,
                used=chance.randrange(100),
            )
        )
    return made


def _text(chance: random.Random, texts: MixedTexts) -> str:
    fields = ("{{ customer.address }}", "{{ order.number }}", "{{ order.expected }}", "{{ promotion.code }}")
    return f"{chance.choice(fields)} {texts.next()} {chance.choice(fields)} {texts.next()}"


def _context(services: FakeServices, language: str, number: int) -> ReplyContext:
    """What a thread's replies have to fit; made anew for each customer, so that nothing is filled yet."""
    replies = services.quick_replies
    customer = Customer(CustomerId("c"), f"Customer {number}", language, "", "", (), 1)
    tier = tuple(Tier)[number % 3]
    subject = Subject(customer, order_of(customer.id), "Li Hua", Facts(), language, tier, NOW)
    situation = Situation(language, tier, Topic.REFUND)
    ranking = Ranking(replies.book.index, situation, {})
    return ReplyContext(None, situation, values_of(subject, LocaleFormats(UTC)), ranking)


def _typed(composer: Composer, query: str, seen: "_Seen") -> list[float]:
    """Milliseconds of every key: the slash, each letter, each Backspace."""
    times = [_press(composer, character, seen) for character in f"/{query}"]
    times += [_press(composer, "\b", seen) for _character in query]
    composer.quick.close()
    composer.clear_after_send()
    settle(2)
    return times


def _press(composer: Composer, character: str, seen: "_Seen") -> float:
    keys = {" ": Qt.Key.Key_Space, "\b": Qt.Key.Key_Backspace, "/": Qt.Key.Key_Slash}
    key, none = keys.get(character, Qt.Key.Key_A), Qt.KeyboardModifier.NoModifier
    quick = composer.quick

    def press() -> None:
        QApplication.sendEvent(composer.edit, QKeyEvent(QEvent.Type.KeyPress, key, none, character))
        if quick.searching:
            QApplication.processEvents()
        # Everything that the key has changed is laid out and painted now, not with the screen's next frame.
        QApplication.sendPostedEvents()
        if not seen.painted:
            (quick.palette.list.viewport() if quick.open else composer.edit.viewport()).repaint()

    seen.painted = False
    took = milliseconds(press)
    QApplication.processEvents()
    return took


class _Seen(QObject):
    """Sees whether the list was painted."""

    painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False
