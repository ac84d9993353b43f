"""Calls to Meta's Graph API, each answer judged: taken, refused, later, or nobody knows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx

from backend.channels.account import Account
from backend.channels.graph_base import API_VERSION
from backend.channels.reading import UnreadableBody, decode, flag, number, obj
from domain.problems import Problem

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)
"""Errors after which the provider cannot have seen the request."""


class Verdict(StrEnum):
    """What became of a call."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Answer:
    """A judged answer.

    Attributes:
        provider_id: the id the provider gave, when ACCEPTED.
        problem: our word for what went wrong.
        after: seconds the provider asks us to wait, 0 when it says nothing.
        detail: for the log and the egress row: status and codes only, never words of the message (S18).
    """

    verdict: Verdict
    provider_id: str = ""
    problem: str = ""
    after: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ErrorTable:
    """One channel's error codes."""

    problem_of: Callable[[int, int], Problem]
    retry_later: frozenset[int]


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `id_of` finds the id in a good answer; a call that `sends` is never repeated when unclear."""

    path: str
    id_of: Callable[[object], str]
    sends: bool
    json: Mapping[str, Any] | None = None
    data: Mapping[str, Any] | None = None
    files: Mapping[str, Any] | None = None


class Graph:
    """Makes the calls. Raises nothing of the network's: every failure is an Answer."""

    def __init__(self, http: httpx.AsyncClient, errors: ErrorTable) -> None:
        self._http = http
        self._errors = errors

    async def call(self, account: Account, call: Call) -> Answer:
        """Posts and judges the answer."""
        url = f"{account.base_url}/{API_VERSION}/{call.path}"
        token = {"Authorization": f"Bearer {account.access_token}"}
        try:
            response = await self._http.post(url, headers=token, json=call.json, data=call.data, files=call.files)
        except NEVER_LEFT as error:
            return Answer(Verdict.LATER, problem=Problem.CHANNEL_DOWN.value, detail=type(error).__name__)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return _unclear(call, type(error).__name__)
        return judge(response, call, self._errors)


def judge(response: httpx.Response, call: Call, errors: ErrorTable) -> Answer:
    """What the provider's answer says about the call."""
    status = response.status_code
    try:
        document = decode(response.content)
    except UnreadableBody:
        document = None
    if status < 300:
        provider_id = call.id_of(document)
        return Answer(Verdict.ACCEPTED, provider_id) if provider_id else _unclear(call, f"{status} without an id")
    return _failure(response, document, call, errors)


def _failure(response: httpx.Response, document: object, call: Call, errors: ErrorTable) -> Answer:
    status, error = response.status_code, obj(document, "error")
    code, subcode = int(number(error, "code")), int(number(error, "error_subcode"))
    detail = f"{status}/{code}/{subcode}" if error else str(status)
    if (error and code in errors.retry_later) or status == 429:
        problem = errors.problem_of(code, subcode) if error else Problem.CHANNEL_LIMIT
        return Answer(Verdict.LATER, problem=problem.value, after=_asked(response), detail=detail)
    if status >= 500:
        return _unclear(call, detail, _asked(response))
    if flag(error, "is_transient"):
        return Answer(Verdict.LATER, problem=Problem.CHANNEL_DOWN.value, after=_asked(response), detail=detail)
    if not error:
        problem = Problem.CREDENTIALS_REFUSED if status in {401, 403} else Problem.CHANNEL_REFUSED
        return Answer(Verdict.REFUSED, problem=problem.value, detail=detail)
    return Answer(Verdict.REFUSED, problem=errors.problem_of(code, subcode).value, detail=detail)


def _unclear(call: Call, detail: str, after: float = 0.0) -> Answer:
    if call.sends:
        return Answer(Verdict.UNCLEAR, problem=Problem.ANSWER_LOST.value, detail=detail)
    return Answer(Verdict.LATER, problem=Problem.CHANNEL_DOWN.value, after=after, detail=detail)


def _asked(response: httpx.Response) -> float:
    return max(number({"after": response.headers.get("Retry-After", "")}, "after"), 0.0)
