"""A customer's dialogue through the real webhooks: every kind of line, the move to Instagram, and answers."""

import asyncio
from dataclasses import replace
from pathlib import Path
from random import Random

from backend.clock import SystemClock
from backend.simulator import load
from backend.simulator.crowd import Crowd
from backend.simulator.people import EVERYBODY
from backend.simulator.speaking import Voice
from backend.storage.tables import identity, message
from domain.message import Delivery, MessageKind, PartKind
from tests.support.channels import SECRET, Rig, rig

AMELIA = next(persona for persona in EVERYBODY if persona.key == "amelia")


def voice_of(it: Rig) -> Voice:
    account = it.runtime.accounts.find(it.whatsapp.id)
    assert account is not None
    it.provider.base_url = account.base_url
    return Voice(AMELIA, it.provider, it.provider.lines["1001"], it.provider.lines["2002"], Random(1))


async def test_every_kind_of_line_arrives_on_both_channels(tmp_path: Path) -> None:
    lines = ("one", "photo: look", "place: here", "quote: yes", "poll:", "two", "edit: two and a half", "gone", "undo:")
    async with rig(tmp_path) as it:
        voice = voice_of(it)
        for line in (*lines, "react: ❤", "instagram: now here", *lines):
            await voice.say(line)
        await it.quiet()
        rows = it.inbound()
        assert {row.channel for row in rows} == {"whatsapp", "instagram"}
        for channel in ("whatsapp", "instagram"):
            on_channel = [row for row in rows if row.channel == channel]
            assert any(row.kind == MessageKind.UNSUPPORTED for row in on_channel)
            assert any(row.deleted_at for row in on_channel)
            assert any(row.text == "two and a half" and row.edited_at for row in on_channel)
        await it.until(lambda: len([row for row in it.inbound() if row.parts and row.parts[0].blob]) == 2)
        assert any(part.kind is PartKind.LOCATION for row in rows for part in row.parts)


async def test_a_customer_answers_the_team_and_moves_on(tmp_path: Path) -> None:
    async def soon(seconds: float) -> None:
        await asyncio.sleep(3600 if seconds > 100 else 0)

    async with rig(tmp_path) as it:
        voice = voice_of(it)
        crowd = Crowd([voice], Random(1), wait=soon)
        it.provider.heard = crowd.hear
        living = asyncio.create_task(crowd.run())
        await it.until(lambda: len(it.inbound()) == len(AMELIA.opening))
        person = it.rows(identity)[0]
        sent = it.send(person, "Which order is it?")
        await it.delivered(sent, Delivery.ACCEPTED)
        await it.until(lambda: it.rows(message, message.c.text == AMELIA.asked))
        it.send(person, "We look into it.")
        await it.until(lambda: it.rows(message, message.c.text == AMELIA.turns[0][0]))
        await it.until(lambda: any(row.reactions for row in it.rows(message, message.c.author == "agent")))
        it.send(person, "It arrives on Friday.")
        await it.until(lambda: it.rows(identity, identity.c.channel == "instagram"))
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)


async def test_load_is_taken_and_counted(tmp_path: Path) -> None:
    async with rig(tmp_path) as it:
        targets = [
            load.Target("whatsapp", it.path(it.whatsapp), "1001", SECRET),
            load.Target("instagram", it.path(it.instagram), "2002", SECRET),
        ]
        result = await load.run(
            it.server, targets, SystemClock(), per_second=200, messages=60, per_body=3, customers=10
        )
        assert (result.messages, result.taken) == (60, 20)
        wrong = [replace(target, app_secret="other") for target in targets]
        assert (await load.run(it.server, wrong, SystemClock(), per_second=200, messages=4)).taken == 0
        await it.quiet()
        assert len(it.inbound()) == 60
