"""Numbers for every one to four characters in a row of a folded text: what languages are told apart by."""

from typing import Any

from domain.emotion.letters import Letters

BITS = 16
LONGEST = 4
FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
MOST = 600
"""Only so many characters are read: a language shows sooner."""

_DIGITS = Letters(lambda character: "0" if character.isdigit() else character)


def cleaned(text: str) -> str:
    """What is read of a folded text: one blank between words and around them, all digits the same."""
    return f" {' '.join(text[:MOST].translate(_DIGITS).split())} "


def gram_numbers(text: str) -> Any:
    """The numbers, below 2**BITS, repeated where a gram is; the same on every machine."""
    import numpy as np

    codes = np.frombuffer(cleaned(text).encode("utf-32-le", "replace"), "<u4").astype(np.uint32)
    factors = [np.uint32(factor) for factor in FACTORS]
    half, count = np.uint32(15), len(codes)
    hashed = codes * factors[0]
    found = []
    for length in range(2, min(LONGEST, count) + 1):
        shifted = hashed[:-1] >> half
        shifted ^= hashed[:-1]
        shifted *= factors[length - 1]
        shifted += codes[length - 1 :]
        hashed = shifted
        found.append(hashed)
    numbers = np.concatenate([codes, *found])
    numbers *= factors[0]
    numbers >>= np.uint32(32 - BITS)
    return numbers
