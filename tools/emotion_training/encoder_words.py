"""Cuts text into the encoder's word pieces: the likeliest cut of each word (unigram model)."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from tools.emotion_training.encoder_file import EncoderFile

BLANK = "▁"
LONGEST_PIECE = 16
LONGEST_WORD = 200
UNKNOWN = -30.0


class Cutter:
    """Texts to numbers of pieces, beginning and end marks included."""

    def __init__(self, file: EncoderFile) -> None:
        self._pieces, self._marks = file.pieces, file.marks
        self._changed = str.maketrans({chr(code): text for code, text in file.changed.items()})
        self._names = {number: name for name, (number, _) in file.pieces.items()}
        self.word = lru_cache(maxsize=200_000)(self._cut)

    def numbers(self, text: str, most: int) -> list[int]:
        """At most so many numbers, the two marks among them."""
        begin, end = self._marks[:2]
        inside = [number for word in self._words(text) for number in self.word(word)]
        return [begin, *inside[: most - 2], end]

    def name(self, number: int) -> str:
        """The piece of a number, "" for a mark."""
        return self._names.get(number, "")

    def _words(self, text: str) -> Iterator[str]:
        for word in text.translate(self._changed).split():
            marked = BLANK + word
            for start in range(0, len(marked), LONGEST_WORD):
                yield marked[start : start + LONGEST_WORD]

    def _cut(self, word: str) -> tuple[int, ...]:
        best: list[tuple[float, int, int]] = [(0.0, 0, -1)] + [(-1e30, 0, -1)] * len(word)
        for start in range(len(word)):
            score = best[start][0]
            for end in range(start + 1, min(len(word), start + LONGEST_PIECE) + 1):
                found = self._pieces.get(word[start:end])
                value = score + (found[1] if found else UNKNOWN)
                if (found or end == start + 1) and value > best[end][0]:
                    best[end] = (value, start, found[0] if found else self._marks[3])
        return tuple(best[end][2] for _, end in pairwise(self._path(best)))

    @staticmethod
    def _path(best: list[tuple[float, int, int]]) -> list[int]:
        path = [len(best) - 1]
        while path[-1]:
            path.append(best[path[-1]][1])
        return path[::-1]
