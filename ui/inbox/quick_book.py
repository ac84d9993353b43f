"""The quick replies that one thread's palette shows: the service's answers as lines of the palette."""

from collections.abc import Sequence

from app.i18n import _
from app.services.reply_values import Hit, Insertion, ReplyContext
from domain.ids import QuickReplyId
from ui.inbox.quick_words import chip, owner_words
from ui.ports import QuickReplyPort
from widgets.composer.reply_values import Filled, ReplyLine
from widgets.thread_view.files import display_name


class QuickBook:
    """Good for one context; another customer, or another channel, has another one."""

    def __init__(self, replies: QuickReplyPort, context: ReplyContext) -> None:
        self.context = context
        self._replies = replies
        self._lines: dict[QuickReplyId, ReplyLine] = {}

    def find(self, query: str) -> Sequence[ReplyLine]:
        return [self._line(hit) for hit in self._replies.search(query, self.context)]

    def filled(self, key: str) -> Filled:
        made = self.insertion(key)
        if made is None:
            return Filled("")
        warning = _("Longer than one message may be on this channel.") if made.too_long else ""
        return Filled(made.text, made.values, made.language or self.context.situation.language, warning)

    def phrase(self, folded: str) -> str:
        reply = self._replies.phrase(folded)
        return reply.id if reply is not None else ""

    def insertion(self, key: str) -> Insertion | None:
        """What goes into the composer; None for a reply that is gone."""
        reply = self._replies.reply(QuickReplyId(key))
        return self._replies.fill(reply, self.context) if reply is not None else None

    def _line(self, hit: Hit) -> ReplyLine:
        """Worked out once: nothing in it depends on what was typed."""
        line = self._lines.get(hit.reply.id)
        if line is None:
            line = self._lines[hit.reply.id] = _line(hit)
        return line


def _line(hit: Hit) -> ReplyLine:
    reply, (words, kind) = hit.reply, chip(hit)
    files = tuple(display_name(part.name, part.media_type) for part in reply.files)
    owner = owner_words(reply)
    return ReplyLine(reply.id, reply.shortcut, hit.title, words, kind, reply.folder, reply.tags, owner, files)
