"""Folders as an earlier run of the program left them: `python -m tests.support.homes FOLDER THREADS MESSAGES`."""

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from app.config import Kept, SettingsFile
from app.paths import Paths
from app.services.account_files import account_name
from domain.agent import Agent, Role
from domain.ids import AgentId

SERVER = "http://127.0.0.1:9"
"""Nobody answers there: the program starts offline."""

ME = Agent(AgentId("01890000-0000-7000-8000-000000000001"), "Ada", "ada@example.com", Role.AGENT, True, 1)
KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Home:
    """One BRAID_HOME."""

    folder: Path

    @property
    def paths(self) -> Paths:
        return Paths(self.folder / "config", self.folder / "data", self.folder / "state")

    @property
    def secrets(self) -> Path:
        return self.folder / "secrets.json"

    @property
    def trace(self) -> Path:
        return self.folder / "trace"


def seeded_home(folder: Path, threads: int, messages: int) -> Home:
    """A kept session with a full local database; made in a process of its own, so that nothing is warm here."""
    words = [sys.executable, "-m", "tests.support.homes", str(folder), str(threads), str(messages)]
    subprocess.run(words, check=True)
    return Home(folder)


async def _make(home: Home, threads: int, messages: int) -> None:
    from app.clock import SystemClock, make_ids
    from app.services.agent_text import agent_to_text
    from localdb.opened import OpenedStore
    from localdb.store import open_store
    from tests.support.seeding import Plan, seed

    home.paths.make()
    name = account_name(SERVER, ME.id)
    clock = SystemClock()
    store = await open_store(home.paths.accounts / name / "braid.db", KEY, clock, make_ids(clock), ME.id)
    assert isinstance(store, OpenedStore)
    await seed(store, Plan(ME.id, threads, messages))
    await store.state.put("agent", agent_to_text(ME))
    await store.close()
    SettingsFile(home.paths.settings_file).keep(Kept(SERVER, name, ME.id))
    home.secrets.write_text(json.dumps({f"database:{name}": KEY.hex(), f"refresh:{name}": "kept"}), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_make(Home(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])))
