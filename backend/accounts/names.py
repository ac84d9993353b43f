"""Names of people as everybody reads them: one line of visible signs."""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Persian and Indic names are written with them."""


def person_name(text: str) -> str:
    """Without signs that nobody sees or that turn the direction; "" when no letter is left."""
    seen = (sign for sign in text if sign.isspace() or sign in _JOINERS or unicodedata.category(sign) not in _HIDDEN)
    name = " ".join("".join(seen).split())
    return name if any(sign.isalnum() for sign in name) else ""
