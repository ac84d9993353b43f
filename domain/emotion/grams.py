"""Numbers for every one to four characters in a row of a folded text: what languages are told apart by."""

from typing import Any

BITS = 16
LONGEST = 4
_FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
MOST = 600
"""Only so many characters are read: a language shows sooner."""


def gram_numbers(text: str) -> Any:
    """The numbers, below 2**BITS, repeated where a gram is; the same on every machine."""
    import numpy as np

    clean = " ".join("".join("0" if part.isdigit() else part for part in text[:MOST]).split())
    codes = np.frombuffer(f" {clean} ".encode("utf-32-le", "replace"), "<u4").astype(np.uint32)
    hashed = codes * np.uint32(_FACTORS[0])
    found = [hashed]
    for length in range(2, min(LONGEST, len(codes)) + 1):
        hashed = (hashed[:-1] ^ (hashed[:-1] >> np.uint32(15))) * np.uint32(_FACTORS[length - 1]) + codes[length - 1 :]
        found.append(hashed * np.uint32(_FACTORS[0]))
    return np.concatenate(found) >> np.uint32(32 - BITS)
