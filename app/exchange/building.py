"""Makes quick replies of what a file says, in the words and limits that we keep them in."""

import re
from collections.abc import Iterable
from enum import Enum
from typing import TypeVar

from domain.channel import ChannelKind
from domain.emotion.assessment import Topic
from domain.ids import QuickReplyId
from domain.shelf import REPLY_LIMIT
from domain.templates.proposal import propose
from domain.templates.reply import QuickReply, Scope, Wording

Choice = TypeVar("Choice", bound=Enum)

LONGEST = 200
NO_ID = QuickReplyId("")


class Faulty(ValueError):
    """One reply cannot be taken; the arguments are a code of `app.exchange.words` and a detail."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def shortcut_of(written: str, title: str, text: str) -> str:
    """Lower case and without spaces; made from the title, else from the text, where there is none."""
    bare = re.sub(r"[\s/]+", "-", written.strip().lstrip("/").lower()).strip("-")
    return bare[:64] or propose(title or text, {}, ()).shortcut


def built(
    shortcut: str,
    title: str,
    wordings: Iterable[Wording],
    *,
    reply_id: str = "",
    topic: str = "",
    folder: str = "",
    tags: Iterable[str] = (),
    scope: str = "",
) -> QuickReply:
    """A reply; raises Faulty."""
    held = tuple(wordings)
    if not held or not any(wording.text.strip() for wording in held):
        raise Faulty("no_text")
    if sum(len(wording.text) for wording in held) > REPLY_LIMIT:
        raise Faulty("too_long")
    first = held[0].text
    return QuickReply(
        QuickReplyId(reply_id),
        shortcut_of(shortcut, title, first),
        (" ".join(title.split()) or propose(first, {}, ()).title)[:LONGEST],
        held,
        chosen(Topic, topic, "topic"),
        folder="/".join(part.strip() for part in folder.split("/") if part.strip())[:LONGEST],
        tags=tuple(dict.fromkeys(tag.strip()[:LONGEST] for tag in tags if tag.strip()))[:50],
        scope=chosen(Scope, scope, "scope") or Scope.PERSONAL,
    )


def chosen(kind: type[Choice], written: str, name: str) -> Choice | None:
    """One of the values of an enumeration, None for ""; raises Faulty for a word that is none of them."""
    word = written.strip().lower()
    if not word:
        return None
    try:
        return kind(word)
    except ValueError:
        raise Faulty(f"unknown_{name}", written.strip()[:40]) from None


def channels_of(written: Iterable[str]) -> tuple[ChannelKind, ...]:
    """Channels by their names; raises Faulty for one that we do not have."""
    found = []
    for name in written:
        kind = ChannelKind(name.strip().lower())
        if name.strip() and kind is ChannelKind.OTHER:
            raise Faulty("unknown_channel", name.strip()[:40])
        if name.strip():
            found.append(kind)
    return tuple(dict.fromkeys(found))
