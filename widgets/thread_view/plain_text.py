"""Customer text made fit to paint: every character keeps its place, none of them can do anything."""

import re
import unicodedata

# C0/C1 controls but tab and line feed, the two bidi overrides that can make text read as another, and lone surrogates.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|\u2029|\u0085")
_REPLACEMENT = "\ufffd"
LINE_SEPARATOR = "\u2028"
FIRST_STRONG = 600
SHOWN_AT_FIRST = 2000
SHOWN_LINES = 30
COLLAPSE_ABOVE = 4000
MORE = 16000


def clean(text: str) -> str:
    """Line ends as \\n, harmful characters visible as the replacement character."""
    return _HARMFUL.sub(_REPLACEMENT, _LINE_ENDS.sub("\n", text))


def for_layout(text: str) -> str:
    """As QTextLayout breaks lines; the same length as before."""
    return text.replace("\n", LINE_SEPARATOR)


def from_layout(text: str) -> str:
    """Back to line feeds, for the clipboard."""
    return text.replace(LINE_SEPARATOR, "\n")


def is_rtl(text: str, otherwise: bool = False) -> bool:
    """Whether the first strong character reads from right to left."""
    for character in text[:FIRST_STRONG]:
        strong = unicodedata.bidirectional(character)
        if strong in {"R", "AL"}:
            return True
        if strong == "L":
            return False
    return otherwise


def isolate(text: str) -> str:
    """A name or number that must not turn the words around it."""
    return f"\u2068{text}\u2069"


def one_line(text: str) -> str:
    """The words with single spaces."""
    return " ".join(clean(text).split())


def collapsed(text: str, shown: int) -> str:
    """The part that is on screen. `shown` is how many characters the agent asked for, 0 at first.

    Short texts are never cut; a long one is cut at a character that does not belong to the one before it.
    """
    if shown == 0 and (len(text) > COLLAPSE_ABOVE or text.count("\n") > SHOWN_LINES * 2):
        text = "\n".join(text.split("\n", SHOWN_LINES)[:SHOWN_LINES])
        shown = SHOWN_AT_FIRST
    if shown == 0 or len(text) <= shown:
        return text
    shown = max(text.rfind(" ", shown - 60, shown), shown - 60) if " " in text[shown - 60 : shown] else shown
    while shown < len(text) and (unicodedata.combining(text[shown]) or text[shown] in "\u200d\ufe0f"):
        shown += 1
    return text[:shown]


def utf16_length(text: str) -> int:
    """Length as Qt counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def utf16_slice(text: str, start: int, end: int) -> str:
    """The part between two of Qt's positions."""
    if text.isascii():
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "ignore")
