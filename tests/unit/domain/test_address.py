"""What counts as this computer (S7)."""

import pytest

from domain.address import is_loopback


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1", "[::1]"])
def test_this_computer(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "0.0.0.0", "10.0.0.1", "localhost.example.com", "127.0.0.1.example.com", "::"])
def test_other_computers(host: str) -> None:
    assert not is_loopback(host)
