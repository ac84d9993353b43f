"""Fetches bytes from providers: guarded, with caps on time, size and redirects (S12, S13)."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import httpx

from backend.channels.guard import Forbidden, Guard, Target

TIME_LIMIT = 120.0
SIZE_LIMIT = 100 * 1024 * 1024
_REDIRECTS = 3


class NotFetched(Exception):
    """The bytes did not come. `final` says that asking again is no use."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.final = final


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: where the bytes were written, how many, and what the provider calls them."""

    path: Path
    size: int
    media_type: str


class Fetcher:
    """Fetches into files."""

    def __init__(
        self, http: httpx.AsyncClient, *, size_limit: int = SIZE_LIMIT, time_limit: float = TIME_LIMIT
    ) -> None:
        self._http = http
        self._size_limit = size_limit
        self._time_limit = time_limit

    async def fetch(self, guard: Guard, url: str, token: str, into: Path) -> Fetched:
        """Writes what the address holds into a file. The token goes only to hosts that may see it.

        Raises:
            NotFetched: refused by the guard, too large, too slow, gone, or the network failed.
        """
        try:
            async with asyncio.timeout(self._time_limit):
                return await self._follow(guard, url, token, into)
        except Forbidden as error:
            raise NotFetched(str(error), final=True) from error
        except TimeoutError as error:
            raise NotFetched("too slow", final=False) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise NotFetched(type(error).__name__, final=False) from error

    async def _follow(self, guard: Guard, url: str, token: str, into: Path) -> Fetched:
        for _ in range(_REDIRECTS + 1):
            target = await guard.check(url)
            request = self._request(target, token if guard.is_base(target.url) else "")
            response = await self._http.send(request, stream=True, follow_redirects=False)
            try:
                if response.status_code in {301, 302, 303, 307, 308}:
                    url = str(target.url.join(response.headers.get("Location", "")))
                    continue
                return await self._take(response, into)
            finally:
                await response.aclose()
        raise NotFetched("too many redirects", final=True)

    def _request(self, target: Target, token: str) -> httpx.Request:
        headers = {"Host": target.url.netloc.decode("ascii"), "Accept-Encoding": "identity"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        pinned = target.url.copy_with(host=target.address)
        extensions = {"sni_hostname": target.url.host}
        return self._http.build_request("GET", pinned, headers=headers, extensions=extensions)

    async def _take(self, response: httpx.Response, into: Path) -> Fetched:
        status = response.status_code
        if status != 200:
            raise NotFetched(f"status {status}", final=status in {400, 404, 410})
        size = 0
        with into.open("wb") as file:
            # Decoded bytes are counted, so that a small compressed answer cannot become a large file.
            async for chunk in response.aiter_bytes():
                size += len(chunk)
                if size > self._size_limit:
                    raise NotFetched("too large", final=True)
                file.write(chunk)
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Fetched(into, size, media_type)
