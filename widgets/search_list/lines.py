"""The lines of the search list, and what they say."""

from dataclasses import dataclass
from enum import Enum

from app.i18n import _, pgettext
from domain.inbox import ThreadRow
from domain.message import Author, MessageKind
from domain.search import SearchHit
from widgets.chips import channel_name
from widgets.thread_list.words import ListContext
from widgets.thread_view.plain_text import clean, utf16_length
from widgets.thread_view.when import clock_time, local_day, short_date


class LineKind(Enum):
    """What a line is."""

    HEADING = "heading"
    PERSON = "person"
    HIT = "hit"
    NOTE = "note"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class SearchLine:
    """One line.

    Attributes:
        key: stays the same while the line means the same.
        text: of headings, notes and MORE.
        remote: whether the server found it and this computer may not hold it.
    """

    kind: LineKind
    key: str
    text: str = ""
    person: ThreadRow | None = None
    hit: SearchHit | None = None
    remote: bool = False

    @property
    def chosen(self) -> bool:
        """Whether it can be chosen."""
        return self.kind in {LineKind.PERSON, LineKind.HIT, LineKind.MORE}


def heading(key: str, text: str) -> SearchLine:
    """What follows."""
    return SearchLine(LineKind.HEADING, f"heading {key}", text)


def note(key: str, text: str) -> SearchLine:
    """A remark, such as why there is nothing."""
    return SearchLine(LineKind.NOTE, f"note {key}", text)


def when(hit: SearchHit, context: ListContext) -> str:
    """Time today, day and time yesterday, the date before that: the name needs the room."""
    day, today = local_day(hit.at, context.zone), local_day(context.now, context.zone)
    if day == today:
        return clock_time(hit.at, context.zone)
    if (today - day).days == 1:
        return _("{day} {time}").format(day=_("Yesterday"), time=clock_time(hit.at, context.zone))
    return short_date(day, context.locale)


def who(hit: SearchHit) -> str:
    """Who wrote it, and where."""
    if hit.kind is MessageKind.NOTE:
        return _("Note by {name}").format(name=hit.author_name or _("a colleague"))
    if hit.author is Author.AGENT:
        by = hit.author_name or pgettext("author of a message", "the team")
        return " · ".join((by, channel_name(hit.channel)))
    waiting = (_("not sent yet"),) if not hit.position else ()
    return " · ".join((_("customer"), channel_name(hit.channel), *waiting))


def marked(hit: SearchHit) -> tuple[str, list[tuple[int, int]]]:
    """The excerpt fit to paint, and (start, length) of each match as Qt counts."""
    pieces, spans, at, last = [], [], 0, 0
    for start, end in (*hit.marks, (len(hit.excerpt), len(hit.excerpt))):
        before, match = clean(hit.excerpt[last:start]), clean(hit.excerpt[start:end])
        pieces += [before, match]
        at += utf16_length(before)
        if match:
            spans.append((at, utf16_length(match)))
        at += utf16_length(match)
        last = end
    return "".join(pieces), spans


def spoken(line: SearchLine, context: ListContext) -> str:
    """The line for a screen reader."""
    if line.person is not None:
        return ", ".join((line.person.name, channel_name(line.person.channel), line.person.snippet))
    if line.hit is not None:
        where = (_("on the server"),) if line.remote else ()
        return ", ".join((line.hit.name, when(line.hit, context), line.hit.excerpt, who(line.hit), *where))
    return line.text
