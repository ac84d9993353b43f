"""A message on its way out, and the steps it takes at the provider: one request a step."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from backend.channels.account import Account
from backend.channels.graph import Answer
from domain.files import media_family
from domain.ids import MessageId
from domain.message import Part


@dataclass(frozen=True, slots=True)
class File:
    """An attachment to send: its place in the message, what it is, and where its bytes lie."""

    index: int
    part: Part
    path: Path


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What an agent wrote, with everything the provider has to know.

    Attributes:
        handle: the provider's id of the customer.
        quote: the provider's id of the message it answers, "" if none.
        anew: whether nothing of it is under way: it is new, or a person sends it again.
    """

    id: MessageId
    handle: str
    text: str
    files: tuple[File, ...] = ()
    quote: str = ""
    anew: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One request to the provider: text, or one file with its caption.

    `own_id` ("<message id>.<number of the step>") goes along where the channel gives it back with its reports.
    """

    own_id: str
    handle: str
    text: str = ""
    file: File | None = None
    quote: str = ""


class Sending(Protocol):
    """How a channel sends."""

    def steps(self, message: Outgoing) -> tuple[Step, ...]:
        """The requests it takes, in order; the same ones every time."""

    async def upload(self, account: Account, file: File) -> Answer:
        """Brings a file to the provider; may be repeated without harm."""

    async def send(self, account: Account, step: Step, media_id: str) -> Answer:
        """Makes the one request that reaches the customer; never to be repeated when unclear."""


def split(message: Outgoing, *, caption_limit: int, captioned: frozenset[str]) -> tuple[Step, ...]:
    """Files first, then the text; one file and a short text go together where the channel has captions."""
    files = message.files
    contents: list[tuple[str, File | None]] = [("", file) for file in files]
    if len(files) == 1 and len(message.text) <= caption_limit and _family(files[0]) in captioned:
        contents = [(message.text, files[0])]
    elif message.text:
        contents.append((message.text, None))
    return tuple(
        Step(own_id(message.id, n), message.handle, text, file, "" if n else message.quote)
        for n, (text, file) in enumerate(contents)
    )


def own_id(message_id: str, step: int) -> str:
    """What we call the step of a message towards the provider."""
    return f"{message_id}.{step}"


def read_own_id(given: str) -> tuple[str, int]:
    """The message's id and the step's number; ("", 0) for what is not ours."""
    message_id, _, step = given.rpartition(".")
    return (message_id, int(step)) if step.isascii() and step.isdigit() else ("", 0)


def _family(file: File) -> str:
    return media_family(file.part.media_type)
