"""The fields of a wording: their names, in which family they stand, and which Liquid a wording may use."""

import re
from typing import Final

FIELDS: Final = (
    "customer.name",
    "customer.address",
    "order.number",
    "order.goods",
    "order.waybill",
    "order.carrier",
    "order.expected",
    "order.link",
    "amount",
    "promotion.code",
    "promotion.ends",
    "promotion.goods",
    "promotion.link",
    "agent.name",
    "hotline",
    "within",
    "today",
)
"""Every field there is, in the order in which the editor offers them."""

FILTERS: Final = ("default", "upcase", "downcase", "capitalize", "strip")
"""Filters that a wording may use: none of them makes a long text out of a short one, or cuts a gap out of it."""

TAGS: Final = ("if", "unless", "case", "comment")
"""Tags that a wording may use: none of them repeats anything."""

TEXT_LIMIT: Final = 8000
"""Characters of one wording."""

_OUTPUT = re.compile(r"\{\{-?\s*([^{}|]{1,200}?)\s*(?:\|[^{}]*)?-?\}\}")


def written(name: str) -> str:
    """A field as it stands in a wording: "{{ order.number }}"."""
    return f"{{{{ {name} }}}}"


def fields_in(text: str) -> tuple[str, ...]:
    """Names of the fields that a wording puts into its text, each once, in order, known or not."""
    return tuple(dict.fromkeys(found.group(1) for found in _OUTPUT.finditer(text)))
