"""Secrets at rest: sealed with AES-GCM under a key that is not in the database."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

_KEY_BYTES = 32
_NONCE_BYTES = 12
_MARK = "v1."


class VaultProblem(Exception):
    """The vault's key is missing or wrong, or a sealed text was changed."""


class Vault:
    """Seals and opens small secrets; the key is 32 random bytes."""

    def __init__(self, key: bytes) -> None:
        if len(key) != _KEY_BYTES:
            raise VaultProblem("The vault's key has to be 32 bytes, written as 64 hexadecimal digits.")
        self._key = key

    def seal(self, secret: bytes) -> str:
        """The secret as text that only this key opens."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self._key).encrypt(nonce, secret, None)
        return _MARK + base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str) -> bytes:
        """The secret. Raises VaultProblem when the key is another one or the text was changed."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            raw = base64.urlsafe_b64decode(sealed.removeprefix(_MARK))
            return AESGCM(self._key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None)
        except (InvalidTag, ValueError) as error:
            raise VaultProblem("A stored secret cannot be opened with this vault key.") from error

    def derive(self, purpose: str) -> bytes:
        """A key for another purpose, always the same for the same purpose."""
        return hmac.new(self._key, purpose.encode(), hashlib.sha256).digest()


def open_vault(data_dir: Path, given: str = "") -> Vault:
    """The vault with the given key (hexadecimal), else with the one in the data folder, made at the first start."""
    if given:
        return Vault(_from_hex(given))
    path = data_dir / "vault.key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        _write_once(path, secrets.token_hex(_KEY_BYTES))
    return Vault(_from_hex(path.read_text("ascii").strip()))


def _from_hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise VaultProblem("The vault's key has to be 64 hexadecimal digits.") from error


def _write_once(path: Path, text: str) -> None:
    # A process that dies half-way must not leave a short key behind: written beside, then put in place.
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
