"""Codes into words: why something is held, blocked or failed, what happened in a thread, how big a file is."""

from collections.abc import Callable, Sequence
from datetime import datetime

from app.i18n import _
from domain.channel import RULES, ChannelKind
from domain.message import EventCode, Message, Part, PartKind
from domain.outbox import HoldReason
from domain.problems import Problem
from domain.timeline import Newer
from widgets.thread_view.plain_text import isolate, one_line

MOST_NAMES = 2
_KB = 1024
_UNITS = ("B", "kB", "MB", "GB")


def channel_name(kind: ChannelKind) -> str:
    """The channel's own name."""
    return RULES[kind].label or _("another channel")


def file_size(size: int) -> str:
    """Bytes in the largest unit that fits ("131 MB"), "" when unknown."""
    if size <= 0:
        return ""
    amount, unit = float(size), 0
    while amount >= _KB and unit < len(_UNITS) - 1:
        amount, unit = amount / _KB, unit + 1
    shown = f"{amount:.1f}" if unit and amount < 10 else f"{amount:.0f}"
    return f"{shown} {_UNITS[unit]}"


def hold_words(reason: str, moved: Sequence[Newer], now: datetime) -> str:
    """Why a row is held; who wrote meanwhile, where that is known."""
    if reason == HoldReason.MOVED and moved:
        return _("held: {what}").format(what=moved_words(moved, now))
    words: dict[str, Callable[[], str]] = {
        HoldReason.AUTH: lambda: _("held: you were signed out"),
        HoldReason.MOVED: lambda: _("held: the thread moved on after you wrote this"),
        HoldReason.STALE: lambda: _("held: it waited long, look at it again"),
        HoldReason.STATE_MOVED: lambda: _("held: somebody else changed the thread"),
    }
    return words.get(reason, lambda: _("held: look at it again"))()


def moved_words(moved: Sequence[Newer], now: datetime) -> str:
    """ "Lena Hoff answered 2 min ago", "Anna wrote again just now and Lena Hoff answered 2 min ago": newest first."""
    said: list[str] = []
    seen: set[str] = set()
    for newer in reversed(moved):
        if newer.name not in seen and len(said) < MOST_NAMES:
            seen.add(newer.name)
            words = _("{name} wrote again {ago}") if newer.customer else _("{name} answered {ago}")
            said.append(words.format(name=isolate(newer.name or _("somebody")), ago=ago(newer.at, now)))
    if len(said) == 1:
        return said[0]
    return _("{one} and {other}").format(one=said[0], other=said[1])


def ago(at: datetime, now: datetime) -> str:
    """How long ago, in the largest unit: "just now", "2 min ago", "3 h ago", "2 d ago"."""
    minutes = max(0, int((now - at).total_seconds() // 60))
    if not minutes:
        return _("just now")
    if minutes < 60:
        return _("{count} min ago").format(count=minutes)
    hours = minutes // 60
    return _("{count} h ago").format(count=hours) if hours < 48 else _("{count} d ago").format(count=hours // 24)


def problem_words(code: str, message: Message) -> str:
    """Why something was refused or failed, with the figures of its channel."""
    if code == Problem.MEDIA_TOO_LARGE:
        return _too_large(message)
    if code == Problem.TEXT_TOO_LONG:
        limit = RULES[message.channel].text_limit
        return _("{channel} takes up to {limit} characters").format(channel=channel_name(message.channel), limit=limit)
    words = _PROBLEMS.get(code)
    named = words() if words else _("the reason is “{code}”").format(code=code or "?")
    return named.format(channel=channel_name(message.channel)) if "{channel}" in named else named


def _too_large(message: Message) -> str:
    name = channel_name(message.channel)
    for part in message.parts:
        limit = RULES[message.channel].largest(part.name, part.media_type)
        if part.kind is PartKind.ATTACHMENT and part.size > limit > 0:
            return _("{channel} takes files up to {limit} (this one: {size})").format(
                channel=name, limit=file_size(limit), size=file_size(part.size)
            )
    return _("the file is too large for {channel}").format(channel=name)


_PROBLEMS: dict[str, Callable[[], str]] = {
    Problem.NOT_ALLOWED: lambda: _("your role may not do this"),
    Problem.THREAD_GONE: lambda: _("the thread is gone"),
    Problem.MESSAGE_GONE: lambda: _("the message it answers is gone"),
    Problem.IDENTITY_GONE: lambda: _("the customer’s address is gone"),
    Problem.OFFER_GONE: lambda: _("the offer is gone"),
    Problem.OFFER_MOVED: lambda: _("somebody else decided about the offer first"),
    Problem.COMPLAINT_GONE: lambda: _("the complaint is gone"),
    Problem.COMPLAINT_MOVED: lambda: _("somebody else changed the complaint first"),
    Problem.REVIEW_GONE: lambda: _("the review is gone"),
    Problem.PACK_GONE: lambda: _("the pack is gone"),
    Problem.ITEM_MOVED: lambda: _("somebody else changed the item first"),
    Problem.NOTHING_CHECKED: lambda: _("no key of the pack is agreed on"),
    Problem.NOT_EARNED: lambda: _("the figures do not reach what is asked for"),
    Problem.REASON_MISSING: lambda: _("it has no reason"),
    Problem.STATE_MOVED: lambda: _("somebody else changed the thread first"),
    Problem.LANE_FORK: lambda: _("this computer’s numbering was taken twice"),
    Problem.BAD_OPERATION: lambda: _("the server did not understand it"),
    Problem.EMPTY_MESSAGE: lambda: _("there is nothing in it"),
    Problem.MEDIA_KIND: lambda: _("{channel} does not take this kind of file"),
    Problem.MEDIA_UNSAFE: lambda: _("it is a program, and those are not sent to customers"),
    Problem.MEDIA_FALSE: lambda: _("the file is not the picture that its name says"),
    Problem.BLOB_MISSING: lambda: _("the file did not reach the server"),
    Problem.WINDOW_CLOSED: lambda: _("{channel} allows free text only within 24 h of the customer’s last message"),
    Problem.CHANNEL_OFF: lambda: _("{channel} is switched off for your team"),
    Problem.ALREADY_DELIVERED: lambda: _("it is with the customer already"),
    Problem.OP_REUSED: lambda: _("its number was used for something else"),
    Problem.UNREADABLE: lambda: _("it cannot be read any more"),
    Problem.RECIPIENT_UNREACHABLE: lambda: _("{channel} cannot reach this customer"),
    Problem.RECIPIENT_BLOCKED: lambda: _("the customer takes no messages from you"),
    Problem.CREDENTIALS_REFUSED: lambda: _("{channel} refused the team’s credentials; tell an admin"),
    Problem.CHANNEL_LIMIT: lambda: _("{channel} allows no more messages just now"),
    Problem.CHANNEL_DOWN: lambda: _("{channel} did not answer"),
    Problem.CHANNEL_REFUSED: lambda: _("{channel} refused it"),
    Problem.ANSWER_LOST: lambda: _("{channel} gave no answer: it may have arrived or not"),
    Problem.MEDIA_GONE: lambda: _("the channel does not have the file any more"),
}


def event_words(message: Message, by: str, names: dict[str, str]) -> str:
    """What happened, in words; the joined channel's dot goes where U+FFFC stands.

    Args:
        by: who did it, "" when the system did.
        names: agents by id.
    """
    facts = {part.name: part.detail for part in message.parts if part.kind is PartKind.FACT}
    match message.text:
        case EventCode.JOINED:
            return _joined(facts)
        case EventCode.JOIN_UNDONE:
            return _("{channel} was taken apart again").format(channel=_marked(facts))
        case EventCode.ASSIGNED:
            return _assigned(names.get(facts.get("assignee", ""), ""), by, bool(facts.get("assignee")))
        case EventCode.RATED:
            return _rated(facts)
    return _state_words(message.text, isolate(by) if by else "")


def _state_words(code: str, by: str) -> str:
    """Closed, open again, snoozed: by somebody or by itself."""
    told = {
        EventCode.RESOLVED: (_("{name} closed the thread"), _("the thread was closed")),
        EventCode.REOPENED: (_("{name} reopened the thread"), _("the thread is open again")),
        EventCode.SNOOZED: (_("{name} snoozed the thread"), _("the thread was snoozed")),
    }
    if code in told:
        somebody, itself = told[EventCode(code)]
        return somebody.format(name=by) if by else itself
    return _("something happened that this version does not know")


def _rated(facts: dict[str, str]) -> str:
    score, said = isolate(facts.get("score", "")), facts.get("said", "")
    if facts.get("question") == "nps":
        words = _("the customer would recommend us: {score} of 10").format(score=score)
    else:
        words = _("the customer's satisfaction: {score} of 5").format(score=score)
    return f"{words} · {isolate(said)}" if said else words


def _joined(facts: dict[str, str]) -> str:
    words = _("the same customer went on over {channel}").format(channel=_marked(facts))
    took = facts.get("took_ms", "")
    if not took.isdigit() or not int(took):
        return words
    return _("{words} · joined in {seconds} s").format(words=words, seconds=f"{int(took) / 1000:.1f}")


def _marked(facts: dict[str, str]) -> str:
    return "\ufffc" + isolate(channel_name(ChannelKind(facts.get("channel", ""))))


def _assigned(assignee: str, by: str, somebody: bool) -> str:
    if not somebody:
        return _("{name} gave the thread back to the queue").format(name=isolate(by)) if by else _("back in the queue")
    assignee = assignee or _("a colleague")
    if not by or by == assignee:
        return _("{name} took the thread").format(name=isolate(assignee))
    return _("{name} gave the thread to {assignee}").format(name=isolate(by), assignee=isolate(assignee))


def part_title(part: Part) -> str:
    """The first line of a part's chip."""
    match part.kind:
        case PartKind.LOCATION:
            return one_line(part.name) or _("Location")
        case PartKind.CONTACT:
            return one_line(part.name) or _("Contact")
        case PartKind.BUTTON:
            return _("pressed “{label}”").format(label=isolate(one_line(part.name)))
        case PartKind.UNSUPPORTED:
            return _("This kind of message cannot be shown yet")
    return one_line(part.name)


def part_detail(part: Part) -> str:
    """The second line of a part's chip, "" for none."""
    match part.kind:
        case PartKind.LOCATION:
            place = f"{part.latitude:.5f}, {part.longitude:.5f}"
            return " · ".join(text for text in (one_line(part.detail), isolate(place)) if text)
        case PartKind.CONTACT:
            return " · ".join(isolate(one_line(line)) for line in part.detail.splitlines() if line.strip())
        case PartKind.UNSUPPORTED:
            return one_line(part.name)
    return ""
