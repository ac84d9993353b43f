"""The door for providers: handshake, signature over the raw body, one inbox row per event, then 200 (S16)."""

import asyncio
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from backend.channels.account import Account, Accounts
from backend.channels.adapters import PARSERS
from backend.channels.inbox_store import NewRow, row_of, unreadable_row
from backend.channels.intray import Intray
from backend.channels.reading import decode
from backend.channels.signature import HEADER, is_signed, same_token
from backend.log import logger
from domain.clock import Clock


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Answers `/v1/webhooks/{kind}/{account_id}`.

    Attributes:
        body_limit: bytes; Meta's own bodies end at 3 MB.
    """

    accounts: Accounts
    intray: Intray
    clock: Clock
    body_limit: int

    def router(self) -> APIRouter:
        """The two routes."""
        router = APIRouter(tags=["webhooks"])
        path = "/v1/webhooks/{kind}/{account_id}"
        router.add_api_route(path, self.handshake, methods=["GET"], response_class=PlainTextResponse)
        router.add_api_route(path, self.receive, methods=["POST"])
        return router

    async def handshake(self, kind: str, account_id: str, request: Request) -> Response:
        """Echoes the challenge to whoever knows the account's verify token."""
        account = await self._account(kind, account_id)
        if account is None:
            return _refusal(404, "not_found", "There is no such channel account.")
        asked = request.query_params
        known = same_token(asked.get("hub.verify_token", ""), account.verify_token)
        if asked.get("hub.mode") != "subscribe" or not known:
            return _refusal(403, "not_allowed", "The verify token is not this account's.")
        return PlainTextResponse(asked.get("hub.challenge", ""))

    async def receive(self, kind: str, account_id: str, request: Request) -> Response:
        """Takes what the provider says; 200 means that it is durable. A repeat changes nothing."""
        account = await self._account(kind, account_id)
        if account is None:
            return _refusal(404, "not_found", "There is no such channel account.")
        body = await _limited_body(request, self.body_limit)
        if body is None:
            return _refusal(413, "too_large", "The body is too large.")
        if not is_signed(body, request.headers.get(HEADER, ""), account.app_secret):
            logger.warning("webhook refused: wrong signature", account_id=account.id)
            return _refusal(401, "bad_signature", "The signature is not this account's.")
        await self.intray.put(self._rows(account, body))
        return Response(status_code=200)

    async def _account(self, kind: str, account_id: str) -> Account | None:
        account = self.accounts.recent(account_id) or await asyncio.to_thread(self.accounts.find, account_id)
        return account if account is not None and account.kind.value == kind and account.kind in PARSERS else None

    def _rows(self, account: Account, body: bytes) -> list[NewRow]:
        arrived = self.clock.now()
        try:
            events = PARSERS[account.kind](decode(body), arrived)
            return [row_of(account.id, event, arrived) for event in events]
        except Exception as error:  # whatever a provider may think of next: kept for people, and told to us
            logger.error("webhook body unreadable", account_id=account.id, error_type=type(error).__name__)
            return [unreadable_row(account.id, body, arrived, type(error).__name__)]


async def _limited_body(request: Request, limit: int) -> bytes | None:
    """The raw body, None as soon as it proves too large."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            return None
    return bytes(body)


def _refusal(status: int, code: str, message: str) -> Response:
    return JSONResponse({"code": code, "message": message}, status)
