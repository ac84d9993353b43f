"""Answers that say no: always `{"code", "message"}` with the right status."""

from dataclasses import dataclass, field

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException


@dataclass(frozen=True, slots=True)
class Problem:
    """What every error answer carries: a stable word for programs and an English sentence for people."""

    code: str
    message: str


class Refusal(Exception):
    """Ends a request with an error answer."""

    def __init__(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.problem = Problem(code, message)
        self.headers = headers or {}


def signed_out() -> Refusal:
    """The token or the name and password are not (or no longer) good."""
    return Refusal(401, "signed_out", "Please sign in.", {"WWW-Authenticate": "Bearer"})


def wiped() -> Refusal:
    """The session was ended because its computer shall hold nothing any more: the client erases its data (S21)."""
    return Refusal(401, "wiped", "What this computer holds is to be erased.", {"WWW-Authenticate": "Bearer"})


def not_allowed() -> Refusal:
    """The role does not permit it."""
    return Refusal(403, "not_allowed", "Your role does not permit this.")


def not_found(what: str) -> Refusal:
    """There is no such thing, or this agent may not know of it."""
    return Refusal(404, "not_found", f"There is no such {what}.")


def invalid(message: str) -> Refusal:
    """The request does not make sense."""
    return Refusal(422, "invalid", message)


def throttled(retry_after: float, message: str = "Too many requests; try again later.") -> Refusal:
    """The caller has to wait."""
    return Refusal(429, "throttled", message, {"Retry-After": str(max(1, int(retry_after + 0.999)))})


_WORDS = {
    400: ("bad_request", "The request cannot be read."),
    404: ("not_found", "There is no such address."),
    405: ("method_not_allowed", "This address does not know that method."),
    413: ("too_large", "The request is too large."),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a request was wrong, without repeating what was in it."""

    parts: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return ".".join(self.parts) or "request"


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refusal)
    return JSONResponse(jsonable_encoder(error.problem), error.status, error.headers)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    # The values themselves stay out of the answer: they can be passwords.
    first = error.errors()[0]
    place = _Place(tuple(str(part) for part in first["loc"]))
    return JSONResponse({"code": "invalid", "message": f"{place}: {first['msg']}."}, 422)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code, message = _WORDS.get(error.status_code, ("refused", str(error.detail)))
    return JSONResponse({"code": code, "message": message}, error.status_code, error.headers)


async def _broken(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"code": "server_error", "message": "The server made a mistake; it was logged."}, 500)


def install(app: FastAPI) -> None:
    """Makes the app answer every error in the one form."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _broken)
