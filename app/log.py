"""The running log: one JSON object a line, allow-listed fields only, never what people wrote (S18)."""

import faulthandler
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from app.errors import KnownError

LOGGER = "braid"
SIZE, FILES = 1_000_000, 3

FIELDS = frozenset(
    {"code", "count", "error", "kind", "milliseconds", "name", "port", "state", "status", "version", "where"}
)
"""What a line may say beside its event. Names of our own, numbers, codes: nothing that a person typed."""

_WORD = re.compile(r"(?!.*\d{7})[\w.:/<>\-]{1,120}")
"""The shape of a field's text: one word, so that no sentence, address or number of a person passes."""


def note(event: str, /, level: int = logging.INFO, **fields: object) -> None:
    """Writes a line. `event` is a constant of ours ("engine started"); fields that are not allowed are left out."""
    logging.getLogger(LOGGER).log(level, event, extra={"braid": _allowed(fields)})


def report(error: BaseException, where: str = "") -> None:
    """Writes down what went wrong: the world's faults in one line, our own with the places they passed through."""
    if isinstance(error, KnownError):
        note("known error", logging.WARNING, code=error.code, name=type(error).__name__, where=where)
        return
    note("bug", logging.ERROR, name=type(error).__name__, where=where, error=_places(error))


class Lines(logging.Formatter):
    """One line a record, whatever is in it; the message of another library is not ours to trust and is left out."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower(), "logger": record.name}
        if record.name == LOGGER:
            line["event"] = record.msg
            line.update(getattr(record, "braid", {}))
        else:
            line["where"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            line["name"] = type(record.exc_info[1]).__name__
            line["error"] = _places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def start(file: Path, crash_file: Path) -> Callable[[], None]:
    """Logs to the file from now on and catches what nobody caught; returns the function that ends both."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(file, maxBytes=SIZE, backupCount=FILES, encoding="utf-8", delay=True)
    handler.setFormatter(Lines())
    root, ours = logging.getLogger(), logging.getLogger(LOGGER)
    root.addHandler(handler)
    ours.setLevel(logging.INFO)
    crash = crash_file.open("a", encoding="utf-8")
    _install_hooks(crash)

    def end() -> None:
        _remove_hooks()
        root.removeHandler(handler)
        handler.close()
        crash.close()

    return end


def loop_handler(_loop: object, context: dict[str, Any]) -> None:
    """For `loop.set_exception_handler`: the context's message may quote anything, its exception's places may not."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        report(error, "loop")
    else:
        note("loop complaint", logging.ERROR)


def _install_hooks(crash: TextIO) -> None:
    faulthandler.enable(crash)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _remove_hooks() -> None:
    faulthandler.disable()
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__


def _uncaught(_kind: type[BaseException], error: BaseException, _places: TracebackType | None) -> None:
    if not isinstance(error, KeyboardInterrupt):
        report(error, "slot")


def _uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        report(arguments.exc_value, "thread")


def _allowed(fields: dict[str, object]) -> dict[str, object]:
    return {name: _plain(name, value) for name, value in fields.items() if name in FIELDS}


def _plain(name: str, value: object) -> object:
    if isinstance(value, bool | int | float):
        return value
    text = str(value)
    if name == "error":
        return text
    return text if not text or _WORD.fullmatch(text) else "?"


def _places(error: BaseException) -> str:
    """Files, lines and functions, and what an error was caused by; never its text, which may quote a customer."""
    seen, parts = set[int](), []
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        trail = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames[-12:])
        parts.append(f"{type(current).__name__} at {trail or 'no place'}")
        current = current.__cause__ or current.__context__
    return " | ".join(parts)
