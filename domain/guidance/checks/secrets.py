"""Passwords, codes and keys, which do not belong into a message."""

import re
from collections.abc import Iterator

from domain.guidance.findings import Check, CheckId, Edit, Finding, Level
from domain.guidance.reading import Reading
from domain.guidance.sentences import Span

HIDDEN = "•••"
_NAMES = (
    r"passwords?|passwd|passcode|pwd|cvv2?|cvc|api[ _-]?key|secret[ _-]?key|access[ _-]?token|"
    r"парол[ьяюе]м?|密码|密碼|口令|mật khẩu|كلمة (?:المرور|السر)|الرقم السري|รหัสผ่าน|parola d'ordine|contraseña|senha"
)
_IS = r"[:=：]|\bis\b|是|为|為|è|คือ|هي|هو|là"
_VALUE = r"(?P<value>[^\s\"'”,;，。]{3,80})"
_NAMED = re.compile(rf"(?:{_NAMES})\s*(?:{_IS})\s*[\"'“]?{_VALUE}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+[.!?)]*|[•*.]+|⟦.*")
"""What stands behind "password is" and is none: a word, or what hides one."""
_KEY = re.compile(
    r"(?P<value>\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{20,}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+|\bAIza[\w-]{30,}"
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)"
)


def find(draft: Reading) -> Iterator[Finding]:
    """Each value; the fix hides it."""
    places = {(hit.start("value"), hit.end("value")) for what in (_NAMED, _KEY) for hit in what.finditer(draft.text)}
    for start, end in sorted(places):
        if not _WORD.fullmatch(draft.text, start, end):
            yield Finding(CheckId.SECRETS, (Span(start, end),), edits=(Edit(start, end, HIDDEN),))


CHECK = Check(CheckId.SECRETS, "S18", Level.CONFIRM, find)
