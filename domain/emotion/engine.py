"""The emotion engine: what an inbound message is, in under a millisecond, the same answer on every machine (E-1)."""

import functools
import math
from pathlib import Path

from domain.emotion.assessment import Assessment, Tier, Topic
from domain.emotion.cues import Cues
from domain.emotion.folding import fold
from domain.emotion.language import Languages, own_tag
from domain.emotion.model_file import BadModelError, ModelFile, read_model
from domain.emotion.network import Network
from domain.emotion.overrides import Override, ruled
from domain.emotion.pieces import UNKNOWN, Pieces
from domain.emotion.posts import Posts
from domain.emotion.reading import Reading
from domain.emotion.reasons import reasons
from domain.emotion.surface import look

__all__ = ["BadModelError", "Engine", "load", "shared"]

TOPICS = tuple(Topic)
POINTS = 0.5
"""A topic that is less likely than this is none."""


def load(path: Path) -> "Engine":
    """The engine with the model of a file; numpy is imported here and not before.

    Raises:
        BadModelError: not the file that its manifest describes, or no model.
        OSError: it cannot be read.
    """
    return Engine(read_model(path))


@functools.cache
def shared(path: Path) -> "Engine":
    """`load`, once for a file in a process: an engine holds nothing but its model."""
    return load(path)


class Engine:
    """Says what messages are; holds nothing but its model, so any thread may ask it."""

    def __init__(self, model: ModelFile) -> None:
        self._name, self._lines = model.name, model.lines
        self._pieces, self._unknown = Pieces(model.pieces), model.pieces[UNKNOWN]
        self._cues, self._languages = Cues(model.cues), Languages(model.languages)
        self._network, self._posts = Network(model.arrays), Posts(model.arrays)

    @property
    def name(self) -> str:
        """The model's name and version."""
        return self._name

    def language(self, text: str) -> str:
        """BCP 47 tag of the language of a text, "" when it cannot be told."""
        folded = fold(text)
        return self._languages.tell(folded.source, folded.text)

    def assess(self, text: str, language: str = "", guess: bool = False) -> Assessment:
        """What a message is; never fails, whatever it holds.

        Args:
            language: BCP 47 tag when it is known, else it is told from the text.
            guess: name the likeliest topic even when nothing points to one.
        """
        reading = self.read(text, language)
        tier, holding = ruled(_tier(reading), reading)
        found = reasons(self._posts.network if reading.post else self._network, reading, tier, holding)
        topic = self._topic(reading, guess)
        sure = _sure(reading, tier, holding)
        return Assessment(tier, tier is not Tier.LOW, topic, reading.language, found, sure, self._name)

    def read(self, text: str, language: str = "") -> Reading:
        """A message before rules and reasons."""
        folded = fold(text)
        hint = own_tag(language)
        tongue = hint or self._languages.tell(folded.source, folded.text)
        hits = tuple(self._cues.find(folded, tongue))
        pieces = tuple(self._pieces.cut(folded))
        numbers = [piece.number for piece in pieces] or [self._unknown]
        surface = look(folded, hits, len(numbers))
        pooled = self._network.pool(numbers, surface.numbers)
        complaint, anger, *topics = self._network.scores(pooled.whole[None])[0].tolist()
        complaint, anger = complaint - self._lines[0], anger - self._lines[1]
        post = self._posts.has(pooled)
        if post:
            pooled = self._posts.network.pool(numbers, surface.numbers)
            complaint, anger = self._posts.network.scores(pooled.whole[None])[0, :2].tolist()
        return Reading(folded, tongue, pieces, hits, surface, pooled, complaint, anger, tuple(topics), post)

    @staticmethod
    def _topic(reading: Reading, guess: bool) -> Topic | None:
        most = max(reading.topics)
        best = reading.topics.index(most)
        whole = 0.0 if guess else sum([math.exp((one - most) / 1000) for one in reading.topics])
        return TOPICS[best] if guess or 1 / whole >= POINTS else None


def _tier(reading: Reading) -> Tier:
    if reading.complaint <= 0:
        return Tier.LOW
    return Tier.HIGH if reading.anger > 0 else Tier.MEDIUM


def _sure(reading: Reading, tier: Tier, holding: tuple[Override, ...]) -> int:
    """How likely the tier is by the model, percent; what a rule has settled is at least as sure as not."""
    complaint, anger = _share(reading.complaint), _share(reading.anger)
    by_tier = {Tier.LOW: 1 - complaint, Tier.MEDIUM: complaint * (1 - anger), Tier.HIGH: complaint * anger}
    sure = round(100 * by_tier[tier])
    return max(50, sure) if holding else sure


def _share(score: int) -> float:
    return 1 / (1 + math.exp(-max(-30_000, min(30_000, score)) / 1000))
