"""The student learns: from labels, from the teacher's sayings, with rounding from the first step on."""

import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from tools.emotion_training.prepared import Prepared, batches, tensors
from tools.emotion_training.student import Shape, Student
from tools.emotion_training.targets import Targets, echo_loss, loss

BATCH = 128
AVERAGE = 0.998
ECHO_WEIGHT = 0.7


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast."""

    epochs: int = 5
    rate: float = 2e-3
    word_rate: float = 1e-3
    seed: int = 1
    lost: float = 0.25
    """So much of what was pooled is left out while learning."""


def fewer(vectors: Any, width: int) -> Any:
    """Vectors in fewer columns: the directions in which they differ most, made nearly alike in spread."""
    rows = vectors.astype(np.float64)
    rows -= rows.mean(0)
    _, axes = np.linalg.eigh(rows.T @ rows / len(rows))
    turned = rows @ axes[:, ::-1][:, :width]
    turned /= turned.std(0) ** 0.7
    return (turned * 0.35 / turned.std()).astype(np.float32)


def first_words(vectors: Any, width: int) -> Any:
    """What the network's words begin with: the encoder's vectors of the pieces."""
    return torch.from_numpy(np.clip(fewer(vectors, width), -1.5, 1.5))


def learned(words: Any, shape: Shape, rows: Prepared, wanted: Targets, course: Course) -> Student:
    """A student after its course; the mean of its last steps, which is steadier than the last one."""
    torch.manual_seed(course.seed)
    return further(Student(words, shape), rows, wanted, course)


def further(student: Student, rows: Prepared, wanted: Targets, course: Course) -> Student:
    """The same of a student who knows something already."""
    chance = np.random.default_rng(course.seed)
    student.drop.p = course.lost
    inner = [value for name, value in student.named_parameters() if name != "words.weight"]
    steps = torch.optim.AdamW(
        [
            {"params": inner, "lr": course.rate, "weight_decay": 0.02},
            {"params": [student.words.weight], "lr": course.word_rate, "weight_decay": 0.0},
        ]
    )
    total = course.epochs * (len(rows.pieces) // BATCH + 1)
    plan = torch.optim.lr_scheduler.OneCycleLR(
        steps, [course.rate, course.word_rate], total_steps=total + 1, pct_start=0.1
    )
    steady = copy.deepcopy(student)
    for epoch in range(course.epochs):
        heard = _one_round(student, steady, rows, wanted, steps, plan, chance)
        print(f"round {epoch + 1} of {course.epochs}: loss {heard:.4f}", flush=True)
    return steady.eval()


def _one_round(
    student: Student, steady: Student, rows: Prepared, wanted: Targets, steps: Any, plan: Any, chance: Any
) -> float:
    student.train()
    heard = []
    for at in batches(rows, BATCH, chance):
        pieces, kept, surface = tensors(rows, at, chance)
        goal = wanted.rows(at)
        pooled = student.pool(pieces, kept)
        value = loss(student.judge(pooled, surface), goal)
        if goal.echo is not None:
            value = value + ECHO_WEIGHT * echo_loss(student.echo(pooled), goal)
        steps.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        steps.step()
        plan.step()
        heard.append(float(value.detach()))
        with torch.no_grad():
            for old, new in zip(steady.parameters(), student.parameters(), strict=True):
                old.lerp_(new, 1 - AVERAGE)
    return float(np.mean(heard))


def scores(student: Student, rows: Prepared) -> Any:
    """Log-odds and topic scores of every example, in their order."""
    found = np.zeros((len(rows.pieces), 7), np.float32)
    order = np.argsort([len(one) for one in rows.pieces], kind="stable")
    with torch.no_grad():
        for start in range(0, len(order), 512):
            at = order[start : start + 512]
            found[at] = student(*tensors(rows, at)).numpy()
    return found
