"""Rows into laid-out rows: measures every block once for a width and stacks them into a bubble."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF

from app.i18n import _
from domain.emotion.assessment import Tier
from domain.message import Author, Message, MessageKind, PartKind
from domain.timeline import Entry
from widgets.thread_view.audio import VoiceChip, is_voice
from widgets.thread_view.context import ThreadContext
from widgets.thread_view.laid import Laid
from widgets.thread_view.metalines import (
    BETWEEN,
    action_runs,
    author_name,
    doubtful_words,
    meta_runs,
    more_run,
    reaction_runs,
    reason_runs,
)
from widgets.thread_view.part_blocks import QuoteBlock, make_part
from widgets.thread_view.plain_text import clean, collapsed, one_line
from widgets.thread_view.rows import Row, RowKind
from widgets.thread_view.runs import Run, RunLine
from widgets.thread_view.states import Action, State, Tone, state_of
from widgets.thread_view.style import GAP, PADDING, SIDE, TIGHT_GAP, Style
from widgets.thread_view.text_block import PREFIX_END, TextBlock
from widgets.thread_view.translated import TranslationBlock, Translations, translation_runs
from widgets.thread_view.words import event_words

MARK_ROOM = 15.0


class RowLayouter:
    """Lays rows out for one style, context and width.

    Attributes:
        shown: how many characters of a long message (by id) the agent asked to see.
        now: against which a reply that can still be called back counts down.
        translations: what messages say in the agent's language.
    """

    def __init__(
        self,
        style: Style,
        context: ThreadContext,
        width: int,
        shown: dict[str, int],
        now: datetime | None = None,
        translations: Translations | None = None,
    ) -> None:
        self.style = style
        self.context = context
        self.width = width
        self.shown = shown
        self.now = now or context.now
        self.translations = translations or Translations()
        self._inner = style.bubble_width(width) - PADDING.left() - PADDING.right()

    def lay(self, row: Row) -> Laid:
        """The row at this width."""
        if row.entry is None:
            return self._label(row)
        if row.kind is RowKind.EVENT:
            return self._event(row, row.entry)
        return self._message(row, row.entry)

    def estimate(self, row: Row) -> int:
        """A cheap guess of the height, good enough for the scroll bar until the row comes near the screen."""
        if row.entry is None or row.kind is RowKind.EVENT:
            return 34
        message = row.entry.message
        per_line = max(10.0, self._inner / 7.2)
        lines = min(60.0, len(message.text) / per_line + message.text.count("\n", 0, 4000) + 1)
        parts = sum(120 if part.width else 50 for part in message.parts if part.kind is not PartKind.FACT)
        return int(GAP + 34 + int(lines) * self.style.base.line + parts)

    def _label(self, row: Row) -> Laid:
        color = "accent" if row.kind is RowKind.NEW else "text3"
        face = self.style.small_bold if row.kind is RowKind.NEW else self.style.small
        line = RunLine([Run(row.label, face, color)], self.width - 2 * SIDE, face.line, self.style.rtl)
        height = int(GAP + 4 + line.height + 4)
        line.place((self.width - line.width) / 2, GAP + 4, line.width)
        return Laid(row, height, bubble=QRectF(line.rect), lines=[line])

    def _event(self, row: Row, entry: Entry) -> Laid:
        runs = self._event_runs(entry)
        line = RunLine(runs, self.width - 2 * SIDE - 24, self.style.small.line, self.style.rtl)
        bubble = QRectF((self.width - line.width) / 2 - 12, GAP, line.width + 24, line.height + 6)
        line.place(bubble.x() + 12, bubble.y() + 3, line.width)
        return Laid(row, int(bubble.bottom() + 1), bubble, fill="sunken", lines=[line])

    def _event_runs(self, entry: Entry) -> list[Run]:
        style, message = self.style, entry.message
        by = author_name(entry, self.context) if message.agent_id else ""
        words = event_words(message, by, {str(key): name for key, name in self.context.agents})
        before, dotted, behind = words.partition("\ufffc")
        runs = [Run(before.strip(), style.small)] if before.strip() else []
        facts = {part.name: part.detail for part in message.parts if part.kind is PartKind.FACT}
        if dotted:
            tint = style.tokens.channels.get(facts.get("channel", ""), style.tokens.channels["other"])
            runs.append(Run(shape="dot", tint=tint))
        if behind.strip():
            runs.append(Run(behind.strip(), style.small))
        if message.text == "joined" and facts.get("join") in self.context.undoable:
            runs.append(Run(BETWEEN, style.small))
            runs.append(Run(_("Undo"), style.small_bold, "accent", action=Action.UNDO_JOIN))
        return runs

    def _message(self, row: Row, entry: Entry) -> Laid:
        laid = Laid(row, 0, state=state_of(entry, self.now, self.context.barred))
        _dress(laid, entry.message)
        placers: list[tuple[float, float, Callable[[float, float, float], None]]] = []
        self._add_quote(laid, entry, placers)
        self._add_parts(laid, entry, placers, pictures=True)
        self._add_texts(laid, entry, placers)
        self._add_parts(laid, entry, placers, pictures=False)
        self._add_line(laid, reaction_runs(entry, self.style), placers, gap=4)
        translated = translation_runs(self.translations.of(entry), self.style)
        self._add_line(laid, meta_runs(entry, laid.state, self.context, self.style) + translated, placers, gap=3)
        self._add_reason(laid, placers)
        self._stack(
            laid, entry, placers, TIGHT_GAP if row.follows and not laid.dashed and laid.border != "high" else GAP
        )
        return laid

    def _add_quote(self, laid: Laid, entry: Entry, placers: "Placers") -> None:
        if not entry.quoted or entry.message.deleted_at is not None:
            return
        quote = laid.quote = QuoteBlock(one_line(entry.quoted), self.style, self._inner)
        rtl = self.style.rtl

        def place(x: float, y: float, width: float) -> None:
            quote.place(x, y, width, rtl=rtl)

        placers.append((quote.width, quote.height, place))

    def _add_parts(self, laid: Laid, entry: Entry, placers: "Placers", *, pictures: bool) -> None:
        if entry.message.deleted_at is not None:
            return
        for part in entry.message.parts:
            if part.kind is PartKind.FACT:
                continue
            made = VoiceChip if is_voice(part) else make_part
            block = made(part, self.style, self._inner)
            if (block.action is Action.IMAGE) is not pictures:
                continue
            laid.parts.append(block)
            above = 5.0 if laid.text is not None else 0.0
            placers.append((block.width, above + block.height + 5, _mirrored(block.place, self.style.rtl, above)))

    def _add_texts(self, laid: Laid, entry: Entry, placers: "Placers") -> None:
        """The original and its translation, in the order that the agent wants."""
        said = self.translations.of(entry)
        if said is None:
            self._add_text(laid, entry, placers)
            return
        above = not self.translations.original_first
        block = TranslationBlock(said, self.style, self._inner, self.shown.get(entry.id, 0), above=above)
        laid.translation = block
        if above:
            placers.append((block.width, block.height, block.place))
        self._add_text(laid, entry, placers, color="text2" if above else "text")
        if not above:
            placers.append((block.width, block.height, block.place))

    def _add_text(self, laid: Laid, entry: Entry, placers: "Placers", color: str = "text") -> None:
        message = entry.message
        if message.deleted_at is not None:
            block = TextBlock(_("This message was deleted"), self.style.base, self.style, self._inner, color="text3")
            placers.append((block.width, block.height, block.place))
            laid.text = block
            return
        whole = clean(message.text)
        text = collapsed(whole, self.shown.get(entry.id, 0))
        prefix = _("Note") + PREFIX_END if message.kind is MessageKind.NOTE else ""
        if not text and not prefix and message.parts:
            return
        if not text and message.kind is MessageKind.UNSUPPORTED:
            text = _("This kind of message cannot be shown yet")
        block = TextBlock(text, self.style.base, self.style, self._inner, prefix=prefix, color=color)
        laid.text = block
        placers.append((block.width, block.height, block.place))
        if len(text) < len(whole):
            laid.cut = True
            self._add_line(laid, [more_run(len(whole) - len(text), self.style)], placers, gap=4)
        self._add_warning(laid, doubtful_words(block.links), placers)

    def _add_warning(self, laid: Laid, words: str, placers: "Placers") -> None:
        if words:
            face = self.style.small
            self._add_line(laid, [Run(shape="triangle", color="medium"), Run(words, face, "medium")], placers, gap=2)

    def _add_line(self, laid: Laid, runs: list[Run], placers: "Placers", gap: float) -> None:
        if not runs:
            return
        line = RunLine(runs, self._inner, self.style.small.line, self.style.rtl)
        laid.lines.append(line)

        def place(x: float, y: float, width: float) -> None:
            line.place(x, y + gap, width)

        placers.append((line.width, line.height + gap, place))

    def _add_reason(self, laid: Laid, placers: "Placers") -> None:
        if not laid.state.reason:
            return
        failed = laid.state.tone is Tone.FAILED
        words = TextBlock(
            laid.state.reason,
            self.style.small,
            self.style,
            self._inner - MARK_ROOM,
            color="high" if failed else "medium",
        )
        mark = RunLine(reason_runs(laid.state), self._inner, self.style.small.line, self.style.rtl)
        laid.reason = words
        laid.lines.append(mark)

        def place(x: float, y: float, width: float) -> None:
            mark.place(x, y + 3, width)
            words.place(x + (0.0 if self.style.rtl else MARK_ROOM), y + 3, width - MARK_ROOM)

        placers.append((words.width + MARK_ROOM, words.height + 3, place))
        self._add_line(laid, action_runs(laid.state, self.style), placers, gap=2)

    def _stack(self, laid: Laid, entry: Entry, placers: "Placers", gap: int) -> None:
        inner = max((width for width, _height, _place in placers), default=0.0)
        width = inner + PADDING.left() + PADDING.right()
        own = entry.message.author is not Author.CUSTOMER
        at_right = own is not self.style.rtl
        x = self.width - SIDE - width if at_right else float(SIDE)
        y = gap + PADDING.top()
        for _width, height, place in placers:
            place(x + PADDING.left(), y, inner)
            y += height
        laid.bubble = QRectF(x, gap, width, round(y + PADDING.bottom() - gap))
        laid.height = round(laid.bubble.bottom())


Placers = list[tuple[float, float, Callable[[float, float, float], None]]]


def _mirrored(place: Callable[..., None], rtl: bool, above: float) -> Callable[[float, float, float], None]:
    def placed(x: float, y: float, width: float) -> None:
        place(x, y + above, width, rtl=rtl)

    return placed


def _dress(laid: Laid, message: Message) -> None:
    """The bubble's colours."""
    if message.kind is MessageKind.NOTE:
        laid.fill = "note"
    elif message.author is Author.CUSTOMER:
        upset = message.assessment is not None and message.assessment.tier is Tier.HIGH
        laid.fill, laid.border = "inbound", "high" if upset and message.deleted_at is None else "line"
    else:
        laid.fill = "outbound"
    _dress_by_state(laid, laid.state)


def _dress_by_state(laid: Laid, state: State) -> None:
    match state.tone:
        case Tone.WAITING:
            laid.opacity = 0.8
        case Tone.HELD:
            laid.fill, laid.border, laid.dashed = "medium_soft", "medium", True
        case Tone.DOUBTFUL:
            laid.border, laid.dashed = "medium", True
        case Tone.FAILED:
            laid.fill, laid.border = "high_soft", "high"
