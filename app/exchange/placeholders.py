"""Fields of other programs in our own: what can be mapped is, what cannot is named, and stays as a gap."""

import html
import re

from domain.templates.fields import FIELDS

_MAPPED = {
    "contact.name": "customer.name",
    "contact.first_name": "customer.name",
    "contact.last_name": "customer.name",
    "agent.first_name": "agent.name",
    "agent.last_name": "agent.name",
    "ticket.requester.name": "customer.name",
    "ticket.requester.first_name": "customer.name",
    "ticket.requester.last_name": "customer.name",
    "ticket.requester.full_name": "customer.name",
    "current_user.name": "agent.name",
    "current_user.first_name": "agent.name",
    "current_user.last_name": "agent.name",
    "ticket.assignee.name": "agent.name",
    "ticket.assignee.first_name": "agent.name",
    "ticket.assignee.last_name": "agent.name",
}
_FIELD = re.compile(r"(\{\{-?\s*)([\w.\[\]'\"-]{1,120})(\s*(?:\|[^{}]{0,200})?-?\}\})")
_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]{0,200}>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]{0,2000}>")


def ours(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with our fields, and the names of those that we do not have, each once."""
    unknown: dict[str, None] = {}

    def mapped(found: re.Match[str]) -> str:
        name = found.group(2)
        known = _MAPPED.get(name, name)
        if known not in FIELDS:
            unknown[name] = None
        return f"{found.group(1)}{known}{found.group(3)}"

    # A first and a last name beside each other would be the whole name twice.
    made = _FIELD.sub(mapped, text)
    twice = re.compile(r"(\{\{-?\s*(customer|agent)\.name\s*-?\}\})\s+\{\{-?\s*\2\.name\s*-?\}\}")
    return twice.sub(r"\1", made), tuple(unknown)


def plain(markup: str) -> str:
    """A text without HTML; what broke a line still does."""
    bare = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", markup))).replace("\xa0", " ")
    lines = (" ".join(line.split()) for line in bare.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
