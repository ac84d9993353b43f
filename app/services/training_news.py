"""What a learner has to be told of once: a new assignment, a trainer's word (S-2)."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from app.services.desk import Desk
from app.training import builtin
from domain.alerts import Alert, assignment_alert, word_alert
from domain.ids import PackId

_BUILTIN = "builtin-"


class TrainingNews:
    """Read from this computer; looking at it records nothing, so that it may be asked while somebody practises."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def news(self, now: datetime) -> Sequence[Alert]:
        """Assignments of others that run or are to come and were not begun, then words that were not seen."""
        account = await self._desk.opened()
        reader, me = account.store.training, account.agent.id
        names = {agent.id: agent.name for agent in await account.store.threads.agents()}
        begun = {practice.assignment_id for practice in await reader.practice()}
        found = []
        for one in await reader.assignments():
            mine = me in one.people and one.author != me and not one.ended
            if mine and one.until >= now.date() and one.id not in begun:
                found.append(assignment_alert(one, names.get(one.author, ""), await self._title(one.pack_id)))
        words = [one for one in await reader.coachings() if one.to == me and one.seen_at is None]
        return [*found, *(word_alert(one, names.get(one.author, "")) for one in words)]

    async def _title(self, pack_id: PackId) -> str:
        language = pack_id.removeprefix(_BUILTIN)
        if language != pack_id and language in builtin.languages():
            return (await asyncio.to_thread(builtin.builtin_pack, language)).title
        editions = await (await self._desk.store()).training.editions()
        return next((edition.title for edition in editions if edition.id == pack_id), "")
