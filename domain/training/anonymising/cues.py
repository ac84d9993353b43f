"""Where a cue phrase says that something private comes next."""

from domain.training.anonymising.lists import Lists
from domain.training.anonymising.page import Page

_FURTHEST = 9
"""Tokens between a cue and what it announces, blanks and signs too."""

_SIGNS = ":#=-(\"'.,«»“”*"


def cued(page: Page, lists: Lists, cues: str, fillers: str = "", signs: str = _SIGNS) -> frozenset[int]:
    """Tokens at which something stands that one of the cues announces, fillers and signs between them skipped."""
    found: set[int] = set()
    tokens, phrases, between = page.tokens, lists.phrase(cues), lists.phrase(fillers)
    for index in range(len(tokens)):
        after = phrases.at(tokens, index)
        if after == index or not whole(page, index, after):
            continue
        last = min(len(tokens), after + _FURTHEST)
        while after < last:
            found.add(after)
            token = tokens[after]
            skipped = between.at(tokens, after)
            if skipped > after and whole(page, after, skipped):
                after = skipped
            elif token.kind == "s" or (token.kind == "p" and page.text[token.start] in signs):
                after += 1
            else:
                break
    return frozenset(found)


def whole(page: Page, index: int, after: int) -> bool:
    """Whether some tokens are words of their own: no hyphen or letter binds them to what stands around."""
    start, end = page.tokens[index].start, page.tokens[after - 1].end
    before = page.text[start - 1 : start]
    behind = page.text[end : end + 1]
    return not (before in {"@", "_"} or behind in {"@", "_"}) if before or behind else True
