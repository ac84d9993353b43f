"""What the HTTP library would load for its command line is left alone: the list could be used later for it."""

import subprocess
import sys

_ASK = """
import asyncio, sys
from app.clock import SystemClock
from app.errors import KnownError
from sync.braid.gateway import BraidGateway

async def ask():
    gateway = BraidGateway("http://127.0.0.1:1", SystemClock(), "test")
    try:
        await gateway.sign_in("a@example.com", "x")
    except KnownError:
        pass
    await gateway.close()

asyncio.run(ask())
print(*sorted({"httpx", "rich", "pygments", "click"} & set(sys.modules)))
"""


def test_nothing_of_its_command_line_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["httpx"]
