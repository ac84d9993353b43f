"""Logs as JSON lines of allow-listed fields: no bodies, tokens, emails or phone numbers (S18)."""

import asyncio
import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

_ALLOWED = frozenset(
    {"event", "level", "timestamp", "kind", "code", "status", "method", "route", "operation", "operations", "state"}
    | {"agent_id", "account_id", "message_id", "thread_id", "session_id", "part_index", "inbox_id"}
    | {"attempts", "milliseconds", "seconds", "count", "seq", "port", "version", "error_type", "where"}
)


def keep_allowed(logger_: Any, method: str, fields: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Drops every field that is not on the list; an exception is told by its type and place, never by its text."""
    error = fields.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    if error:
        raised = sys.exc_info()[1] if error is True else error
        if isinstance(raised, BaseException):
            fields.update(error_type=type(raised).__name__, where=_place(raised))
    return {name: value for name, value in fields.items() if name in _ALLOWED}


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(places[-6:])


def configure(level: str) -> None:
    """Our lines of this level and above go to standard error; those of libraries from WARNING on, by name."""
    _say_as_json(getattr(logging, level.upper(), logging.INFO))
    logging.basicConfig(handlers=[_Others()], level=logging.WARNING, force=True)


def _say_as_json(level: int) -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_to_stderr,
        cache_logger_on_first_use=False,
    )


def _to_stderr() -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)


class CutShort(logging.Filter):
    """Leaves out what uvicorn says of requests that a stop of the server cuts short: that is meant so."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is something else: an error of a request's own, for one."""
        if record.exc_info:
            return not isinstance(record.exc_info[1], asyncio.CancelledError)
        return not str(record.msg).startswith("Cancel %s running task(s)")


class _Others(logging.Handler):
    """Lines of other libraries: only who spoke, how loud, and where something broke; their texts can hold anything."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line without its text."""
        error = record.exc_info[1] if record.exc_info else None
        fields = {"kind": record.name, "exc_info": error} if error else {"kind": record.name}
        getattr(logger, record.levelname.lower(), logger.error)("library", **fields)


_say_as_json(logging.INFO)
logger: Any = structlog.get_logger()
