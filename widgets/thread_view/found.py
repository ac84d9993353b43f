"""Where searched words stand in the messages on screen."""

from domain.excerpt import marks_of
from widgets.thread_view.laid import Laid
from widgets.thread_view.plain_text import utf16_length

KEPT = 200
LONGEST = 20_000
"""Characters of a message that are looked through."""

Spans = list[tuple[int, int]]


class FoundWords:
    """The words, and for each text on screen where they are: worked out once."""

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        self.words = words
        self._known: dict[str, Spans] = {}

    def within(self, laid: Laid) -> Spans:
        """(start, length) of each match in the row's text, as Qt counts."""
        if not self.words or laid.text is None or laid.row.entry is None:
            return []
        text = laid.text.text
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            found = self._known[text] = _spans(text[:LONGEST], self.words)
        return found


def _spans(text: str, words: tuple[str, ...]) -> Spans:
    spans, at, last = [], 0, 0
    for start, end in marks_of(text, words):
        at += utf16_length(text[last:start])
        length = utf16_length(text[start:end])
        spans.append((at, length))
        at += length
        last = end
    return spans
