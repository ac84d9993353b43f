"""Secrets in a small file under a passphrase, where there is no keychain (Argon2id, AES-GCM; reliability 4)."""

import base64
import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.errors import Refused, StorageFull

SHORTEST = 10
"""Characters of a passphrase; what protects a customer's words should not be guessed in an afternoon."""
WRONG = "wrong_passphrase"
DAMAGED = "vault_damaged"
_FORMAT = 1
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES = 16, 12, 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs (S1: at least t=2, 19 MiB); kept in the file, so that it can rise later."""

    passes: int = 3
    kibibytes: int = 64 * 1024
    lanes: int = 1


class Vault:
    """Open or locked; while it is open every change is written at once, durably or not at all.

    All calls may take a fifth of a second: call from a worker thread.

    Attributes:
        path: the file; it exists from `create` to `erase`.
        cost: of new passphrases.
    """

    def __init__(self, path: Path, cost: Cost | None = None) -> None:
        self.path = path
        self.cost = cost or Cost()
        self._key: bytes | None = None
        self._header: dict[str, Any] = {}
        self._held: dict[str, str] = {}

    @property
    def exists(self) -> bool:
        """Whether this computer has one."""
        return self.path.exists()

    @property
    def is_open(self) -> bool:
        """Whether its secrets can be read."""
        return self._key is not None

    def create(self, passphrase: str, held: dict[str, str]) -> None:
        """A new one with these secrets. Raises Refused("passphrase_short"), StorageFull."""
        if len(passphrase) < SHORTEST:
            raise Refused("passphrase_short")
        salt = secrets.token_bytes(_SALT_BYTES)
        header = {"format": _FORMAT, "salt": _text(salt), **asdict(self.cost)}
        self._save(_derive(passphrase, salt, self.cost), header, held)

    def unlock(self, passphrase: str) -> None:
        """Opens it. Raises Refused(WRONG) or Refused(DAMAGED)."""
        header, nonce, sealed = self._read()
        try:
            salt = base64.b64decode(header["salt"])
            cost = Cost(int(header["passes"]), int(header["kibibytes"]), int(header["lanes"]))
        except (KeyError, TypeError, ValueError) as error:
            raise Refused(DAMAGED) from error
        key = _derive(passphrase, salt, cost)
        self._held = json.loads(_unseal(key, nonce, sealed, header))
        self._key, self._header = key, header

    def change(self, old: str, new: str) -> None:
        """Another passphrase. Raises Refused(WRONG or "passphrase_short"), StorageFull: then the old one stays."""
        self.unlock(old)
        self.create(new, dict(self._held))

    def lock(self) -> None:
        """Forgets the key and what it opened."""
        self._key, self._header, self._held = None, {}, {}

    def erase(self) -> None:
        """The end of everything that its secrets protect (S21)."""
        self.lock()
        self.path.unlink(missing_ok=True)

    def get(self, name: str) -> str | None:
        """A kept secret; None also while it is locked."""
        return self._held.get(name)

    def put(self, name: str, value: str) -> None:
        """Keeps a secret. Raises StorageFull."""
        if self._key is not None:
            self._save(self._key, self._header, {**self._held, name: value})

    def delete(self, name: str) -> None:
        """Forgets one. Raises StorageFull."""
        if self._key is not None and name in self._held:
            kept = {key: value for key, value in self._held.items() if key != name}
            self._save(self._key, self._header, kept)

    def _save(self, key: bytes, header: dict[str, Any], held: dict[str, str]) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(key).encrypt(nonce, json.dumps(held).encode(), _bound(header))
        _write(self.path, {**header, "nonce": _text(nonce), "sealed": _text(sealed)})
        self._key, self._header, self._held = key, header, held

    def _read(self) -> tuple[dict[str, Any], bytes, bytes]:
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            nonce, sealed = base64.b64decode(kept.pop("nonce")), base64.b64decode(kept.pop("sealed"))
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
            raise Refused(DAMAGED) from error
        if kept.get("format") != _FORMAT:
            raise Refused("newer_version")
        return kept, nonce, sealed


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    text = passphrase.encode("utf-8", "surrogatepass")
    return hash_secret_raw(text, salt, cost.passes, cost.kibibytes, cost.lanes, _KEY_BYTES, Type.ID)


def _unseal(key: bytes, nonce: bytes, sealed: bytes, header: dict[str, Any]) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(nonce, sealed, _bound(header))
    except (InvalidTag, ValueError) as error:
        raise Refused(WRONG) from error


def _bound(header: dict[str, Any]) -> bytes:
    """The header cannot be weakened without the tag noticing."""
    return json.dumps(header, sort_keys=True).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _write(path: Path, content: dict[str, Any]) -> None:
    """The whole new file or the whole old one, readable by its owner only (S17)."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    except OSError as error:
        raise StorageFull("", type(error).__name__) from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(content, stream)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise StorageFull("", type(error).__name__) from error
