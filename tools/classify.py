"""Reads messages as JSON lines and says of each how upset it is: python3 start.py classify < messages.jsonl."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from domain.emotion.assessment import Assessment
from domain.emotion.engine import BadModelError, Engine, load

MODEL = Path(__file__).resolve().parent.parent / "resources" / "emotion" / "model.npz"
TOLD = 60
"""Characters of a bad line that its error shows."""


class BadLineError(ValueError):
    """A line that is no message; says why."""


def main() -> int:
    """0 when every line was a message, 1 when some were not, 2 when the model cannot be read."""
    parser = argparse.ArgumentParser(prog="start.py classify", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="another model file")
    asked = parser.parse_args()
    try:
        engine = load(asked.model)
    except (OSError, BadModelError) as problem:
        print(f"The emotion model cannot be read: {problem}", file=sys.stderr)
        return 2
    try:
        bad = classify(engine, sys.stdin.buffer, sys.stdout.buffer, sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our answers has gone; nobody is left to be told
        return 1
    except KeyboardInterrupt:
        return 130
    return 1 if bad else 0


def classify(engine: Engine, lines: Iterable[bytes], answers: IO[bytes], errors: IO[str]) -> int:
    """One answer a message, in their order, as they come; how many lines were no messages."""
    bad = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answer = _answer(engine, line)
        except BadLineError as problem:
            bad += 1
            print(f"line {number}: {problem}", file=errors, flush=True)
            continue
        answers.write(answer)
        answers.flush()
    return bad


def _answer(engine: Engine, line: bytes) -> bytes:
    message = _message(line)
    language = message.get("lang")
    found = engine.assess(message["text"], language if isinstance(language, str) else "", guess=True)
    row = _row(message["id"], found)
    try:
        return (json.dumps(row, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:  # half a surrogate pair in the text or the id
        return (json.dumps(row) + "\n").encode()


def _row(name: object, found: Assessment) -> dict[str, object]:
    return {
        "id": name,
        "tier": found.tier,
        "complaint": found.complaint,
        "topic": found.topic,
        "lang": found.language,
        "reasons": [reason.words or str(reason.cue) for reason in found.reasons],
    }


def _message(line: bytes) -> dict[str, Any]:
    """The message of a line.

    Raises:
        BadLineError: no JSON object, or without an id or a text.
    """
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BadLineError(f"not JSON ({_shown(problem)}): {_shown(line.decode('utf-8', 'replace').strip())}") from None
    if not isinstance(message, dict):
        raise BadLineError('not an object such as {"id": 1, "text": "Where is my parcel?"}')
    if "id" not in message:
        raise BadLineError('the object has no "id"')
    if not isinstance(message.get("text"), str):
        raise BadLineError('the object has no "text", or it is no string')
    return message


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= TOLD else text[:TOLD] + "…"


if __name__ == "__main__":
    sys.exit(main())
