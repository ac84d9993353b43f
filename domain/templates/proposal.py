"""Makes a quick reply of a message that was sent: what was particular to one customer becomes fields."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.templates.fields import written

SHORTEST_VALUE = 2
_SPACED = "0-9A-Za-z\u00c0-\u024f\u0400-\u04ff\u1ea0-\u1ef9"
"""Digits, and letters of scripts that put spaces between words."""

_SLUG_WORDS, _TITLE_LIMIT = 3, 60
_COMMON = frozenset(
    "a an the hello hi dear your you we i is are our to of for and in it this that please thank".split()  # noqa: SIM905 - a list
)
_SENTENCE = re.compile(r"[.!?。！？\n]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form is filled with.

    Attributes:
        text: the wording with fields. replaced: which fields took the place of which words.
    """

    shortcut: str
    title: str
    text: str
    replaced: tuple[tuple[str, str], ...]


def propose(text: str, values: Mapping[str, str], taken: Collection[str]) -> Proposal:
    """A reply made of a sent text.

    Args:
        values: what the fields were for that customer, by name; the longest value is replaced first.
        taken: shortcuts that are used already.
    """
    wording, replaced = text.strip(), []
    for name, value in sorted(values.items(), key=lambda pair: -len(pair[1])):
        pattern = _whole(value) if len(value) >= SHORTEST_VALUE else None
        if pattern is not None and pattern.search(wording):
            wording = _outside_fields(wording, pattern, written(name))
            replaced.append((name, value))
    title = _title(wording)
    return Proposal(_free(_slug(title), taken), title, wording, tuple(replaced))


def _whole(value: str) -> re.Pattern[str]:
    """The value as whole words: "48" is not taken out of "48213"."""
    before = f"(?<![{_SPACED}])" if re.match(f"[{_SPACED}]", value[0]) else ""
    after = f"(?![{_SPACED}])" if re.match(f"[{_SPACED}]", value[-1]) else ""
    return re.compile(f"{before}{re.escape(value)}{after}")


def _outside_fields(text: str, pattern: re.Pattern[str], field: str) -> str:
    """What stands in a field already stays."""
    pieces = re.split(r"(\{\{[^{}]*\}\})", text)
    return "".join(piece if piece.startswith("{{") else pattern.sub(field, piece) for piece in pieces)


def _title(wording: str) -> str:
    """Its first sentence that says something, without fields."""
    bare = re.sub(r"\{\{[^{}]*\}\}", " ", wording)
    for sentence in _SENTENCE.split(bare):
        words = " ".join(sentence.split()).strip(" ,;:，、؛،")
        if len(words) > 1:
            return words if len(words) <= _TITLE_LIMIT else words[: _TITLE_LIMIT - 1].rstrip() + "…"
    return "?"


def _slug(title: str) -> str:
    """Three words of the title in Latin letters; "reply" where it has none."""
    latin = unicodedata.normalize("NFKD", title.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", latin)
    telling = [word for word in words if word not in _COMMON] or words
    return "-".join(telling[:_SLUG_WORDS]) or "reply"


def _free(slug: str, taken: Collection[str]) -> str:
    number, name = 1, slug
    while name in taken:
        number += 1
        name = f"{slug}-{number}"
    return name
