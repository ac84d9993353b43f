"""Reads and writes files of quick replies; hostile ones are bounded before they are read."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from app.exchange.csv_files import read_csv, write_csv
from app.exchange.decoding import decoded
from app.exchange.json_files import read_json, write_json
from app.exchange.values import MOST_BYTES, Found, Remark, Unreadable
from domain.templates.reply import QuickReply


def read_file(path: Path) -> Found:
    """What is in a file, whatever program wrote it; raises Unreadable."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unreadable("gone") from error
    return read_bytes(raw)


def read_bytes(raw: bytes) -> Found:
    """The same of what was read already."""
    if len(raw) > MOST_BYTES:
        raise Unreadable("too_large")
    text, guessed = decoded(raw)
    found = read_json(text) if text.lstrip()[:1] in ("{", "[") else read_csv(text)
    return replace(found, remarks=(Remark("", "encoding"), *found.remarks)) if guessed else found


def write_file(path: Path, replies: Iterable[QuickReply]) -> None:
    """A table where the name ends in ".csv", else JSON; raises Unreadable("disk")."""
    raw = write_csv(replies) if path.suffix.lower() == ".csv" else write_json(replies)
    try:
        path.write_bytes(raw)
    except OSError as error:
        raise Unreadable("disk") from error
