"""Vault, cursors, throttle, passwords, names and log lines: small parts that protect."""

import asyncio
import contextlib
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.passwords import Passwords, WeakPassword
from backend.accounts.throttle import LONGEST_WAIT, Throttle
from backend.blobs.names import clean_type, file_name
from backend.cli.options import NotAllowed, ServeOptions, check
from backend.feed.cursors import CannotCalculate, Cursors, Position
from backend.log import CutShort, keep_allowed
from backend.storage.vault import Vault, VaultProblem, open_vault
from tests.fakes.clock import FakeClock


def test_the_vault_opens_what_it_sealed_and_nothing_else(tmp_path: Path) -> None:
    vault = open_vault(tmp_path)
    sealed = vault.seal(b"secret")
    assert "secret" not in sealed
    assert sealed != vault.seal(b"secret")
    assert open_vault(tmp_path).open(sealed) == b"secret"
    for other, text in ((Vault(b"x" * 32), sealed), (vault, sealed[:-4] + "AAAA"), (vault, "")):
        with pytest.raises(VaultProblem):
            other.open(text)


@pytest.mark.parametrize("key", ["short", "zz" * 32, "ab" * 31])
def test_a_key_that_is_none_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(VaultProblem, match="64 hexadecimal"):
        open_vault(tmp_path, key)


@given(st.integers(0, 2**60), st.integers(0, 2**60))
def test_a_cursor_is_read_as_it_was_written_by_its_agent_only(seq: int, upper: int) -> None:
    cursors = Cursors(b"k" * 32, "epoch", FakeClock(), 30)
    text = cursors.write("a", Position(seq, upper))
    assert cursors.read("a", text) == Position(seq, upper)
    for stranger, agent in ((cursors, "b"), (Cursors(b"k" * 32, "other", FakeClock(), 30), "a")):
        with pytest.raises(CannotCalculate):
            stranger.read(agent, text)


def test_a_cursor_of_before_there_were_packs_is_good_for_the_same_role(monkeypatch: pytest.MonkeyPatch) -> None:
    now = Cursors(b"k" * 32, "epoch", FakeClock(), 30)
    with monkeypatch.context() as then:
        then.setattr("backend.feed.cursors._VERSION", 2)
        of_lead, of_agent = now.write("a review warning", Position(5)), now.write("a", Position(5))
    assert now.read("a pack review warning", of_lead) == Position(5)
    assert now.read("a", of_agent) == Position(5)
    for reader, text in (("a", of_lead), ("a pack review warning", of_agent)):
        with pytest.raises(CannotCalculate):
            now.read(reader, text)
    with pytest.raises(CannotCalculate):
        now.read("a review warning", now.write("a pack review warning", Position(5)))


@given(st.integers(0, 75), st.characters(categories=["L", "N"]))
def test_a_changed_cursor_is_refused(place: int, sign: str) -> None:
    cursors = Cursors(b"k" * 32, "epoch", FakeClock(), 30)
    text = cursors.write("a", Position(5))
    changed = text[:place] + sign + text[place + 1 :]
    if changed == text:
        return
    with contextlib.suppress(CannotCalculate):
        assert cursors.read("a", changed) == Position(5), "the last sign has bits that mean nothing"


def test_waiting_grows_to_a_limit_and_is_forgotten() -> None:
    clock = FakeClock()
    throttle = Throttle(clock)
    waits = []
    for _ in range(20):
        throttle.failed("a")
        waits.append(throttle.wait("a"))
    assert waits[:7] == [0, 0, 0, 1, 2, 4, 8]
    assert max(waits) == LONGEST_WAIT
    assert throttle.wait("b") == 0
    clock.jump(timedelta(days=-1))
    assert throttle.wait("a") == LONGEST_WAIT, "the wall clock decides nothing"
    clock.advance(3601)
    throttle.failed("a")
    assert throttle.wait("a") == 0
    throttle.succeeded("a")
    assert throttle.wait("a") == 0


def test_passwords() -> None:
    passwords = Passwords()
    kept = passwords.hash("a long enough phrase")
    assert passwords.matches(kept, "a long enough phrase")
    assert not passwords.matches(kept, "another")
    assert not passwords.matches("", "nobody has this password"), "the decoy lets nobody in"
    for weak in ("123456789", "1234567890", "PASSWORD123", "ababababab", "x" * 300):
        with pytest.raises(WeakPassword):
            passwords.hash(weak)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\y.exe", "y.exe"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("CON.txt", "_CON.txt"),
        ("name. .", "name"),
        ("\x00\n\t", ""),
        ("x" * 200 + ".jpeg", "x" * 107 + ".jpeg"),
    ],
)
def test_file_names_are_made_harmless(given_name: str, shown: str) -> None:
    assert file_name(given_name) == shown


@given(st.text(max_size=300))
def test_no_file_name_leads_anywhere(text: str) -> None:
    name = file_name(text)
    assert not set(name) & set("/\\:\0\n")
    assert name not in {".", ".."}
    assert len(name) <= 120
    assert file_name(name) == name


def test_media_types_are_types_or_bytes() -> None:
    assert clean_type("Image/PNG; charset=x") == "image/png"
    assert clean_type("text/html\r\nX: y") == "application/octet-stream"
    assert clean_type("") == "application/octet-stream"


def test_log_lines_keep_only_what_is_on_the_list() -> None:
    try:
        raise ValueError("text of a customer")
    except ValueError as error:
        line = keep_allowed(None, "error", {"event": "x", "email": "a@b.c", "code": "y", "exc_info": error})
    assert (line["event"], line["code"], line["error_type"]) == ("x", "y", "ValueError")
    assert "customer" not in str(line)
    assert "email" not in line


def test_of_a_stop_only_what_was_cut_short_is_left_out() -> None:
    told, said = logging.Logger("of the server"), list[object]()
    told.addFilter(CutShort())
    heard = logging.Handler()
    heard.emit = lambda record: said.append(record.exc_info[1] if record.exc_info else record.getMessage())  # type: ignore[method-assign]
    told.addHandler(heard)
    broken = ValueError()
    told.error("Exception in ASGI application", exc_info=asyncio.CancelledError())
    told.error("Cancel %s running task(s), timeout graceful shutdown exceeded", 3)
    told.error("Exception in ASGI application", exc_info=broken)
    told.error("ASGI callable returned without starting response.")
    assert said == [broken, "ASGI callable returned without starting response."]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "shop.example", "::"])
def test_plain_http_is_for_this_computer_only(host: str) -> None:
    with pytest.raises(NotAllowed):
        check(ServeOptions(host))
    check(ServeOptions(host, behind_proxy=True))
    check(ServeOptions(host, tls_cert=Path("c"), tls_key=Path("k")))
    for local in ("127.0.0.1", "127.9.9.9", "::1", "localhost"):
        check(ServeOptions(local))
