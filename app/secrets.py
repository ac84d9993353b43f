"""The OS keychain behind an allow-list; memory where there is none. Never a plain file (reliability 4)."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol

from app.ports import Secrets
from app.vault import Vault

SERVICE = "Braid"
LONGEST = 512

ALLOWED = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.Windows.WinVaultKeyring",
)
"""Real keychains only. keyring by itself would also take a plaintext file when such a plug-in is installed."""


class Keychain(Protocol):
    """What we use of a keyring backend."""

    def get_password(self, service: str, username: str) -> str | None:
        """The kept value."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps a value."""

    def delete_password(self, service: str, username: str) -> None:
        """Forgets a value; raises when there is none."""


class MemorySecrets:
    """Forgets with the program."""

    durable = False

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """A kept secret."""
        return self._held.get(name)

    def put(self, name: str, value: str) -> None:
        """Keeps a secret."""
        self._held[name] = _checked(value)

    def delete(self, name: str) -> None:
        """Forgets it."""
        self._held.pop(name, None)


class OsSecrets:
    """The OS keychain; from the first failure on memory, so that the program stays usable.

    All calls may block (a keychain may ask its user to unlock it): call from a worker thread.

    Attributes:
        find: gives the keychain, None when this computer has none; called at first use, for it imports a lot.
        report: is told why the keychain was given up.
    """

    def __init__(self, find: Callable[[], Keychain | None], report: Callable[[Exception], None]) -> None:
        self.find = find
        self.report = report
        self._memory = MemorySecrets()
        self._keychain: Keychain | None = None
        self._asked = False

    @property
    def durable(self) -> bool:
        """Whether what is kept survives the program; asks the keychain when nobody has yet."""
        return self._open() is not None

    def get(self, name: str) -> str | None:
        """A kept secret."""
        held = self._memory.get(name)
        if held is not None:
            return held
        return self._try(lambda keychain: keychain.get_password(SERVICE, name))

    def put(self, name: str, value: str) -> None:
        """Keeps a secret of at most 512 characters; in memory too, for a keychain that fails later."""
        self._memory.put(name, value)
        self._try(lambda keychain: keychain.set_password(SERVICE, name, value))

    def delete(self, name: str) -> None:
        """Forgets it."""
        self._memory.delete(name)
        if self._try(lambda keychain: keychain.get_password(SERVICE, name)) is not None:
            self._try(lambda keychain: keychain.delete_password(SERVICE, name))

    def _open(self) -> Keychain | None:
        if not self._asked:
            self._asked = True
            try:
                self._keychain = self.find()
            except Exception as error:  # backends raise what their system raises
                self._give_up(error)
            # A locked keychain shows itself only when it is asked for something.
            self._try(lambda keychain: keychain.get_password(SERVICE, "probe"))
        return self._keychain

    def _try(self, ask: Callable[[Keychain], str | None]) -> str | None:
        keychain = self._open()
        if keychain is None:
            return None
        try:
            return ask(keychain)
        except Exception as error:  # as above
            self._give_up(error)
            return None

    def _give_up(self, error: Exception) -> None:
        self._keychain = None
        self.report(error)


class GuardedSecrets:
    """The keychain; where there is none, the vault once its passphrase was given; memory until then.

    Attributes:
        vault: asked only on computers without a keychain.
    """

    def __init__(self, keychain: Secrets, vault: Vault) -> None:
        self.vault = vault
        self._keychain = keychain

    @property
    def durable(self) -> bool:
        """Whether what is kept survives the program."""
        return self._keychain.durable or self.vault.is_open

    @property
    def in_keychain(self) -> bool:
        """Whether this computer has a keychain that works."""
        return self._keychain.durable

    @property
    def locked(self) -> bool:
        """Whether only a passphrase opens what this computer holds."""
        return self.vault.exists and not self.vault.is_open and not self._keychain.durable

    def protect(self, passphrase: str) -> None:
        """From now on a passphrase makes secrets last. Raises Refused("passphrase_short"), StorageFull."""
        self.vault.create(passphrase, {})

    def get(self, name: str) -> str | None:
        """A kept secret."""
        return self._keeper().get(name)

    def put(self, name: str, value: str) -> None:
        """Keeps a secret of at most 512 characters."""
        self._keeper().put(name, _checked(value))

    def delete(self, name: str) -> None:
        """Forgets it."""
        self._keeper().delete(name)

    def _keeper(self) -> "Secrets | Vault":
        return self.vault if self.vault.is_open and not self._keychain.durable else self._keychain


def find_keychain(allowed: Sequence[str] = ALLOWED) -> Keychain | None:
    """The best allowed keychain of this computer; asks each class by name, so no plug-in can slip in."""
    found = [kind for kind in map(_load, allowed) if kind is not None and _priority(kind) > 0]
    if not found:
        return None
    chosen: Keychain = max(found, key=_priority)()
    return chosen


def _load(name: str) -> type | None:
    module, _dot, kind = name.rpartition(".")
    try:
        found: type = getattr(import_module(module), kind)
    except Exception:  # a backend of another system may fail in its own way
        return None
    return found


def _priority(kind: type) -> float:
    """keyring's own word for how well a backend fits here; it raises where the backend does not work."""
    try:
        return float(getattr(kind, "priority", 0))
    except Exception:  # as above
        return 0.0


def _checked(value: str) -> str:
    """Windows refuses more than 1,280 characters; two short secrets are all we keep."""
    if len(value) > LONGEST:
        raise ValueError(f"a secret of more than {LONGEST} characters")
    return value
