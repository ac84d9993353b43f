"""What is wrong with an item's key, as codes that the screens have words for."""

from enum import StrEnum

from domain.training.item import COMPLETE, LONGEST_TEXT, MOST_OPTIONS, DrillItem, Mark


class Flaw(StrEnum):
    """Why an item can not be used."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    MARKS = "marks"  # outside the text, empty, overlapping or out of order
    NO_KEYWORD = "no_keyword"
    NO_LANGUAGE = "no_language"
    GISTS = "gists"  # one alone, too many, empty or twice the same
    REPLIES = "replies"  # the same; or the first lacks something, or another lacks nothing
    ELEMENT = "element"  # a reply lacks what this topic does not ask for


def flaws(item: DrillItem) -> tuple[Flaw, ...]:
    """All of them, in the order of `Flaw`; none for an item that can be used."""
    texts = [item.text, *item.gists, *(one.text for one in item.replies), *(line.text for line in item.before)]
    found = {
        Flaw.EMPTY: not item.text.strip(),
        Flaw.TOO_LONG: any(len(text) > LONGEST_TEXT for text in texts),
        Flaw.MARKS: not _in_order(item.marks, len(item.text)),
        Flaw.NO_KEYWORD: not any(mark.needed for mark in item.marks),
        Flaw.NO_LANGUAGE: not 2 <= len(item.language) <= 35,
        Flaw.GISTS: not _options(item.gists),
        Flaw.REPLIES: not _options(tuple(one.text for one in item.replies)) or not _one_complete(item),
        Flaw.ELEMENT: not _lacks_fit(item),
    }
    return tuple(flaw for flaw in Flaw if found[flaw])


def _in_order(marks: tuple[Mark, ...], length: int) -> bool:
    ends = [0, *(mark.end for mark in marks)]
    return all(end <= mark.start < mark.end <= length for end, mark in zip(ends, marks, strict=False))


def _options(texts: tuple[str, ...]) -> bool:
    if not texts:
        return True
    kept = {text.strip() for text in texts}
    return 2 <= len(texts) <= MOST_OPTIONS and len(kept) == len(texts) and "" not in kept


def _one_complete(item: DrillItem) -> bool:
    complete = [not one.lacks for one in item.replies]
    return not complete or (complete[0] and not any(complete[1:]))


def _lacks_fit(item: DrillItem) -> bool:
    asked = set(COMPLETE[item.topic]) if item.topic is not None else set()
    return all(asked.issuperset(one.lacks) for one in item.replies)
