"""Words as names have them: Russian endings, and one typo."""

from functools import lru_cache

_ENDINGS: tuple[str, ...] = (
    "ами",
    "ями",
    "ого",
    "его",
    "ому",
    "ему",
    "ыми",
    "ими",
    "ой",
    "ей",
    "ою",
    "ею",
    "ом",
    "ем",
    "ым",
    "им",
    "ых",
    "их",
)
_ENDINGS += (
    "ая",
    "яя",
    "ую",
    "юю",
    "ий",
    "ый",
    "ия",
    "ию",
    "ие",
    "ии",
    "а",
    "я",
    "у",
    "ю",
    "е",
    "ы",
    "и",
    "о",
    "ь",
    "и",
    "",
)
_PATRONYMIC = ("ович", "евич", "овн", "евн", "ичн", "иничн", "льич", "укич", "омич")
_SURNAME = ("ов", "ев", "ин", "ын", "ск", "цк", "енко", "чук", "юк", "швили", "дзе", "ян", "ук")


def is_cyrillic(word: str) -> bool:
    """Whether its letters are of that script."""
    return "\u0430" <= word[:1] <= "\u045f"


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A plain Russian word without its ending; others stay as they are."""
    if not is_cyrillic(word):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word[: len(word) - len(ending)]
    return word


def is_patronymic(word: str) -> bool:
    """Сергеевна, Петровичу."""
    return (
        len(word) >= 6
        and is_cyrillic(word)
        and any(part in word[3:] for part in _PATRONYMIC)
        and _ends(word, _PATRONYMIC)
    )


def is_surname(word: str) -> bool:
    """Whether it ends as Russian surnames do, in any case."""
    return len(word) >= 5 and is_cyrillic(word) and _ends(word, _SURNAME)


def _ends(word: str, parts: tuple[str, ...]) -> bool:
    return any(word.endswith(part + ending) for part in parts for ending in _ENDINGS)


def near(one: str, other: str) -> bool:
    """Whether they differ by at most one letter: another, one more, one less, or two that changed places."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    swapped = one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :] == other[at:]
    return swapped or one[at + 1 :] == other[at + 1 :] or one[at:] == other[at + 1 :] or one[at + 1 :] == other[at:]
