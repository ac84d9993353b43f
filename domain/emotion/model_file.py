"""The model as it lies on the disk: plain arrays, nothing in it that could run."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"


class BadModelError(ValueError):
    """The file is not the one that its manifest describes, or no model at all."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """What the file holds.

    Attributes:
        name: the model's name and version.
        pieces: piece -> number.
        cues: language, kind and phrase.
        lines: from which scores on a message complains and is angry, in thousandths.
        arrays: weights of the network; languages: the table that tells languages apart.
    """

    name: str
    pieces: Mapping[str, int]
    cues: tuple[tuple[str, str, str], ...]
    lines: tuple[int, int]
    arrays: Mapping[str, Any]
    languages: Any


def read_model(path: Path) -> ModelFile:
    """Read the file, and check it against the manifest beside it.

    Raises:
        BadModelError: as it says.
        OSError: it cannot be read.
    """
    import numpy as np

    check(path)
    try:
        with np.load(path, allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        pieces = bytes(arrays.pop("pieces")).decode("utf-8").split("\n")
        about = json.loads(bytes(arrays.pop("about")))
        cues = tuple((str(language), str(kind), str(phrase)) for language, kind, phrase in about["cues"])
        lines = (int(about["lines"][0]), int(about["lines"][1]))
        languages = arrays.pop("languages")
        return ModelFile(about["name"], {one: at for at, one in enumerate(pieces)}, cues, lines, arrays, languages)
    except (KeyError, ValueError, IndexError) as problem:
        raise BadModelError(f"{path.name} is no emotion model: {problem}") from problem


def packed(model: ModelFile) -> dict[str, Any]:
    """The arrays of the file."""
    import numpy as np

    about = {"name": model.name, "lines": model.lines, "cues": model.cues}
    text = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
    names = "\n".join(model.pieces).encode()
    raw = {"about": np.frombuffer(text, np.uint8), "pieces": np.frombuffer(names, np.uint8)}
    return {**model.arrays, **raw, "languages": model.languages}


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def check(path: Path) -> None:
    """Raises BadModelError when the file is not the one that the manifest beside it describes, OSError unread."""
    manifest = path.with_name(MANIFEST)
    if not manifest.exists():
        raise BadModelError(f"{manifest.name} is missing beside {path.name}")
    if json.loads(manifest.read_text(encoding="utf-8")).get("sha256") != digest(path):
        raise BadModelError(f"{path.name} is not the file that {manifest.name} describes")
