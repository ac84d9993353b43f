"""Packs, keys and what is wrong with them, in words."""

from datetime import datetime

from app.i18n import _, ngettext
from domain.emotion.assessment import Topic
from domain.training.anonymising.values import Private
from domain.training.editing import agreeing, objections
from domain.training.pack import Edition, Entry, Pack, PackSource
from domain.training.validity import Flaw
from ui.insights.review_words import time_of
from ui.locale import language_name, number, zone
from ui.training.pack_values import KeyState, Row
from widgets.assessment import tier_name, topic_name
from widgets.card import isolated
from widgets.item_list import Item


def source_words(source: PackSource) -> str:
    """Where a pack's messages come from."""
    return {
        PackSource.BUILT_IN: _("comes with Braid"),
        PackSource.WRITTEN: _("written by the team"),
        PackSource.REAL: _("from real threads, names removed"),
    }[source]


def topic_or_none(topic: Topic | None) -> str:
    """A topic's name; items may be about none of the five."""
    return topic_name(topic) if topic is not None else _("none of these")


def flaw_words(flaw: Flaw) -> str:
    """What is missing or wrong in an item."""
    return {
        Flaw.EMPTY: _("There is no text."),
        Flaw.TOO_LONG: _("A text is longer than 4,000 characters."),
        Flaw.MARKS: _("Keywords overlap or stand outside the text."),
        Flaw.NO_KEYWORD: _("No keyword is marked: which words carry the point?"),
        Flaw.NO_LANGUAGE: _("The language is missing."),
        Flaw.GISTS: _("Summaries: two to five that differ, none of them empty, the right one first."),
        Flaw.REPLIES: _("Replies: two to five that differ; the first lacks nothing, each other lacks something."),
        Flaw.ELEMENT: _("A reply lacks what this topic does not ask for."),
    }[flaw]


def state_name(state: KeyState) -> str:
    """A key's state in a filter."""
    return {
        KeyState.DRAFT: _("not finished"),
        KeyState.DISPUTED: _("disputed"),
        KeyState.OPEN: _("to be checked"),
        KeyState.AGREED: _("agreed"),
    }[state]


def state_words(row: Row, checkers: int) -> str:
    """The same with its shape and who is still wanted: "◐ 1 of 2 agree"."""
    if row.state is KeyState.DRAFT:
        return _("◇ not finished, on this computer only")
    if row.entry is None:
        return _("● comes with Braid")
    agree = agreeing(row.entry)
    if row.state is KeyState.DISPUTED:
        against = len(objections(row.entry))
        words = ngettext("▲ disputed: {count} objection", "▲ disputed: {count} objections", against)
        return words.format(count=number(against))
    if row.state is KeyState.AGREED:
        return ngettext("● agreed by {count}", "● agreed by {count}", agree).format(count=number(agree))
    if not agree:
        return _("○ nobody has checked it")
    return _("◐ {count} of {wanted} agree").format(count=number(agree), wanted=number(checkers))


def row_line(row: Row, checkers: int) -> Item:
    """An item in the list."""
    item = row.item
    text = " ".join(item.text.split()) or _("(no text yet)")
    about = " · ".join((language_name(item.language), topic_or_none(item.topic), tier_name(item.tier)))
    return Item(item.id, text, about, state_words(row, checkers), item.tier.value)


def counted(count: int) -> str:
    """So many messages."""
    return ngettext("{count} message", "{count} messages", count).format(count=number(count))


def languages_words(languages: tuple[str, ...]) -> str:
    """The languages of a pack, at most four by name."""
    names = [isolated(language_name(language)) for language in languages[:4]]
    more = len(languages) - len(names)
    names += [_("{count} more").format(count=number(more))] if more > 0 else []
    return ", ".join(names) or _("no language yet")


def edition_words(pack: Pack | Edition) -> str:
    """What was published last."""
    shown = pack.edition if isinstance(pack, Pack) else pack.number
    if isinstance(pack, Pack) and pack.retired:
        return _("edition {number}, withdrawn").format(number=number(shown))
    if not shown:
        return _("not published yet")
    when = day_words(pack.published_at)
    return _("edition {number}").format(number=number(shown)) + (f" · {when}" if when else "")


def day_words(at: datetime | None) -> str:
    """A moment in a few letters; "" for none."""
    return isolated(time_of(at, zone())) if at is not None else ""


def check_words(entry: Entry, names: dict[str, str]) -> str:
    """Who wrote a key and who said what of it, a line each."""
    written = _("Written by {name}, {when}")
    lines = [written.format(name=_name(entry.author, names), when=day_words(entry.changed_at))]
    for check in entry.checks:
        words = _("● {name}: agreed, {when}") if check.agrees else _("▲ {name}: objected, {when}")
        line = words.format(name=_name(check.by, names), when=day_words(check.at))
        lines.append(f"{line}: {check.comment}" if check.comment else line)
    return "\n".join(lines)


def _name(agent_id: str, names: dict[str, str]) -> str:
    return isolated(names.get(agent_id, _("somebody who has left")))


def private_name(kind: Private) -> str:
    """What kind of thing must not stay."""
    return {
        Private.NAME: _("name"),
        Private.PHONE: _("phone number"),
        Private.EMAIL: _("email address"),
        Private.HANDLE: _("account name"),
        Private.NUMBER: _("number"),
        Private.ADDRESS: _("address"),
        Private.LINK: _("link"),
        Private.BIRTH: _("date of birth"),
    }[kind]
