"""Keywords written inside the text itself: [[needed]] and ((fine, too)), as people write keys and files hold them."""

import re
from collections.abc import Iterator

from domain.training.item import Mark

_MARKED = re.compile(r"\[\[(?P<needed>[^\[\]]+)\]\]|\(\((?P<fine>[^()]+)\)\)")


def read_marked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its signs, and where the keywords stand in it."""
    parts: list[str] = []
    marks: list[Mark] = []
    length = end = 0
    for found in _MARKED.finditer(marked):
        before, word = marked[end : found.start()], found["needed"] or found["fine"]
        length += len(before)
        marks.append(Mark(length, length + len(word), found["needed"] is not None))
        parts += [before, word]
        length, end = length + len(word), found.end()
    return "".join([*parts, marked[end:]]), tuple(marks)


def signs(marked: str) -> Iterator[tuple[int, int, bool]]:
    """Where keywords stand with their signs: characters from, to, and whether each is needed."""
    for found in _MARKED.finditer(marked):
        yield found.start(), found.end(), found["needed"] is not None


def write_marked(text: str, marks: tuple[Mark, ...]) -> str:
    """The inverse of `read_marked`, as long as the text has no such signs of its own."""
    for mark in sorted(marks, key=lambda one: one.start, reverse=True):
        opened, closed = ("[[", "]]") if mark.needed else ("((", "))")
        text = f"{text[: mark.start]}{opened}{text[mark.start : mark.end]}{closed}{text[mark.end :]}"
    return text
