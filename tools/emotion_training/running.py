"""One run of the training: reads everything, then measures a fold, or makes the model that ships."""

import argparse
import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import torch

from domain.emotion.cues import Cues
from domain.emotion.model_file import MANIFEST, ModelFile, read_model
from tools.emotion_training.choosing import chosen
from tools.emotion_training.embeddings import Kept, Reader, wheel_file
from tools.emotion_training.examples import (
    DEVELOPMENT,
    SHORT,
    Example,
    held_frames,
    held_out,
    read_banking,
    read_corpus,
    read_corrections,
    read_public,
    read_seeds,
    shares,
)
from tools.emotion_training.judging import By, best_lines, figures, table
from tools.emotion_training.learning import scores
from tools.emotion_training.making import Encoded, Made, Plan, as_file, make
from tools.emotion_training.measuring import measured, public_rows
from tools.emotion_training.posts import Shown, post_rows, with_posts
from tools.emotion_training.prepared import prepared
from tools.emotion_training.writing import NAME, about, write, write_card, write_development

FILLINGS, TAUGHT, DEVELOPED = 5, 2, 2
"""Messages a template for the student; those of them that the encoder reads; those of the development file."""

LEAN = 0.2
"""The lines of a model that ships lie so much higher: what others write is calmer than our corpus."""

LONGEST_SHOWN = 220
"""The encoder reads no longer public texts than this, in characters."""


def run(asked: argparse.Namespace) -> int:
    """What the command line asks for."""
    torch.set_num_threads(1)  # so that sums are added in the same order on every machine
    if asked.posts:
        return again(asked)
    reader, kept = Reader(wheel_file()), Kept(asked.work / "kept")
    public = chosen(learnable(asked), asked.seed)
    banking = chosen(read_banking(asked.data), asked.seed)
    corpus = list(read_corpus(asked.corpus, FILLINGS, asked.seed))
    shown = [one.text for one in (*public, *banking) if shown_to_teacher(one.text)]
    shown += [one.text for one in read_corpus(asked.corpus, TAUGHT, asked.seed)]
    shown += [one.text for one in read_seeds(asked.data)]
    kept.fill(shown, reader)
    encoded = Encoded(reader, kept, kept.part(shown))
    extra = list(read_corrections(asked.corrections)) if asked.corrections else []
    base = [*public, *banking, *extra]
    if asked.fold is not None:
        return measure(asked, encoded, base, corpus)
    return ship(asked, encoded, base, corpus)


def learnable(asked: argparse.Namespace) -> list[Example]:
    """The rows of the public sets that are not kept to be measured on."""
    return [one for one in read_public(asked.data) if not held_out(one.text)]


def shown_to_teacher(text: str) -> bool:
    """Whether the encoder reads a public text: one in three, not the long ones; it is slow."""
    return len(text) < LONGEST_SHOWN and zlib.crc32(text.encode("utf-8", "replace")) % 3 == 1


def measure(asked: argparse.Namespace, encoded: Encoded, base: list[Example], corpus: list[Example]) -> int:
    """A model without the frames of a fold, measured on them, on the seeds and on held-out public rows."""
    held = held_frames(asked.corpus, asked.fold)
    examples = [*base, *(one for one in corpus if one.frame not in held)]
    made = make(examples, asked.corpus, encoded, Plan(seed=asked.seed))
    development = [one for one in corpus if one.frame in held]
    lines = lines_of(made, development)
    for name, rows in {"frames": development, "seeds": list(read_seeds(asked.data)), **public_rows(asked.data)}.items():
        print(f"{name}, lines {lines[0]:.1f} {lines[1]:.1f}\n{table(judged(made, rows, lines))}", flush=True)
    return 0


def ship(asked: argparse.Namespace, encoded: Encoded, base: list[Example], corpus: list[Example]) -> int:
    """The model that ships: all but the development frames is learned from, and it is measured on those."""
    seeds = list(read_seeds(asked.data))
    examples = [*base, *(one for one in corpus if one.frame not in DEVELOPMENT), *seeds, *seeds, *seeds]
    made = make(examples, asked.corpus, encoded, Plan(seed=asked.seed))
    development = [one for one in read_corpus(asked.corpus, DEVELOPED, asked.seed) if one.frame in DEVELOPMENT]
    write_development(asked.development, development)
    low, high = lines_of(made, development)
    lines = (low + LEAN, high + LEAN)
    finish(asked, as_file(made, examples, NAME, lines, asked.seed), about(asked, examples, lines))
    return 0


def again(asked: argparse.Namespace) -> int:
    """The second network alone anew, beside the first one of the model that is there: in minutes."""
    path = asked.out / "model.npz"
    finish(asked, read_model(path), json.loads(path.with_name(MANIFEST).read_text(encoding="utf-8")))
    return 0


def finish(asked: argparse.Namespace, first: ModelFile, told: Mapping[str, Any]) -> None:
    """The second network beside the first one, then the file, what is told of it and what it can."""
    shown = Shown(
        learnable(asked),
        [
            *(one for one in read_corpus(asked.corpus, 1, asked.seed) if one.frame not in DEVELOPMENT),
            *read_seeds(asked.data),
        ],
        [one for one in read_corpus(asked.corpus, DEVELOPED, asked.seed) if one.frame in DEVELOPMENT],
    )
    arrays = with_posts(first.arrays, first.pieces, Cues(first.cues), shown, asked.seed)
    write(
        asked,
        replace(first, name=NAME, arrays=arrays),
        {**told, "name": NAME, "posts": shares(post_rows(shown.public, asked.seed))},
    )
    write_card(asked, measured(asked.out / "model.npz", asked.data, asked.corpus, DEVELOPED, asked.seed))


def lines_of(made: Made, development: list[Example]) -> tuple[float, float]:
    """The two lines that suit frames that were not learned from."""
    rows = [one for one in development if one.source != SHORT and one.tier]
    found = scores(made.student, prepared(rows, made.known, Cues(made.cues)))
    return best_lines(found, [one.tier.rank for one in rows if one.tier], [one.language for one in rows])


def judged(made: Made, rows: list[Example], lines: tuple[float, float]) -> By:
    """Figures by language."""
    return figures(rows, scores(made.student, prepared(rows, made.known, Cues(made.cues))), lines)
