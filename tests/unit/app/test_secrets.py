"""Only real keychains are taken, and a failing one costs the keeping, not the program."""

import pytest

from app.secrets import ALLOWED, Keychain, MemorySecrets, OsSecrets, find_keychain


class RealKeychain:
    """Stands for a backend that works."""

    priority = 5.0

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        del self.held[service, username]

    def _open(self) -> None:
        if self.locked:
            raise RuntimeError("locked")


class WeakerKeychain(RealKeychain):
    """Works too, but not so well."""

    priority = 4.0


class AbsentKeychain(RealKeychain):
    """As keyring's backends do on a computer without them."""

    @property
    def priority(self) -> float:  # type: ignore[override]
        raise RuntimeError("no such service")


class PlaintextKeyring(RealKeychain):
    """What keyrings.alt brings along: must never be taken, however it praises itself."""

    priority = 99.0


HERE = __name__


def secrets_on(keychain: Keychain | None) -> tuple[OsSecrets, list[Exception]]:
    reports: list[Exception] = []
    return OsSecrets(lambda: keychain, reports.append), reports


def test_the_best_allowed_keychain_is_taken() -> None:
    names = [f"{HERE}.WeakerKeychain", f"{HERE}.RealKeychain", f"{HERE}.AbsentKeychain", f"{HERE}.Missing", "no.Such"]
    assert type(find_keychain(names)).__name__ == "RealKeychain"
    assert find_keychain([f"{HERE}.Missing", "no.module.Kind"]) is None


def test_no_plaintext_and_no_chain_is_on_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{HERE}.PlaintextKeyring")
    found = find_keychain()
    assert not isinstance(found, PlaintextKeyring)
    assert not [name for name in ALLOWED if "plain" in name.lower() or "chain" in name.lower() or "alt" in name.lower()]


def test_a_real_keychain_keeps_and_forgets() -> None:
    keychain = RealKeychain()
    secrets, reports = secrets_on(keychain)
    secrets.put("a", "1")
    assert secrets.durable
    assert secrets_on(keychain)[0].get("a") == "1"
    secrets.delete("a")
    secrets.delete("never there")
    assert keychain.held == {}
    assert secrets.get("a") is None
    assert not reports


def test_none_means_memory() -> None:
    secrets, reports = secrets_on(None)
    secrets.put("a", "1")
    assert not secrets.durable
    assert secrets.get("a") == "1"
    assert not reports


def test_one_that_locks_itself_later_degrades_to_memory() -> None:
    keychain = RealKeychain()
    secrets, reports = secrets_on(keychain)
    secrets.put("a", "1")
    keychain.locked = True
    secrets.put("b", "2")
    assert not secrets.durable
    assert (secrets.get("a"), secrets.get("b")) == ("1", "2")
    assert len(reports) == 1


def test_one_that_is_locked_from_the_start_is_not_durable() -> None:
    keychain = RealKeychain()
    keychain.locked = True
    secrets, reports = secrets_on(keychain)
    assert not secrets.durable
    assert len(reports) == 1


def test_the_search_itself_may_fail() -> None:
    def find() -> Keychain | None:
        raise RuntimeError("D-Bus is not there")

    reports: list[Exception] = []
    assert not OsSecrets(find, reports.append).durable
    assert len(reports) == 1


@pytest.mark.parametrize("secrets", [MemorySecrets(), secrets_on(RealKeychain())[0]])
def test_long_values_are_our_bug(secrets: MemorySecrets | OsSecrets) -> None:
    with pytest.raises(ValueError, match="512"):
        secrets.put("a", "x" * 513)
