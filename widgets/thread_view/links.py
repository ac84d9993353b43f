"""Links in plain text: found by pattern, allowed by scheme, and honest about where they go (S8, S9)."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from widgets.thread_view.plain_text import utf16_length

ALLOWED = frozenset({"http", "https", "mailto", "tel"})
LONGEST = 2048
MOST = 200
_FOUND = re.compile(
    r"(?<![\w@])(?:https?://|mailto:|tel:|www\.)[^\s<>\"\u0000-\u0020\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufffd]+",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'\"*_。、，！？；：…」』）】》"
_PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a text.

    Attributes:
        start, length: in Qt's (UTF-16) positions.
        url: with its scheme, what activating it emits.
        host: the host as the network sees it (punycode), or the address of mailto and tel.
        doubtful: the text can be taken for another host: letters beyond ASCII, or a name before an @.
    """

    start: int
    length: int
    url: str
    host: str
    doubtful: bool


def find_links(text: str) -> tuple[Link, ...]:
    """Every link of the text in order, at most 200."""
    if ":" not in text and "www." not in text.lower():
        return ()
    links = []
    for match in _FOUND.finditer(text):
        link = _link(text, match.start(), _trimmed(match.group()[:LONGEST]))
        if link is not None:
            links.append(link)
        if len(links) == MOST:
            break
    return tuple(links)


def allowed(url: str) -> bool:
    """Whether the scheme is one that may leave the program."""
    return url.partition(":")[0].lower() in ALLOWED


def _link(text: str, start: int, shown: str) -> Link | None:
    url = shown if ":" in shown[:8] else f"https://{shown}"
    scheme, _, rest = url.partition(":")
    if not rest.strip("/"):
        return None
    start16 = utf16_length(text[:start])
    if scheme.lower() in {"mailto", "tel"}:
        return Link(start16, utf16_length(shown), url, rest.partition("?")[0], doubtful=not rest.isascii())
    return _web_link(start16, shown, url)


def _web_link(start: int, shown: str, url: str) -> Link | None:
    try:
        parts = urlsplit(url)
        written = parts.hostname or ""
    except ValueError:
        return None
    if not written:
        return None
    host = _network_name(written)
    doubtful = host != written or "@" in parts.netloc or "xn--" in host
    return Link(start, utf16_length(shown), url, host, doubtful)


def _network_name(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("punycode").decode("ascii")


def _trimmed(found: str) -> str:
    while found:
        last = found[-1]
        unpaired = last in _PAIRS and found.count(last) > found.count(_PAIRS[last])
        if last not in _TRAILING and not unpaired:
            break
        found = found[:-1]
    return found
