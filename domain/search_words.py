"""What somebody types into a search field, as a query: free words, "quoted phrases" and filters like from:anna."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from domain.channel import ChannelKind
from domain.emotion.assessment import Tier
from domain.folding import folded
from domain.message import Author
from domain.search import SearchQuery

LONGEST = 2000
"""Characters that are read; nobody types more, and what was pasted by mistake shall not take long."""

FILTERS = ("from", "tag", "order", "channel", "by", "tier", "after", "before", "date")
"""What can stand before a colon."""

_TOKEN = re.compile(rf'\s*(?:({"|".join(FILTERS)}):)?(?:"([^"]*)"?|(\S*))', re.IGNORECASE)
_QUOTES = str.maketrans("“”„«»", '"""""')
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?")
_AUTHORS = {"customer": Author.CUSTOMER, "team": Author.AGENT, "agent": Author.AGENT}

_TIERS = frozenset(tier.value for tier in Tier)


@dataclass(slots=True)
class _Reading:
    """A query while it is read.

    Attributes:
        begins: the moment at which a day begins where the agent is.
    """

    today: date
    begins: Callable[[date], datetime]
    query: SearchQuery = field(default_factory=SearchQuery)

    def take(self, name: str, value: str) -> bool:
        """A filter and its value; False when it is none."""
        query = self.query
        match name:
            case "from":
                self.query = replace(query, people=(*query.people, value))
            case "tag":
                self.query = replace(query, tags=(*query.tags, value))
            case "order" if not query.order:
                self.query = replace(query, order=value.lstrip("#") or value)
            case "channel":
                return self._channel(value)
            case "by" if author := _AUTHORS.get(value.lower()):
                self.query = replace(query, authors=query.authors | {author})
            case "tier" if value.lower() in _TIERS:
                self.query = replace(query, tiers=query.tiers | {Tier(value.lower())})
            case "after" | "before" | "date":
                return self._day(name, value)
            case _:
                return False
        return True

    def _channel(self, value: str) -> bool:
        """The beginning of its name is enough."""
        found = {kind for kind in ChannelKind if kind.value.startswith(value.lower())}
        self.query = replace(self.query, channels=self.query.channels | found)
        return bool(found)

    def _day(self, name: str, value: str) -> bool:
        try:
            day = self._date(value)
            first, next_ = self.begins(day), self.begins(day + timedelta(days=1))
        except (ValueError, OverflowError):
            return False
        query = self.query
        if name != "before":
            query = replace(query, after=max(first, query.after or first))
        if name != "after":
            end = first if name == "before" else next_
            query = replace(query, before=min(end, query.before or end))
        self.query = query
        return True

    def _date(self, value: str) -> date:
        """Raises ValueError."""
        known = {"today": self.today, "yesterday": self.today - timedelta(days=1)}
        if (day := known.get(value.lower())) is not None:
            return day
        if not value.isascii() or not _DAY.fullmatch(value):
            raise ValueError(value)
        year, month, number = map(int, value.split("-"))
        return date(year, month, number)

    def word(self, text: str) -> None:
        """Something that has to occur in the message; what is nothing but invisible marks asks nothing."""
        if folded(text):
            self.query = replace(self.query, words=(*self.query.words, text))


def parse(text: str, today: date, begins: Callable[[date], datetime]) -> SearchQuery:
    """What is looked for. Never raises: what is no filter, or no sensible value of one, is an ordinary word.

    Known are from: tag: order: channel: by:customer by:team tier:high after: before: date: (2026-11-02, today,
    yesterday). A filter without a value is still being typed and asks nothing.

    Args:
        today: the agent's day.
        begins: the moment, UTC, at which a day begins where the agent is; may raise OverflowError or ValueError.
    """
    reading = _Reading(today, begins)
    for found in _TOKEN.finditer(text[:LONGEST].translate(_QUOTES)):
        name, value = found[1], found[3] if found[2] is None else found[2]
        if not name:
            reading.word(value)
        elif folded(value) and not reading.take(name.lower(), value):
            reading.word(f"{name}:{value}")
    return reading.query
