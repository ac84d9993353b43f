"""Secrets under a passphrase: only the right one opens them; no write leaves half a file (S17, reliability 4)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.errors import Refused, StorageFull
from app.secrets import GuardedSecrets, OsSecrets
from app.vault import Cost, Vault

CHEAP = Cost(passes=1, kibibytes=64)
PHRASE = "correct horse battery 馬"


def vault(folder: Path, **held: str) -> Vault:
    made = Vault(folder / "vault.json", CHEAP)
    made.create(PHRASE, held)
    return made


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        action()
    return refused.value.code


def test_what_was_kept_is_there_for_who_knows_the_passphrase(tmp_path: Path) -> None:
    made = vault(tmp_path, key="ab" * 32)
    made.put("token", "secret-token")
    text = made.path.read_text()
    assert "secret-token" not in text
    assert "ab" * 32 not in text
    assert made.path.stat().st_mode & 0o077 == 0
    later = Vault(made.path)
    assert (later.get("key"), later.is_open) == (None, False)
    later.unlock(PHRASE)
    assert (later.get("key"), later.get("token")) == ("ab" * 32, "secret-token")
    later.delete("token")
    later.lock()
    assert later.get("key") is None
    later.unlock(PHRASE)
    assert later.get("token") is None


def test_a_wrong_passphrase_is_said_and_opens_nothing(tmp_path: Path) -> None:
    made = vault(tmp_path, key="x")
    made.lock()
    assert code_of(lambda: made.unlock(PHRASE + " ")) == "wrong_passphrase"
    assert not made.is_open
    assert made.get("key") is None


def test_short_passphrases_are_refused(tmp_path: Path) -> None:
    made = Vault(tmp_path / "vault.json", CHEAP)
    assert code_of(lambda: made.create("123456789", {})) == "passphrase_short"
    assert not made.exists


def test_another_passphrase(tmp_path: Path) -> None:
    made = vault(tmp_path, key="x")
    assert code_of(lambda: made.change("not it, not at all", "something else entirely")) == "wrong_passphrase"
    made.change(PHRASE, "something else entirely")
    made.lock()
    assert code_of(lambda: made.unlock(PHRASE)) == "wrong_passphrase"
    made.unlock("something else entirely")
    assert made.get("key") == "x"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: {**kept, "passes": kept["passes"] + 1},
        lambda kept: {**kept, "kibibytes": 8},
        lambda kept: {**kept, "sealed": kept["sealed"][:-8] + "AAAAAAA="},
    ],
)
def test_a_changed_file_opens_nothing(tmp_path: Path, spoil: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    made = vault(tmp_path, key="x")
    made.path.write_text(json.dumps(spoil(json.loads(made.path.read_text()))))
    assert code_of(lambda: Vault(made.path).unlock(PHRASE)) == "wrong_passphrase"


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"nonce": 1, "sealed": 2}', '{"nonce":"","sealed":""}'])
def test_a_file_that_is_none(tmp_path: Path, content: str) -> None:
    made = vault(tmp_path)
    made.path.write_text(content)
    assert code_of(lambda: Vault(made.path).unlock(PHRASE)) in {"vault_damaged", "newer_version"}


def test_a_disk_that_refuses_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = vault(tmp_path, key="x")
    before = made.path.read_text()

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(StorageFull):
        made.put("key", "y")
    assert made.path.read_text() == before
    assert made.get("key") == "x"
    assert [file.name for file in tmp_path.iterdir()] == ["vault.json"]


def no_keychain() -> None:
    return None


def unwanted(error: Exception) -> None:
    raise error


def test_without_a_keychain_the_passphrase_makes_secrets_durable(tmp_path: Path) -> None:
    secrets = GuardedSecrets(OsSecrets(no_keychain, unwanted), Vault(tmp_path / "vault.json", CHEAP))
    assert (secrets.durable, secrets.locked) == (False, False)
    secrets.protect(PHRASE)
    secrets.put("database:a", "key")
    secrets.put("refresh:a", "token")
    assert secrets.durable
    later = GuardedSecrets(OsSecrets(no_keychain, unwanted), Vault(tmp_path / "vault.json"))
    assert (later.durable, later.locked, later.get("database:a")) == (False, True, None)
    later.vault.unlock(PHRASE)
    assert (later.durable, later.locked) == (True, False)
    assert (later.get("database:a"), later.get("refresh:a")) == ("key", "token")
