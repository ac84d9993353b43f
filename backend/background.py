"""Work that runs beside the requests from the server's start to its end."""

import asyncio
from abc import ABC, abstractmethod


class BackgroundWork(ABC):
    """One task on the running loop; ended by cancelling it."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    @abstractmethod
    async def _run(self) -> None:
        """All of it."""

    def start(self) -> None:
        """Begins, if it does not run already; on the running loop."""
        if self._task is not None and not self._task.done():
            return
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Ends it."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
