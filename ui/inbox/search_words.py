"""A query in words: the chips of what narrows it, and the filters that can be typed."""

from operator import attrgetter

from app.i18n import _
from domain.channel import ChannelKind
from domain.message import Author
from domain.search import SearchQuery
from ui import locale
from widgets.assessment import tier_meaning
from widgets.chips import channel_name
from widgets.thread_view.when import day_name, local_day

FILTERS = ("from:", "order:", "channel:", "tag:", "by:", "tier:", "after:", "before:")


def narrowing(query: SearchQuery) -> list[tuple[str, ChannelKind | None]]:
    """What the query is narrowed by: words of a chip, and the channel whose dot stands before them."""
    found: list[tuple[str, ChannelKind | None]] = []
    found += [(_("from {name}").format(name=name), None) for name in query.people]
    if query.order:
        found.append((_("order {number}").format(number=query.order), None))
    found += [(channel_name(channel), channel) for channel in sorted(query.channels)]
    found += [(_("tag {tag}").format(tag=tag), None) for tag in query.tags]
    found += [(author_words(author), None) for author in sorted(query.authors)]
    found += [(tier_meaning(tier), None) for tier in sorted(query.tiers, key=attrgetter("rank"))]
    zone = locale.zone()
    for words, day in ((_("since {day}"), query.after), (_("before {day}"), query.before)):
        if day is not None:
            at = local_day(day, zone)
            # A date is said as a date: "today" would be another day tomorrow.
            found.append((words.format(day=day_name(at, at.replace(year=1), locale.tag())), None))
    return found


def author_words(author: Author) -> str:
    """Who wrote it, on a chip."""
    return {
        Author.CUSTOMER: _("by the customer"),
        Author.AGENT: _("by the team"),
        Author.SYSTEM: _("by Braid"),
    }[author]


def filter_words(name: str) -> str:
    """What a filter does, for its tip."""
    return {
        "from:": _("Only this customer: a name, a handle, a phone number"),
        "order:": _("An order number"),
        "channel:": _("Only this channel: whatsapp, instagram"),
        "tag:": _("Only threads with this tag"),
        "by:": _("Who wrote it: customer or team"),
        "tier:": _("How upset the customer was: low, medium or high"),
        "after:": _("From this day on: 2026-11-20, yesterday"),
        "before:": _("Before this day: 2026-11-20, today"),
    }[name]
