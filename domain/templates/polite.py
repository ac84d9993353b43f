"""How a customer is addressed politely in their language; neutral where nobody knows whether it is a man or a woman."""

from collections.abc import Callable
from enum import StrEnum

_COMPOUND = frozenset(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 宇文 长孙 長孫 夏侯 东方 東方".split()  # noqa: SIM905
)
"""Family names of two characters."""
_RU_WOMEN, _RU_MEN = ("овна", "евна", "ична", "инична"), ("ович", "евич", "ич")
_RU_SURNAMES_WOMEN = ("ова", "ева", "ёва", "ина", "ына", "ская", "цкая")
_RU_SURNAMES_MEN = ("ов", "ев", "ёв", "ин", "ын", "ский", "цкий")


class Gender(StrEnum):
    """What the customer directory knows, or the name itself says."""

    WOMAN = "woman"
    MAN = "man"
    UNKNOWN = "unknown"


def address(name: str, language: str, gender: Gender = Gender.UNKNOWN) -> str:
    """Polite form with the name ("王女士/先生", "คุณสมชาย"); a general one ("dear customer") without a name.

    Args:
        name: as the channel or the directory has it; handles ("@anna") and phone numbers count as none.
        language: BCP 47 tag of the customer's language.
    """
    known = _bare(name)
    base = language.partition("-")[0].lower()
    if not known:
        return _hant_or(language, _NOBODY.get(base, _NOBODY["en"]))
    return _FORMS.get(base, _english)(known, language, gender)


def _bare(name: str) -> str:
    words = " ".join(name.split())
    return "" if words.startswith("@") or not any(letter.isalpha() for letter in words) else words


def gender_of(text: str) -> Gender:
    """What a directory's word for it means; UNKNOWN for any other."""
    word = text.strip().casefold()
    if word in {"f", "female", "woman", "ms", "mrs", "w", "女", "ж"}:
        return Gender.WOMAN
    return Gender.MAN if word in {"m", "male", "man", "mr", "男", "м"} else Gender.UNKNOWN


def _english(name: str, _language: str, gender: Gender) -> str:
    words = name.split()
    if gender is Gender.UNKNOWN or len(words) == 1:
        return words[0]
    return f"{'Ms' if gender is Gender.WOMAN else 'Mr'} {words[-1]}"


def _chinese(name: str, language: str, gender: Gender) -> str:
    woman = "小姐" if _is_hant(language) else "女士"
    title = {Gender.WOMAN: woman, Gender.MAN: "先生"}.get(gender, f"{woman}/先生")
    han = next((word for word in name.split() if _is_han(word)), "")
    if not han:
        return f"{name} {title}"
    family = han[:2] if len(han) > 2 and han[:2] in _COMPOUND else han[:1]
    return f"{family}{title}"


def _thai(name: str, _language: str, _gender: Gender) -> str:
    first = name.split(maxsplit=1)[0]
    return first if first.startswith("คุณ") else f"คุณ{first}"


def _vietnamese(name: str, _language: str, gender: Gender) -> str:
    title = {Gender.WOMAN: "chị", Gender.MAN: "anh"}.get(gender, "anh/chị")
    return f"{title} {name.rsplit(maxsplit=1)[-1]}"


def _italian(name: str, _language: str, gender: Gender) -> str:
    title = {Gender.WOMAN: "Gentile Signora", Gender.MAN: "Gentile Signor"}.get(gender, "Gentile")
    return f"{title} {name if gender is Gender.UNKNOWN else name.rsplit(maxsplit=1)[-1]}"


def _russian(name: str, _language: str, gender: Gender) -> str:
    words = name.split()
    known = gender if gender is not Gender.UNKNOWN else _russian_gender(words)
    title = {Gender.WOMAN: "Уважаемая", Gender.MAN: "Уважаемый"}.get(known, "Уважаемый(ая)")
    return f"{title} {_russian_name(words)}"


def _russian_gender(words: list[str]) -> Gender:
    """A patronymic or a surname says it; a first name alone does not (Никита, Саша)."""
    for word in (word.lower() for word in words):
        if word.endswith(_RU_WOMEN):
            return Gender.WOMAN
        if len(word) > 5 and word.endswith(_RU_MEN[:2]):
            return Gender.MAN
    for word in (word.lower() for word in words[1:]):
        if word.endswith(_RU_SURNAMES_WOMEN):
            return Gender.WOMAN
        if word.endswith(_RU_SURNAMES_MEN):
            return Gender.MAN
    return Gender.UNKNOWN


def _russian_name(words: list[str]) -> str:
    """First name, with the patronymic when there is one, wherever the surname stands."""
    for at, word in enumerate(words):
        if at and word.lower().endswith((*_RU_WOMEN, *_RU_MEN)):
            return f"{words[at - 1]} {word}"
    return words[0]


def _arabic(name: str, _language: str, gender: Gender) -> str:
    title = {Gender.WOMAN: "السيدة", Gender.MAN: "السيد"}.get(gender, "السيد/ة")
    return f"{title} {name}"


def _is_han(word: str) -> bool:
    return all("\u3400" <= letter <= "\u9fff" for letter in word)


def _is_hant(language: str) -> bool:
    parts = language.lower().split("-")
    return "hant" in parts or bool({"tw", "hk", "mo"} & set(parts))


def _hant_or(language: str, words: str) -> str:
    return "親愛的顧客" if language.lower().startswith("zh") and _is_hant(language) else words


_NOBODY = {
    "en": "dear customer",
    "zh": "尊敬的顾客",
    "th": "คุณลูกค้า",
    "vi": "anh/chị",
    "it": "Gentile cliente",
    "ru": "Уважаемый клиент",
    "ar": "عميلنا العزيز",
}
_FORMS: dict[str, Callable[[str, str, Gender], str]] = {
    "en": _english,
    "zh": _chinese,
    "th": _thai,
    "vi": _vietnamese,
    "it": _italian,
    "ru": _russian,
    "ar": _arabic,
}
