"""A computer without a keychain that shall remember; a lost one that shall forget (S21, reliability 4)."""

import asyncio
from pathlib import Path

import pytest

from app.errors import Locked, Refused, SignedOut, StorageFull, Unreachable
from app.ports import Draft
from app.services.protection import Protection
from domain.inbox import Folder
from tests.fakes import world
from tests.support.workspace import KeptSecrets, Workspace

SERVER = "https://support.example.com"
PHRASE = "correct horse battery"
THREAD = world.thread(1).id


async def signed_in(folder: Path) -> Workspace:
    workspace = Workspace(folder, KeptSecrets(durable=False))
    await workspace.session.sign_in(SERVER, "nok@example.com", "pass", remember=True)
    await workspace.caught_up()
    return workspace


def draft(text: str, revision: int) -> Draft:
    return Draft(THREAD, text, None, False, None, (), revision)


async def test_what_was_in_memory_stays_under_a_passphrase(tmp_path: Path) -> None:
    workspace = await signed_in(tmp_path)
    assert await workspace.protection.state() is Protection.MEMORY
    await workspace.cut_off()
    await workspace.sending.send(draft("Written without a network", 1))
    workspace.drafts.changed(draft("Not yet finished", 2))
    blob = await workspace.attachments.add(b"a list", "a.txt", "text/plain")
    await workspace.protection.protect(PHRASE)
    assert await workspace.protection.state() is Protection.PASSPHRASE
    assert len(await workspace.inbox.rows(Folder.MINE, 50)) == 3
    await workspace.close()

    later = Workspace(tmp_path, KeptSecrets(durable=False), workspace.server)
    with pytest.raises(Locked):
        await later.session.resume()
    with pytest.raises(Refused):
        await later.protection.unlock("not the passphrase")
    session = await later.protection.unlock(PHRASE)
    assert session is not None
    assert (session.agent, session.refresh_token) == (world.ME, "refresh")
    held = await later.drafts.load(THREAD)
    assert held is not None
    assert held.text == "Not yet finished"
    assert await later.attachments.content(blob.hash) == b"a list"
    await later.caught_up()
    assert later.server.provider == [(THREAD, "Written without a network")]
    await later.close()
    assert not workspace.reports + later.reports


async def test_the_reply_goes_on_at_once_after_the_passphrase_was_set(tmp_path: Path) -> None:
    workspace = await signed_in(tmp_path)
    await workspace.protection.protect(PHRASE)
    await workspace.sending.send(draft("Hello", 1))
    await workspace.caught_up()
    assert workspace.server.provider == [(THREAD, "Hello")]
    await workspace.close()


async def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    workspace = await signed_in(tmp_path)
    (tmp_path / "accounts").write_text("a file where the folder should be")
    await workspace.sending.send(draft("Hello", 1))
    with pytest.raises(StorageFull):
        await workspace.protection.protect(PHRASE)
    assert await workspace.protection.state() is Protection.MEMORY
    await workspace.caught_up()
    assert workspace.server.provider == [(THREAD, "Hello")]
    await workspace.close()
    assert not (tmp_path / "vault.json").exists()


async def test_who_forgot_the_passphrase_begins_anew(tmp_path: Path) -> None:
    workspace = await signed_in(tmp_path)
    await workspace.protection.protect(PHRASE)
    await workspace.close()
    later = Workspace(tmp_path, KeptSecrets(durable=False), workspace.server)
    await later.protection.start_anew()
    assert list((tmp_path / "accounts").iterdir()) == []
    assert await later.session.resume() is None
    await later.session.sign_in(SERVER, "nok@example.com", "pass", remember=True)
    await later.close()


async def test_a_wiped_computer_holds_nothing_any_more(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = Workspace(tmp_path, secrets)
    await workspace.session.sign_in(SERVER, "nok@example.com", "pass", remember=True)
    await workspace.caught_up()
    erased = asyncio.Event()
    workspace.session.wiped = erased.set
    assert secrets.held
    workspace.gateway.ended = SignedOut("wiped")
    workspace.desk.engine.retry_now()  # type: ignore[union-attr]
    async with asyncio.timeout(5):
        await erased.wait()
    assert secrets.held == {}
    assert list((tmp_path / "accounts").iterdir()) == []
    assert workspace.session.current is None
    assert not workspace.session.kept
    await workspace.close()


async def test_another_password_of_one_s_own_is_set_on_the_server(tmp_path: Path) -> None:
    workspace = await signed_in(tmp_path)
    await workspace.protection.change_password("pass", "three blue umbrellas")
    wanted = {"present": "pass", "new": "three blue umbrellas"}
    assert workspace.gateway.asked[-1] == ("PUT", "/v1/me/password", wanted)
    await workspace.cut_off()
    with pytest.raises(Unreachable):
        await workspace.protection.change_password("pass", "three blue umbrellas")
    await workspace.close()
