"""What a session is made of, each by its port; `app.bootstrap` hands them in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.config import SettingsFile
from app.ports import Engine, Gateway, LocalStore
from app.secrets import GuardedSecrets
from app.services.account_files import AccountFiles
from app.services.desk import Desk
from app.tasks import TaskOwner


class Embedded(Protocol):
    """The backend on this computer."""

    async def start(self) -> tuple[str, str]:
        """Its address and its secret once it answers; may be called again. Raises Unreachable."""

    async def stop(self) -> None:
        """Ends it."""


class Connector(Protocol):
    """Makes what talks to a server."""

    async def prepare(self) -> None:
        """Imports what the two others need, beside the loop; it takes a while and so comes after the first frame."""

    def gateway(self, server: str) -> Gateway:
        """A server's gateway."""

    def engine(self, gateway: Gateway, store: LocalStore) -> Engine:
        """What keeps that store and that server in step."""


@dataclass(frozen=True, slots=True)
class SessionParts:
    """What a session is made of, each by its port."""

    desk: Desk
    tasks: TaskOwner
    settings: SettingsFile
    secrets: GuardedSecrets
    files: AccountFiles
    connector: Connector
    embedded: Embedded
    report: Callable[[Exception], None]
