"""What is found in a file of quick replies, before anything of it is saved."""

from dataclasses import dataclass
from enum import StrEnum

from domain.templates.reply import QuickReply

MOST_BYTES = 20 * 1024 * 1024
MOST_REPLIES = 5000


class Kind(StrEnum):
    """Which program wrote the file."""

    BRAID = "braid"
    CSV = "csv"
    CHATWOOT = "chatwoot"
    CHATWOOT_MACROS = "chatwoot_macros"
    ZENDESK = "zendesk"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about one thing in the file.

    Attributes:
        where: "line 12", or the name of a macro.
        code: what it is; `app.exchange.words` has the sentence.
    """

    where: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One reply in the file; its id is "" where the file has none of ours."""

    where: str
    reply: QuickReply


@dataclass(frozen=True, slots=True)
class Found:
    """Everything in a file.

    Attributes:
        faulty: what cannot be taken, and why. remarks: what is taken, but not as it was.
    """

    kind: Kind
    replies: tuple[Incoming, ...]
    faulty: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Unreadable(Exception):
    """The file as a whole cannot be read; the code says why."""
