"""Where quick replies are kept: the shelf, the outbox, the thread on screen; the history is the server's."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from app.errors import AnswerLost
from app.exchange.reply_json import reply_from
from app.services.desk import LAST, Desk
from app.services.reply_values import PastReply, Recent
from domain.agent import Agent
from domain.clock import Clock
from domain.ids import AgentId, CustomerId, IdSource, OperationId, QuickReplyId, SettingKey, ThreadId
from domain.inbox import Card
from domain.message import Message, MessageKind
from domain.operations import (
    ChangeSetting,
    CountReplies,
    Operation,
    Payload,
    RemoveQuickReply,
    ReplyUse,
    SaveQuickReply,
)
from domain.order import Order
from domain.setting import Setting
from domain.shelf import COUNTS, lane_of_reply, lane_of_setting
from domain.templates.reply import QuickReply

_USES = "quick_reply_uses"


class DeskReplies:
    """`app.services.reply_values.ReplyStore` over the open account.

    Attributes:
        ids, clock: what operations are stamped with.
    """

    def __init__(self, desk: Desk, ids: IdSource, clock: Clock) -> None:
        self.desk, self.ids, self.clock = desk, ids, clock

    @property
    def agent(self) -> Agent | None:
        """Who is signed in."""
        return self.desk.account.agent if self.desk.account is not None else None

    async def replies(self) -> Sequence[QuickReply]:
        """What was saved and this agent can see."""
        return await (await self.desk.store()).shelf.quick_replies()

    async def settings(self) -> Sequence[Setting]:
        """What the workspace has set."""
        return await (await self.desk.store()).shelf.settings()

    async def orders(self, customer_id: CustomerId) -> Sequence[Order]:
        """A customer's, newest first."""
        return await (await self.desk.store()).shelf.orders(customer_id)

    async def card(self, thread_id: ThreadId) -> Card | None:
        """Who it is."""
        return await (await self.desk.store()).threads.card(thread_id)

    async def recent(self, thread_id: ThreadId) -> Recent:
        """What was said last."""
        window = await (await self.desk.store()).timeline.newest(thread_id, LAST)
        return recent_of([entry.message for entry in reversed(window.entries)])

    async def save(self, replies: Sequence[QuickReply]) -> None:
        """In one commit, each in its own lane."""
        await self._queue([(lane_of_reply(reply.id), SaveQuickReply(reply)) for reply in replies])

    async def remove(self, reply_ids: Sequence[QuickReplyId]) -> None:
        """The same."""
        await self._queue([(lane_of_reply(reply_id), RemoveQuickReply(reply_id)) for reply_id in reply_ids])

    async def set(self, key: SettingKey, value: str) -> None:
        """In the setting's own lane."""
        await self._queue([(lane_of_setting(key), ChangeSetting(key, value))])

    async def count(self, uses: Sequence[ReplyUse]) -> None:
        """As one operation."""
        await self._queue([(COUNTS, CountReplies(tuple(uses)))])

    async def history(self, reply_id: QuickReplyId) -> Sequence[PastReply]:
        """Asks the server; states that this version cannot read are left out."""
        path = f"/v1/shelf/quick_reply/{quote(reply_id, safe='')}/history"
        answer = await self.desk.gateway().request_json("GET", path)
        states = answer.get("states", answer.get("history", ())) if isinstance(answer, dict) else answer
        if not isinstance(states, list):
            raise AnswerLost("unreadable")
        past = [found for state in states if (found := _past(state)) is not None]
        return sorted(past, key=lambda state: state.version, reverse=True)

    async def own_uses(self) -> Mapping[QuickReplyId, int]:
        """What this database keeps of it."""
        text = await (await self.desk.store()).state.get(_USES)
        try:
            held = json.loads(text or "{}")
            return {QuickReplyId(str(name)): int(times) for name, times in held.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    async def keep_own_uses(self, uses: Mapping[QuickReplyId, int]) -> None:
        """Keeps it."""
        await (await self.desk.store()).state.put(_USES, json.dumps(dict(uses)))

    async def _queue(self, done: Sequence[tuple[ThreadId, Payload]]) -> None:
        if not done:
            return
        now = self.clock.now()
        operations = [Operation(OperationId(self.ids.new()), lane, payload, now) for lane, payload in done]
        self.desk.changed(await (await self.desk.store()).outbox.enqueue(operations))


def recent_of(said: Sequence[Message]) -> Recent:
    """The texts of messages, newest first, and what the engine says of the customer's language."""
    told = (message.assessment.language for message in said if message.assessment is not None)
    texts = tuple(message.text for message in said if message.kind is not MessageKind.EVENT)
    return Recent(texts, next((language for language in told if language), ""))


def _past(state: Any) -> PastReply | None:
    try:
        body, agent = str(state["body"]), state.get("agent_id")
        reply = reply_from(json.loads(body)) if body else None
        at = datetime.fromisoformat(str(state["at"]))
        return PastReply(int(state["version"]), at, AgentId(agent) if agent else None, reply)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
