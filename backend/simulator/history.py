"""The trial's last days, written through the same intake as live messages, in one transaction."""

import hashlib
import tempfile
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select

from backend.blobs.store import BlobStore
from backend.channels.content import Content
from backend.channels.events import Received, Sender
from backend.channels.whatsapp.payload import display_of
from backend.simulator.persona import Persona
from backend.simulator.pictures import HEIGHT, WIDTH, picture
from backend.simulator.plan import Past, Place
from backend.storage.tables import identity, message, read_mark
from backend.storage.transaction import Transaction
from backend.storage.upsert import upsert
from backend.threads.intake import Intake
from backend.threads.records import ThreadRecord
from backend.threads.rules import state_changed
from backend.threads.work import Work
from domain.channel import ChannelAccount, ChannelKind
from domain.ids import AgentId, BlobHash
from domain.message import Author, Delivery, EventCode, MessageKind, Part, PartKind
from domain.problems import Problem
from domain.thread import ThreadStatus

_SLOWEST, _QUICKEST = timedelta(minutes=45), timedelta(minutes=2)


class Then:
    """A clock that stands where the story is."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The story's time."""
        return self.at

    def monotonic(self) -> float:
        """The same, in seconds."""
        return self.at.timestamp()


@dataclass(frozen=True, slots=True)
class Scene:
    """One line of one customer's past, and when it was written."""

    at: datetime
    past: Past
    persona: Persona
    line: str
    last_of_team: bool


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in the blob store."""

    blob: str
    size: int


def photos(people: Sequence[Persona], blobs: BlobStore, random: Random) -> dict[str, Photo]:
    """Makes the pictures that the past shows and keeps them, by line."""
    made: dict[str, Photo] = {}
    with tempfile.TemporaryDirectory(prefix="braid-trial-") as folder:
        for persona in people:
            for line in persona.past:
                if line[2:].startswith("photo:"):
                    content = picture(random)
                    path = Path(folder) / hashlib.sha256(content).hexdigest()
                    path.write_bytes(content)
                    made[line] = Photo(blobs.keep(path, "image/png"), len(content))
    return made


def scenes(pasts: Sequence[Past], people: Mapping[str, Persona], now: datetime, random: Random) -> list[Scene]:
    """Every line of every past, in the order in which they were written."""
    found: list[Scene] = []
    for past in pasts:
        persona, at = people[past.key], now - past.ended
        lines = list(persona.past)
        last = max((n for n, line in enumerate(lines) if line.startswith(">")), default=-1)
        for number in range(len(lines) - 1, -1, -1):
            found.append(Scene(at, past, persona, lines[number], number == last))
            at -= _QUICKEST + (_SLOWEST - _QUICKEST) * random.random()
    return sorted(found, key=_when)


def _when(scene: Scene) -> datetime:
    return scene.at


class Historian:
    """Writes the scenes down."""

    def __init__(
        self,
        tx: Transaction,
        accounts: Mapping[ChannelKind, ChannelAccount],
        new_id: Callable[[], str],
        owner: str,
        mate: str,
        pictures: Mapping[str, Photo],
    ) -> None:
        self._tx = tx
        self._accounts = accounts
        self._new_id = new_id
        self._owner = owner
        self._mate = mate
        self._pictures = pictures
        self._clock = Then(datetime.min.replace(tzinfo=UTC))
        self._intake = Intake(self._clock, new_id)
        self._newest: dict[str, str] = {}

    def write(self, scene: Scene) -> None:
        """One line."""
        self._clock.at = scene.at
        mark, text = scene.line[0], scene.line[2:]
        if mark in "<@":
            channel = ChannelKind.INSTAGRAM if mark == "@" else ChannelKind.WHATSAPP
            self._newest[scene.persona.key] = self._received(scene, channel, text)
        elif mark == "#":
            self._noted(scene, text)
        else:
            self._answered(scene, text)

    def close(self, past: Past, persona: Persona, now: datetime) -> None:
        """Puts the thread where it is found."""
        # Snoozed and done after the last line; nothing else is told in the thread.
        self._clock.at = now - past.ended + timedelta(minutes=1)
        work = self._work()
        root = self._root(work, persona)
        agent = self._agent(past)
        root.tags = past.tags
        root.assignee_id = agent or None
        if past.place is Place.SNOOZED:
            root.status, root.snoozed_until = ThreadStatus.SNOOZED, now + timedelta(hours=18)
            until = root.snoozed_until.isoformat(timespec="seconds").replace("+00:00", "Z")
            work.event(root, EventCode.SNOOZED, [("until", until)], agent)
        if past.place is Place.DONE:
            root.status = ThreadStatus.RESOLVED
            work.event(root, EventCode.RESOLVED, agent_id=agent)
        state_changed(root, agent)
        work.touch(root)
        work.flush()
        self._mark_read(root)

    def home(self, key: str) -> str:
        """The home thread in which that person wrote last."""
        known = select(identity.c.thread_id).where(identity.c.id == self._newest[key])
        return str(self._tx.connection.execute(known).scalar_one())

    def _received(self, scene: Scene, channel: ChannelKind, text: str) -> str:
        persona, account = scene.persona, self._accounts[channel]
        handle = persona.instagram_id if channel is ChannelKind.INSTAGRAM else persona.phone
        sender = Sender(handle, display_of(handle), persona.name, f"+{handle}")
        if channel is ChannelKind.INSTAGRAM:
            sender = Sender(handle, f"@{persona.username}", persona.instagram_name)
        content = self._content(scene.line, text)
        event = Received(f"past.{uuid.uuid4().hex}", sender, scene.at, MessageKind.TEXT, content.text, content.parts)
        self._intake.take(self._tx, account, event, scene.at)
        known = identity.c.account_id == account.id, identity.c.handle == handle
        return str(self._tx.connection.execute(select(identity.c.id).where(*known)).scalar_one())

    def _content(self, line: str, text: str) -> Content:
        photo = self._pictures.get(line)
        if photo is not None:
            part = Part(PartKind.ATTACHMENT, media_type="image/png", blob=BlobHash(photo.blob))
            part = replace(part, size=photo.size, width=WIDTH, height=HEIGHT)
            return Content(text=text.partition(":")[2].strip(), parts=(part,))
        if text.startswith("place:"):
            place = Part(PartKind.LOCATION, name=text.partition(":")[2].strip(), latitude=25.0478, longitude=121.517)
            return Content(parts=(place,))
        return Content(text=text)

    def _answered(self, scene: Scene, text: str) -> None:
        work = self._work()
        root = self._root(work, scene.persona)
        found = select(identity).where(identity.c.id == self._newest[scene.persona.key])
        person = self._tx.connection.execute(found).one()
        agent = self._agent(scene.past) or self._mate
        record = work.plain(person.thread_id, Author.AGENT, MessageKind.TEXT, text, agent)
        record.channel, record.identity_id, record.account_id = (
            ChannelKind(person.channel),
            person.id,
            person.account_id,
        )
        record.provider_id = f"past.{uuid.uuid4().hex}"
        record.delivery = Delivery.DELIVERED if scene.last_of_team else Delivery.READ
        if scene.last_of_team and scene.past.failed:
            record.delivery, record.delivery_problem = Delivery.FAILED, Problem.RECIPIENT_UNREACHABLE.value
        root.assignee_id = agent
        work.post(root, record)
        work.flush()

    def _noted(self, scene: Scene, text: str) -> None:
        work = self._work()
        root = self._root(work, scene.persona)
        work.post(root, work.plain(root.id, Author.AGENT, MessageKind.NOTE, text, self._mate))
        work.flush()

    def _mark_read(self, root: ThreadRecord) -> None:
        """The owner has read up to the team's last message; in the queue nothing."""
        if root.assignee_id != self._owner:
            return
        answered = (message.c.root_id == root.id) & (message.c.author == Author.AGENT)
        query = select(message.c.position).where(answered).order_by(message.c.position.desc()).limit(1)
        position = self._tx.connection.execute(query).scalar()
        if root.waiting_since is None:
            position = root.last_position
        if position is None:
            return
        version = self._tx.changed("read_mark", root.id, AgentId(self._owner))
        row = {"thread_id": root.id, "agent_id": self._owner, "position": position, "version": version}
        self._tx.connection.execute(upsert(read_mark).values(**row).on_conflict_do_nothing())

    def _work(self) -> Work:
        return Work(self._tx, self._clock.at, self._new_id)

    def _root(self, work: Work, persona: Persona) -> ThreadRecord:
        root = work.root(self.home(persona.key))
        assert root is not None
        return root

    def _agent(self, past: Past) -> str:
        if past.place is Place.QUEUE:
            return ""
        return self._mate if past.place is Place.MATE else self._owner
