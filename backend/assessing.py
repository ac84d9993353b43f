"""What the emotion engine says of what customers write, on the server (E-1); loaded beside everything else."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from backend.log import logger
from domain.emotion.assessment import Assessment

if TYPE_CHECKING:
    from domain.emotion.engine import Engine

MODEL = Path(__file__).resolve().parent.parent / "resources" / "emotion" / "model.npz"


class Assessor:
    """The engine, read from its file by whoever needs it first; `warm` does it ahead of that.

    Attributes:
        path: the model's file. Without a readable one nothing is assessed, and the log says so once.
    """

    def __init__(self, path: Path = MODEL) -> None:
        self.path = path
        self._engine: Engine | None = None
        self._tried = False
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Reads the model on a thread of its own."""
        threading.Thread(target=self._load, name="emotion-model", daemon=True).start()

    def assess(self, text: str, language: str = "") -> Assessment | None:
        """What the message is; None for one without words, or without a model."""
        if not text.strip():
            return None
        engine = self._engine or self._load()
        return engine.assess(text, language) if engine else None

    def _load(self) -> "Engine | None":
        with self._lock:
            if not self._tried:
                self._tried = True
                try:
                    from domain.emotion.engine import shared

                    self._engine = shared(self.path)
                except (ImportError, OSError, ValueError, KeyError) as error:
                    logger.warning("emotion_model_unreadable", error=type(error).__name__)
            return self._engine
