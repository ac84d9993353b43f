"""Every text on screen in the agent's language: gettext catalogues, English where there is none."""

import gettext as _gettext
from functools import lru_cache
from pathlib import Path
from string import Formatter

DOMAIN = "messages"
FOLDER = Path(__file__).resolve().parent.parent / "translations"

_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def set_language(tag: str, folder: Path = FOLDER) -> str:
    """Takes the catalogue of a BCP 47 tag ("th", "pt-BR"); returns the tag in use, "en" when there is none for it.

    Texts that are on screen already stay until their widgets ask again.
    """
    global _current, _language  # noqa: PLW0603 - gettext is one language a process, as Qt's own translators are
    names = _names(tag)
    _current = _gettext.translation(DOMAIN, str(folder), languages=names, fallback=True)
    _language = tag if isinstance(_current, _gettext.GNUTranslations) else "en"
    return _language


def language() -> str:
    """The tag in use."""
    return _language


def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """Tags of every language there is, English first."""
    found = {file.parent.parent.name.replace("_", "-") for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return ("en", *sorted(found - {"en"}))


def _(text: str) -> str:
    """The text in the agent's language; placeholders are named and filled in afterwards."""
    return _kept(text, _current.gettext(text))


def ngettext(one: str, many: str, count: int) -> str:
    """The form for that many."""
    return _kept(many, _current.ngettext(one, many, count))


def pgettext(context: str, text: str) -> str:
    """As `_`, for a text that means different things in different places."""
    return _kept(text, _current.pgettext(context, text))


def npgettext(context: str, one: str, many: str, count: int) -> str:
    """Both of the above."""
    return _kept(many, _current.npgettext(context, one, many, count))


@lru_cache(maxsize=4096)
def _kept(text: str, translated: str) -> str:
    """A translation that asks for fields which the text does not offer would break a slot: then the text itself."""
    return translated if _fields(translated) <= _fields(text) else text


def _fields(text: str) -> set[str]:
    if "{" not in text:
        return set()
    try:
        return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}
    except ValueError:
        # Unreadable braces: never a subset of anything.
        return {text}


def _names(tag: str) -> list[str]:
    """From the most to the least particular: "pt-BR" also takes "pt"."""
    parts = tag.replace("-", "_").split("_")
    return ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]
