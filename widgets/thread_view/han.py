"""Which form Han characters take: Chinese, Japanese and Korean share code points but not shapes."""

from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontInfo

_NOTO = {"sc": "Noto Sans CJK SC", "tc": "Noto Sans CJK TC", "jp": "Noto Sans CJK JP", "kr": "Noto Sans CJK KR"}
_WINDOWS = {"sc": "Microsoft YaHei UI", "tc": "Microsoft JhengHei UI", "jp": "Yu Gothic UI", "kr": "Malgun Gothic"}
_MAC = {"sc": "PingFang SC", "tc": "PingFang TC", "jp": "Hiragino Sans", "kr": "Apple SD Gothic Neo"}
_TRADITIONAL = ("hant", "tw", "hk", "mo")


def han_families(language: str) -> tuple[str, ...]:
    """Families to try after the interface's own, on any desktop; () leaves it to the system."""
    parts = language.lower().replace("_", "-").split("-")
    form = {"zh": "sc", "ja": "jp", "ko": "kr", "yue": "tc"}.get(parts[0], "")
    if form == "sc" and any(part in _TRADITIONAL for part in parts[1:]):
        form = "tc"
    return (_MAC[form], _WINDOWS[form], _NOTO[form]) if form else ()


def with_han(font: QFont, families: Sequence[str]) -> QFont:
    """The font with these families behind its own; everything but Han characters looks as before."""
    made = QFont(font)
    if families:
        # Its own by its real name: an alias such as "Sans Serif" would be passed over for the first family there is.
        made.setFamilies([QFontInfo(font).family(), *font.families(), *families])
    return made
