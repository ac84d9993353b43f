"""Readings with chosen scores, so that a rule is seen without a model."""

import numpy as np

from domain.emotion.cues import Cues
from domain.emotion.folding import fold
from domain.emotion.network import Pooled
from domain.emotion.reading import Reading
from domain.emotion.surface import look

LISTS = (
    ("en", "repetition", "third time"),
    ("en", "waiting", "still waiting"),
    ("en", "publicity", "bad review"),
    ("en", "authority", "lawyer*"),
    ("en", "leaving", "never again"),
    ("en", "distrust", "scam"),
    ("en", "insult", "idiots"),
    ("en", "demand", "right now"),
    ("en", "thanks", "thank you"),
    ("en", "question", "how do i"),
)
CUES = Cues(LISTS)


def reading(text: str, complaint: int = 0, anger: int = 0) -> Reading:
    """A message as if the network had said this of it; scores in thousandths."""
    folded = fold(text)
    hits = tuple(CUES.find(folded, "en"))
    nothing = np.zeros((1, 1), np.float32)
    pooled = Pooled(nothing, nothing, nothing[0])
    return Reading(folded, "en", (), hits, look(folded, hits, 10), pooled, complaint, anger, (0,) * 5)
