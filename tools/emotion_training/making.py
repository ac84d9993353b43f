"""Makes a model: pieces, teacher, student, language table, lines; the same for the same examples and seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from domain.emotion.cues import Cues
from domain.emotion.model_file import ModelFile
from domain.emotion.pieces import START
from tools.emotion_training.augment import widened
from tools.emotion_training.embeddings import Kept, Reader, key
from tools.emotion_training.examples import Example
from tools.emotion_training.learning import Course, fewer, first_words, learned
from tools.emotion_training.prepared import cue_lists, prepared
from tools.emotion_training.student import ECHO, Shape, Student, exported
from tools.emotion_training.targets import Targets, targets
from tools.emotion_training.teaching import Teacher, sayings, taught
from tools.emotion_training.tongues import table
from tools.emotion_training.vocabulary import pieces


@dataclass(frozen=True, slots=True)
class Plan:
    """How a model is made.

    Attributes:
        trust: how much the teacher's word counts where there is a label.
        changed, paired: shares of examples that are also given as somebody else would type them, and as pairs.
    """

    shape: Shape = field(default_factory=Shape)
    course: Course = field(default_factory=Course)
    trust: float = 0.4
    echo: bool = True
    changed: float = 0.4
    paired: float = 0.12
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Made:
    """A student with what is needed to ask it."""

    student: Student
    known: dict[str, int]
    cues: tuple[tuple[str, str, str], ...]
    teacher: Teacher


@dataclass(frozen=True, slots=True)
class Encoded:
    """The encoder, everything it ever read, and the part of it that this run may use as texts."""

    reader: Reader
    kept: Kept
    texts: Kept


def make(examples: Sequence[Example], folder: Path, encoded: Encoded, plan: Plan) -> Made:
    """Teach a teacher on what the encoder has read, then the student on everything."""
    read = [one for one in examples if key(one.text) in encoded.texts.rows]
    teacher = taught(read, encoded.texts.vectors([one.text for one in read]), plan.seed)
    print(f"teacher: {len(read)} texts", flush=True)
    names = pieces(examples, encoded.reader.cutter)
    words = first_words(_vectors(names, encoded.reader, encoded.kept), plan.shape.width)
    print(f"pieces: {len(names)}", flush=True)
    lists = cue_lists(folder)
    known = {name: at for at, name in enumerate(names)}
    wide = widened(examples, plan.changed, plan.paired, random.Random(f"wide {plan.seed}"))
    student = learned(
        words, plan.shape, prepared(wide, known, Cues(lists)), _wanted(wide, teacher, encoded.texts, plan), plan.course
    )
    return Made(student, known, tuple(lists), teacher)


def as_file(made: Made, examples: Sequence[Example], name: str, lines: tuple[float, float], seed: int) -> ModelFile:
    """What is written to the disk; lines in log-odds."""
    whole = (round(lines[0] * 1000), round(lines[1] * 1000))
    return ModelFile(name, made.known, made.cues, whole, exported(made.student), table(examples, seed))


def _wanted(examples: Sequence[Example], teacher: Teacher, kept: Kept, plan: Plan) -> Any:
    """The labels; where the encoder has read the text, with the teacher's word."""
    soft = np.full((len(examples), 7), np.nan, np.float32)
    read = [at for at, one in enumerate(examples) if key(one.text) in kept.rows]
    soft[read] = sayings(teacher, kept.vectors([examples[at].text for at in read]))
    echo = np.full((len(examples), ECHO), np.nan, np.float32)
    echo[read] = fewer(kept.vectors([examples[at].text for at in read]), ECHO)
    found = targets(examples, soft, plan.trust)
    return Targets(found.values, found.weights, echo) if plan.echo else found


def _vectors(names: Sequence[str], reader: Reader, kept: Kept) -> Any:
    """What the encoder makes of each piece alone."""
    texts = [name.removeprefix(START) for name in names]
    kept.fill(texts, reader)
    return kept.vectors(texts)
