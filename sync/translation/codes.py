"""Our language tags in each provider's own codes, and back."""

from collections.abc import Collection
from typing import Final

from domain.translation import canonical

_LIBRE: Final = {"zh-Hans": ("zh-Hans", "zh"), "zh-Hant": ("zh-Hant", "zt"), "pt": ("pt", "pt-BR")}
_FROM_LIBRE: Final = {"zt": "zh-Hant"}
_DEEPL_TARGET: Final = {"en": "EN-US", "zh-Hans": "ZH-HANS", "zh-Hant": "ZH-HANT", "pt": "PT-BR"}
_DEEPL_SOURCE: Final = {"zh-Hans": "ZH", "zh-Hant": "ZH"}
_GOOGLE: Final = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}


def libre(tag: str, offered: Collection[str]) -> str:
    """The code a LibreTranslate server has for it (they changed the Chinese ones once); "" when it has none."""
    wanted = canonical(tag)
    return next((code for code in _LIBRE.get(wanted, (wanted,)) if code in offered), "")


def deepl_target(tag: str) -> str:
    """DeepL wants to know which English and Portuguese to write."""
    return _DEEPL_TARGET.get(canonical(tag), canonical(tag).upper())


def deepl_source(tag: str) -> str:
    """DeepL reads any of them."""
    return _DEEPL_SOURCE.get(canonical(tag), canonical(tag).upper())


def google(tag: str) -> str:
    """Google names Chinese by its countries."""
    return _GOOGLE.get(canonical(tag), canonical(tag))


def ours(code: object) -> str:
    """A provider's code as one of our tags; "" for anything else than a code."""
    if not isinstance(code, str) or not code or len(code) > 16:
        return ""
    return _FROM_LIBRE.get(code) or canonical(code)
