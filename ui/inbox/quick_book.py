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

    def find(self, query: str) -> Sequence[ReplyLine]:
        return [self._line(hit) for hit in self._replies.search(query, self.context)]

    def filled(self, key: str) -> Filled:
        made = self.insertion(key)
        if made is None:
            return Filled("")
        return Filled(made.text, made.values, made.language or self.context.situation.language)

    def phrase(self, folded: str) -> str:
        reply = self._replies.phrase(folded)
        return reply.id if reply is not None else ""

    def insertion(self, key: str) -> Insertion | None:
        """What goes into the composer; None for a reply that is gone."""
        reply = self._replies.reply(QuickReplyId(key))
        return self._replies.fill(reply, self.context) if reply is not None else None

    def _line(self, hit: Hit) -> ReplyLine:
        reply, (words, kind) = hit.reply, chip(hit)
        files = tuple(display_name(part.name, part.media_type) for part in reply.files)
        return ReplyLine(
            reply.id,
            reply.shortcut,
            hit.title,
            words,
            kind,
            reply.folder,
            reply.tags,
            owner_words(reply),
            files,
            self._warning(hit),
        )

    def _warning(self, hit: Hit) -> str:
        """Only for what was filled already: filling five thousand to warn of a few would be too much."""
        held = self.context.filled.get(hit.reply.id)
        return _("Longer than one message may be on this channel.") if held is not None and held.too_long else ""
