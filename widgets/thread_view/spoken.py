"""A message as the screen reader says it: author, channel, time, state, text, parts."""

from app.i18n import _
from domain.message import Author, MessageKind, PartKind
from domain.timeline import Entry
from widgets.assessment import assessment_words
from widgets.thread_view.context import ThreadContext
from widgets.thread_view.metalines import author_name, told_assessment
from widgets.thread_view.part_blocks import spoken_part
from widgets.thread_view.plain_text import clean
from widgets.thread_view.rows import Row, RowKind
from widgets.thread_view.states import state_of
from widgets.thread_view.when import clock_time
from widgets.thread_view.words import channel_name, event_words

LONGEST = 4000


def spoken_row(row: Row, context: ThreadContext) -> str:
    """The accessible name of a row."""
    if row.entry is None:
        return row.label
    if row.kind is RowKind.EVENT:
        return _spoken_event(row.entry, context)
    return spoken_message(row.entry, context)


def spoken_message(entry: Entry, context: ThreadContext) -> str:
    """A message in one breath."""
    message, state = entry.message, state_of(entry, context.now, context.barred)
    facts = [author_name(entry, context)]
    if message.kind is MessageKind.NOTE:
        facts.append(_("note for the team"))
    elif message.author is Author.CUSTOMER:
        facts.append(channel_name(message.channel))
    facts += [clock_time(message.at, context.zone), state.words, state.reason]
    if message.deleted_at is not None:
        facts.append(_("This message was deleted"))
    else:
        if entry.quoted:
            facts.append(_("answers: {line}").format(line=entry.quoted))
        says = told_assessment(entry)
        facts.append(assessment_words(says) if says is not None else "")
        facts.append(clean(message.text)[:LONGEST])
        facts += [spoken_part(part) for part in message.parts if part.kind is not PartKind.FACT]
        facts += [reaction.emoji for reaction in message.reactions]
    return ", ".join(fact for fact in facts if fact)


def _spoken_event(entry: Entry, context: ThreadContext) -> str:
    by = author_name(entry, context) if entry.message.agent_id else ""
    words = event_words(entry.message, by, {str(key): name for key, name in context.agents})
    return words.replace("\ufffc", "")
