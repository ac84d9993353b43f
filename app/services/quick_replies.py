"""Quick replies: found and filled while somebody types, saved and counted; everything works without network (Q)."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from app.changes import ChangeHub, ChangeSet
from app.errors import Refused
from app.services.reply_book import ReplyBook
from app.services.reply_uses import ReplyUses
from app.services.reply_values import Fit, Hit, Insertion, PastReply, ReplyContext, ReplyStore, Spawner
from domain.agent import Permission
from domain.channel import ChannelKind
from domain.clock import Clock
from domain.emotion.assessment import Tier
from domain.ids import IdSource, QuickReplyId, ThreadId
from domain.templates.choosing import Situation, too_long, wording_for
from domain.templates.facts import KEY, write_facts
from domain.templates.proposal import Proposal, propose
from domain.templates.ranking import Ranked, Ranking
from domain.templates.rendering import Fault, Renderer
from domain.templates.reply import QuickReply, Scope, Wording
from domain.templates.review import ToReview, to_review
from domain.templates.subject import Facts, Subject, order_meant, traits_of
from domain.templates.values import Formats, values_of

LIMIT = 50
"""Hits of one search."""

_WATCHED = frozenset({"quick_reply", "setting"})


@dataclass(frozen=True, slots=True)
class ReplyTools:
    """What the service works with.

    Attributes:
        builtin: reads the built-in replies; warm: imports what filling such wordings needs. Both are called beside the
            loop.
    """

    ids: IdSource
    clock: Clock
    renderer: Renderer
    formats: Formats
    builtin: Callable[[], Sequence[QuickReply]]
    warm: Callable[[Sequence[str]], None]


class QuickReplyService:
    """What the palette and the editor ask for.

    `load` once an account is open; from then on changes of the shelf renew everything by themselves.

    Attributes:
        book: all replies as they are now; empty until `load`.
        uses: counts what is used.
    """

    def __init__(self, store: ReplyStore, uses: ReplyUses, hub: ChangeHub, tasks: Spawner, tools: ReplyTools) -> None:
        self.store, self.uses, self.tools = store, uses, tools
        self.book = ReplyBook()
        self._tasks = tasks
        self._builtin: Sequence[QuickReply] | None = None
        self._listeners: list[Callable[[], None]] = []
        self._asked = 0
        hub.subscribe(self._changed)

    # Reading.

    async def load(self) -> None:
        """Reads everything anew; of several at once the last one counts."""
        self._asked += 1
        asked = self._asked
        if self._builtin is None:
            self._builtin = await asyncio.to_thread(self.tools.builtin)
        saved, settings = await self.store.replies(), await self.store.settings()
        texts = [wording.text for reply in (*self._builtin, *saved) for wording in reply.wordings]
        await asyncio.to_thread(self.tools.warm, texts)
        await self.uses.load()
        book = await self.book.renewed(self._builtin, saved, settings)
        if asked == self._asked:
            self.book = book
            for listener in tuple(self._listeners):
                listener()

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Tells that the replies are other ones; returns the function that stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def all(self) -> Sequence[QuickReply]:
        """Every reply that can be used."""
        return self.book.replies

    def reply(self, reply_id: QuickReplyId) -> QuickReply | None:
        """One of them."""
        return self.book.by_id.get(reply_id)

    def hidden(self) -> Sequence[QuickReply]:
        """Built-in replies that the workspace does not want."""
        return self.book.hidden

    def is_builtin(self, reply_id: QuickReplyId) -> bool:
        """Whether it was delivered with the program."""
        return reply_id in self.book.builtin

    async def context(self, thread_id: ThreadId, channel: ChannelKind | None = None) -> ReplyContext:
        """What replies have to fit in a thread; without a channel, that of the customer's newest message."""
        card, now, facts = await self.store.card(thread_id), self.tools.clock.now(), self.book.facts
        name = agent.name if (agent := self.store.agent) is not None else ""
        if card is None:
            nobody = Subject(None, None, name, facts, "", Tier.LOW, now)
            return self._made(thread_id, Situation(channel=channel), nobody)
        customer, tier = card.customer, card.thread.tier or Tier.LOW
        orders = await self.store.orders(customer.id)
        recent = await self.store.recent(thread_id)
        order, language = order_meant(orders, recent.texts), customer.language or recent.language
        used = channel or (card.identities[0].channel if card.identities else None)
        traits = traits_of(customer, orders, facts, now)
        situation = Situation(language, tier, card.thread.topic, traits, used)
        return self._made(thread_id, situation, Subject(customer, order, name, facts, language, tier, now))

    def sample(self, situation: Situation, subject: Subject) -> ReplyContext:
        """A context for a customer that is made up (the editor's preview)."""
        return self._made(None, situation, replace(subject, facts=self.book.facts))

    def on_channel(self, context: ReplyContext, channel: ChannelKind | None) -> ReplyContext:
        """The same context for another channel."""
        situation = replace(context.situation, channel=channel)
        ranking = Ranking(self.book.index, situation, self.uses.own)
        return ReplyContext(context.thread_id, situation, context.values, ranking)

    def search(self, typed: str, context: ReplyContext, limit: int = LIMIT) -> tuple[Hit, ...]:
        """Those that are meant by what was typed behind "/", the best first; the usual ones for ""."""
        ranked = context.ranking.best(typed, limit)
        return tuple(hit for one in ranked if (hit := self._hit(one, context)) is not None)

    def fill(self, reply: QuickReply, context: ReplyContext) -> Insertion:
        """Its text for the customer, ready for the composer; worked out once a context."""
        held = context.filled.get(reply.id)
        if held is None:
            held = context.filled[reply.id] = self._filled(reply, context)
        return held

    def fill_text(self, text: str, context: ReplyContext) -> Insertion:
        """A wording that is not saved yet, likewise."""
        filled = self.tools.renderer.fill(text, context.values)
        long = too_long(filled.text, context.situation.channel)
        return Insertion(QuickReplyId(""), filled.text, filled.gaps, filled.values, too_long=long)

    def phrase(self, typed: str) -> QuickReply | None:
        """The reply that a folded phrase becomes."""
        reply_id = self.book.phrases.get(typed)
        return self.book.by_id.get(reply_id) if reply_id is not None else None

    def faults(self, text: str) -> tuple[Fault, ...]:
        """What is wrong with a wording."""
        return self.tools.renderer.faults(text)

    # Writing.

    def may_change(self, reply: QuickReply) -> bool:
        """One's own reply always; what others use too only by those who answer for the team's wording."""
        agent = self.store.agent
        if agent is None or not agent.active:
            return False
        if reply.scope is Scope.PERSONAL:
            return reply.owner_id in (None, agent.id) and agent.may(Permission.ANSWER)
        return agent.may(Permission.SHARE_REPLIES)

    def new(self) -> QuickReply:
        """An empty one of this agent's own."""
        agent = self.store.agent
        now = self.tools.clock.now()
        owner = agent.id if agent is not None else None
        return QuickReply(QuickReplyId(self.tools.ids.new()), "", "", (), owner_id=owner, reviewed_at=now)

    def propose(self, text: str, context: ReplyContext) -> tuple[QuickReply, Proposal]:
        """A reply of one's own made of a message that was sent: what was particular to the customer becomes fields."""
        proposal = propose(text, context.values, self.book.shortcuts.keys())
        wording = Wording(context.situation.language, proposal.text)
        made = replace(self.new(), shortcut=proposal.shortcut, title=proposal.title, wordings=(wording,))
        return replace(made, topic=context.situation.topic), proposal

    async def save(self, *replies: QuickReply) -> None:
        """Keeps them. Raises Refused("not_allowed") or Refused("shortcut_taken"), StorageFull."""
        for reply in replies:
            before = self.book.by_id.get(reply.id)
            if not self.may_change(reply) or (before is not None and not self.may_change(before)):
                raise Refused("not_allowed")
            if self.taken(reply):
                raise Refused("shortcut_taken", reply.shortcut)
        moved = [reply for reply in replies if self._changes_hands(reply)]
        kept = [reply for reply in replies if reply not in moved]
        # What one person saw alone never becomes everybody's under the same id, nor the reverse.
        anew = [replace(reply, id=QuickReplyId(self.tools.ids.new()), used=0, edited=0) for reply in moved]
        await self.store.save([*kept, *anew])
        if moved:
            await self.store.remove([reply.id for reply in moved])

    def taken(self, reply: QuickReply) -> bool:
        """Whether another reply of the same scope has its shortcut; one's own may stand before the team's."""
        return any(
            other.shortcut == reply.shortcut and other.scope is reply.scope and other.id != reply.id
            for other in self.book.replies
        )

    async def remove(self, reply: QuickReply) -> None:
        """Takes it away for everybody; a built-in one is hidden instead. Raises Refused("not_allowed"), StorageFull."""
        if not self.may_change(reply):
            raise Refused("not_allowed")
        if self.is_builtin(reply.id):
            await self.store.save([replace(reply, wordings=(), files=())])
        else:
            await self.store.remove([reply.id])

    async def as_delivered(self, reply_id: QuickReplyId) -> None:
        """A built-in reply as it came with the program. Raises Refused("not_allowed"), StorageFull."""
        builtin = self.book.builtin.get(reply_id)
        if builtin is None or not self.may_change(builtin):
            raise Refused("not_allowed")
        if reply_id in self.book.saved:
            await self.store.remove([reply_id])

    async def still_right(self, replies: Collection[QuickReply]) -> None:
        """Somebody has read them and found them right (Q-5)."""
        now = self.tools.clock.now()
        await self.save(*(replace(reply, reviewed_at=now) for reply in replies))

    def review(self) -> tuple[ToReview, ...]:
        """Those that somebody should look at again, and this agent may change."""
        return to_review((reply for reply in self.book.replies if self.may_change(reply)), self.tools.clock.now())

    @property
    def facts(self) -> Facts:
        """What the workspace says of itself."""
        return self.book.facts

    @property
    def facts_broken(self) -> bool:
        """Whether it was set and cannot be read: what is usual holds then."""
        return self.book.facts_broken

    async def save_facts(self, facts: Facts) -> None:
        """Says it for everybody. Raises Refused("not_allowed"), StorageFull."""
        agent = self.store.agent
        if agent is None or not agent.may(Permission.CHANGE_SETTINGS):
            raise Refused("not_allowed")
        await self.store.set(KEY, write_facts(facts))

    async def history(self, reply_id: QuickReplyId) -> Sequence[PastReply]:
        """What it was before, newest first; raises Unreachable while offline."""
        return await self.store.history(reply_id)

    def count(self, reply_id: QuickReplyId, *, edited: bool = False) -> None:
        """It went out to a customer; edited when its text was changed before."""
        self.uses.count(reply_id, edited=edited)

    def own_uses(self, reply_id: QuickReplyId) -> int:
        """How often this agent used it on this computer; of a built-in one that nobody changed that is all there is."""
        return self.uses.own.get(reply_id, 0)

    async def close(self) -> None:
        """Hands over what was counted and has not been told yet."""
        await self.uses.flush()

    # Inside.

    def _changed(self, changes: ChangeSet) -> None:
        # The first who needs them reads them, not the start of the program.
        if self._builtin is not None and (changes.reset or changes.shelf & _WATCHED):
            self._tasks.spawn(self.load(), name="quick replies")

    def _made(self, thread_id: ThreadId | None, situation: Situation, subject: Subject) -> ReplyContext:
        ranking = Ranking(self.book.index, situation, self.uses.own)
        return ReplyContext(thread_id, situation, values_of(subject, self.tools.formats), ranking)

    def _hit(self, ranked: Ranked, context: ReplyContext) -> Hit | None:
        """Worked out once a context: the same replies come with every letter."""
        key = (ranked.reply.id, ranked.match)
        if key not in context.hits:
            context.hits[key] = _hit(ranked, context.situation)
        return context.hits[key]

    def _filled(self, reply: QuickReply, context: ReplyContext) -> Insertion:
        wording = wording_for(reply, context.situation)
        if wording is None:
            return Insertion(reply.id, "")
        made = self.fill_text(wording.text, context)
        return replace(made, reply_id=reply.id, language=wording.language, files=reply.files)

    def _changes_hands(self, reply: QuickReply) -> bool:
        """Whether it was one person's and is to be several people's, or the reverse."""
        before = self.book.saved.get(reply.id)
        return before is not None and (before.scope is Scope.PERSONAL) is not (reply.scope is Scope.PERSONAL)


def _hit(ranked: Ranked, situation: Situation) -> Hit | None:
    wording = wording_for(ranked.reply, situation)
    if wording is None:
        return None
    fits = []
    if wording.tier is not None and wording.tier is situation.tier:
        fits.append(Fit.TIER)
    if wording.trait is not None:
        fits.append(Fit.TRAIT)
    if ranked.reply.topic is not None and ranked.reply.topic is situation.topic:
        fits.append(Fit.TOPIC)
    return Hit(ranked.reply, wording, ranked.match, tuple(fits))
