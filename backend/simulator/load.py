"""Load: so and so many customers' messages a second to the real webhooks, and how quickly they are taken (R-2)."""

import asyncio
import math
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import httpx

from backend.channels.signature import HEADER, sign
from backend.simulator import bodies
from backend.simulator.people import EVERYBODY
from domain.clock import Clock

_ORDER = re.compile(r"BR-\d+")


@dataclass(frozen=True, slots=True)
class Target:
    """One channel account of the server: where its webhooks are and how they are signed.

    Attributes:
        path: as the account's `webhook_path` says ("/v1/webhooks/whatsapp/…").
    """

    kind: str
    path: str
    provider_id: str
    app_secret: str


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What came of it; times in milliseconds from the post to the server's answer, `taken` in bodies."""

    messages: int
    taken: int
    seconds: float
    median_ms: float
    p99_ms: float
    slowest_ms: float


async def run(
    server: str,
    targets: Sequence[Target],
    clock: Clock,
    *,
    per_second: float,
    messages: int,
    per_body: int = 1,
    customers: int = 500,
    seed: int = 1,
) -> LoadResult:
    """Posts that many messages of that many customers at that rate, whatever the server's pace is.

    Meta puts up to 1,000 into one body when there are many: `per_body`.

    Args:
        server: its address ("http://127.0.0.1:8020").
        targets: the accounts, used in turn.
    """
    random, times = Random(seed), _Times()
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
    async with httpx.AsyncClient(base_url=server, limits=limits, timeout=60.0, trust_env=False) as http:
        began = clock.monotonic()
        async with asyncio.TaskGroup() as group:
            for number in range(0, messages, per_body):
                await asyncio.sleep(max(0.0, began + number / per_second - clock.monotonic()))
                target = targets[number // per_body % len(targets)]
                parts = [_body(target, random, customers, clock) for _ in range(min(per_body, messages - number))]
                raw = bodies.encode({**parts[0], "entry": [entry for part in parts for entry in part["entry"]]})
                group.create_task(_post(http, target, raw, clock, times))
        seconds = clock.monotonic() - began
    return times.result(messages, seconds)


class _Times:
    def __init__(self) -> None:
        self.taken: list[float] = []

    def result(self, sent: int, seconds: float) -> LoadResult:
        ordered = sorted(self.taken) or [math.nan]
        median, p99 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
        return LoadResult(sent, len(self.taken), seconds, median, p99, ordered[-1])


async def _post(http: httpx.AsyncClient, target: Target, raw: bytes, clock: Clock, times: _Times) -> None:
    began = clock.monotonic()
    try:
        response = await http.post(target.path, content=raw, headers={HEADER: sign(raw, target.app_secret)})
    except httpx.HTTPError:
        return
    if response.status_code == 200:
        times.taken.append((clock.monotonic() - began) * 1000)


def _body(target: Target, random: Random, customers: int, clock: Clock) -> bodies.Body:
    persona, number = random.choice(EVERYBODY), random.randrange(customers)
    text = random.choice((*persona.opening, persona.asked, persona.impatient))
    # Each customer has orders of their own: one number that everybody names would be evidence for thousands of joins.
    text = _ORDER.sub(f"BR-{10_000_000 + number}", text)
    now = clock.now()
    if target.kind == "instagram":
        message = {"mid": f"m_{uuid.uuid4().hex}", "text": text}
        item = bodies.instagram_item(f"1799{number:010d}", target.provider_id, now, message=message)
        return bodies.instagram(target.provider_id, now, item)
    content = {"type": "text", "text": {"body": text}}
    told = bodies.whatsapp_message(f"4479{number:08d}", f"Load {number}", f"wamid.{uuid.uuid4().hex}", now, **content)
    return bodies.whatsapp(bodies.WhatsAppNumber(target.provider_id), **told)
