"""Work that runs beside the requests from the server's start to its end."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable

from backend.log import logger


class BackgroundWork(ABC):
    """One task on the running loop; ended by cancelling it."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    @abstractmethod
    async def _run(self) -> None:
        """All of it."""

    async def _every(self, seconds: float, step: Callable[[], object], failure: str) -> None:
        """The same step again and again, off the loop; one that fails is logged under that name and tried again."""
        while True:
            try:
                await asyncio.to_thread(step)
            except Exception:  # the next turn is another try
                logger.exception(failure)
            await asyncio.sleep(seconds)

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
