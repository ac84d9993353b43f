"""Ports around the work: who is signed in, what keeps it safe, settings, people and channels."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ports import Session
    from app.services.admin import NewChannel, Record
    from app.services.protection import Protection
    from domain.salvage import Salvage


class SessionPort(Protocol):
    """Who is signed in."""

    @property
    def current(self) -> "Session | None":
        """The session, None before sign-in."""

    @property
    def durable(self) -> bool:
        """Whether the keychain keeps the session and the database key."""

    async def sign_in(self, server: str, email: str, password: str, remember: bool) -> "Session":
        """Opens a session and the local store behind it."""

    async def start_trial(self) -> "Session":
        """Starts the backend on this computer with simulated customers."""

    async def resume(self) -> "Session | None":
        """The kept session, also without network; None when there is none."""

    async def rename(self, name: str) -> None:
        """Another name of one's own, on the server."""

    async def sign_out(self) -> None:
        """Ends the session."""


class SafetyPort(Protocol):
    """What keeps work safe on this computer (`app.services.safety`)."""

    async def salvaged(self) -> "Salvage | None":
        """What was saved from a damaged database and not read yet."""

    async def forget_salvage(self) -> None:
        """It was read."""

    async def backup(self, target: "Path", passphrase: str, progress: "Callable[[float], None]") -> None:
        """One encrypted file with everything; `progress` is told the done share."""

    async def restore(self, source: "Path", passphrase: str) -> None:
        """Puts a backup in the place of what is here."""

    async def export_unsent(self, path: "Path") -> int:
        """Writes what waits for people to read; returns how many."""


class ProtectionPort(Protocol):
    """How what this computer holds is protected (`app.services.protection`)."""

    async def state(self) -> "Protection":
        """Who has the key."""

    async def protect(self, passphrase: str) -> None:
        """From now on a passphrase keeps what was in memory only."""

    async def unlock(self, passphrase: str) -> "Session | None":
        """Opens what is kept; None when nobody is kept signed in."""

    async def change(self, old: str, new: str) -> None:
        """Another passphrase."""

    async def change_password(self, present: str, new: str) -> None:
        """Another password of one's own, on the server."""

    async def start_anew(self) -> None:
        """Erases what nobody can open any more."""

    async def sessions(self, agent_id: str = "") -> list["Record"]:
        """Where somebody is signed in; "" for oneself."""

    async def end_session(self, session_id: str, agent_id: str = "", *, wipe: bool = False) -> None:
        """Signs that computer out, or has it erase what it holds."""


class SettingsPort(Protocol):
    """Small choices that survive a restart; assigning keeps them (`app.services.settings`).

    Attributes:
        theme: "system", "light" or "dark".
        direction: "ltr" or "rtl" for the screens, "" as their language runs.
        zoom: percent, 80 to 200.
        shortcuts: the agent's own keys (`ui.keymap`), "" for none.
        hide_alert_content: whether notifications say nothing of customers. alert_sound: whether they are heard.
        geometry, layout: window and splitters, base64. budget: figures of the calculator, JSON.
        complaint_views, complaint_view: saved views of the board, and the last one in force, JSON.
        undo_seconds: for how long a reply can be called back, 0 for not at all.
        stale_hours: how long a reply may wait before somebody has to look at it again.
    """

    theme: str
    enter_sends: bool
    reduced_motion: bool
    direction: str
    zoom: int
    undo_seconds: int
    stale_hours: int
    shortcuts: str
    hide_alert_content: bool
    alert_sound: bool
    quiet_until: str
    alerts_seen: str
    geometry: str
    layout: str
    budget: str
    complaint_views: str
    complaint_view: str


class AdminPort(Protocol):
    """Channels and people; online only. Records carry the wire's field names."""

    async def channel_accounts(self) -> list["Record"]:
        """The accounts as the server has them, each with its `webhook_path`."""

    async def add_channel(self, channel: "NewChannel") -> "Record":
        """Adds an account."""

    async def change_channel(self, account_id: str, **changes: object) -> "Record":
        """Changes an account."""

    async def remove_channel(self, account_id: str) -> None:
        """Removes an account; its threads stay."""

    async def agents(self) -> list["Record"]:
        """Everybody, also those who are not active."""

    async def add_agent(self, name: str, email: str, role: str, password: str) -> "Record":
        """Adds a person."""

    async def change_agent(self, agent_id: str, **changes: object) -> "Record":
        """Changes what a person may do."""
