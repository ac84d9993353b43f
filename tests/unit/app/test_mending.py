"""A database that breaks: at the start, and under the program while it works (R11)."""

# ruff: noqa: ASYNC110, ASYNC240

import asyncio
import shutil
from pathlib import Path

import pytest

from app.clock import make_ids
from app.errors import StorageUnreadable
from app.ports import Draft
from app.services.salvage_text import SALVAGE, salvage_from_text
from domain.ids import AgentId, ThreadId
from domain.inbox import Folder
from domain.salvage import Salvage
from localdb.mending import SqlMender
from tests.storage.damage import flip, pages_of
from tests.support.workspace import KeptSecrets, Workspace

SERVER = "https://support.example.com"
PAGE = 4096
LATER = 10**15
"""A revision over all others."""


async def _signed_in(folder: Path, secrets: KeptSecrets) -> Workspace:
    workspace = Workspace(folder, secrets)
    await workspace.session.sign_in(SERVER, "nok@example.com", "pass", True)
    await workspace.caught_up()
    return workspace


async def _write_offline(workspace: Workspace) -> ThreadId:
    """Three replies and a draft that have not left."""
    workspace.gateway.online = False
    thread = (await workspace.inbox.rows(Folder.MINE, 1))[0].thread_id
    revision = 0
    for number in range(3):
        revision = workspace.drafts.next_revision(revision)
        assert await workspace.sending.send(Draft(thread, f"reply {number}", None, False, None, (), revision))
    revision = workspace.drafts.next_revision(revision)
    workspace.drafts.changed(Draft(thread, "half a draft", None, False, None, (), revision))
    await workspace.drafts.flush()
    return thread


async def _report(workspace: Workspace) -> Salvage:
    store = await workspace.desk.store()
    report = salvage_from_text(await store.state.get(SALVAGE))
    assert report is not None
    return report


def _break(file: Path, *, first: bool = True) -> None:
    """The first byte of every page but the first (or of all): no page answers to its code."""
    data = bytearray(file.read_bytes())
    for at in range(0 if first else PAGE, len(data), PAGE):
        data[at + 100] ^= 1
    file.write_bytes(data)


async def test_a_damaged_file_is_salvaged_at_the_start(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = await _signed_in(tmp_path, secrets)
    thread = await _write_offline(workspace)
    await workspace.close()
    (file,) = tmp_path.glob("accounts/*/braid.db")
    with file.open("r+b") as stream:
        stream.seek(200)
        stream.write(b"nonsense")
    workspace = Workspace(tmp_path, secrets, workspace.server)
    assert await workspace.session.resume() is not None
    report = await _report(workspace)
    assert (report.reason, report.replies, report.drafts, report.complete) == ("damaged", 3, 1, True)
    assert (tmp_path / "accounts" / report.aside / "braid.db").exists()
    await workspace.caught_up()
    assert len(await workspace.inbox.rows(Folder.MINE, 50)) == 3
    draft = await workspace.drafts.load(thread)
    assert draft is not None
    assert draft.text == "half a draft"
    assert [text for _, text in workspace.server.provider] == [f"reply {number}" for number in range(3)]
    await workspace.close()
    assert not workspace.reports


async def test_damage_under_the_running_program_is_mended_without_a_restart(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = await _signed_in(tmp_path, secrets)
    thread = await _write_offline(workspace)
    await workspace.close()
    (file,) = tmp_path.glob("accounts/*/braid.db")
    workspace = Workspace(tmp_path, secrets, workspace.server)
    workspace.online = False
    key = next(value for name, value in secrets.held.items() if name.startswith("database"))
    for number in pages_of(file, "customer", bytes.fromhex(key)):
        flip(file, (number - 1) * PAGE + 100)
    await workspace.session.resume()
    workspace.drafts.changed(Draft(thread, "typed meanwhile", None, False, None, (), LATER))
    store = await workspace.desk.store()
    with pytest.raises(StorageUnreadable, match="damaged"):
        await workspace.inbox.card(thread)
    async with asyncio.timeout(10):
        while await workspace.desk.store() is store:
            await asyncio.sleep(0)
    report = await _report(workspace)
    assert (report.replies, report.complete) == (3, True)
    await workspace.drafts.flush()
    draft = await (await workspace.desk.store()).drafts.load(thread)
    assert draft is not None
    assert draft.text == "typed meanwhile"
    for gateway in workspace.gateways:
        gateway.online = True
    workspace.waiting.retry_now()
    await workspace.caught_up()
    assert [text for _, text in workspace.server.provider] == ["reply 0", "reply 1", "reply 2"]
    assert len(await workspace.inbox.rows(Folder.MINE, 50)) == 3
    await workspace.close()


async def test_a_lost_key_is_told(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = await _signed_in(tmp_path, secrets)
    await _write_offline(workspace)
    await workspace.close()
    secrets.held = {name: value for name, value in secrets.held.items() if not name.startswith("database")}
    workspace = await _signed_in(tmp_path, secrets)
    report = await _report(workspace)
    assert (report.reason, report.lost_replies, report.lost_drafts) == ("key_lost", 3, 1)
    await workspace.close()


async def test_a_repair_that_was_cut_off_is_ended_or_begun_again(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = await _signed_in(tmp_path, secrets)
    await _write_offline(workspace)
    await workspace.close()
    (file,) = tmp_path.glob("accounts/*/braid.db")
    home = file.parent
    for complete in (True, False):
        fresh = home.with_name(home.name + ".fresh")
        if complete:  # killed between the two renames
            home.replace(fresh)
        else:  # killed while the fresh one was being made
            shutil.copytree(home, fresh)
        workspace = Workspace(tmp_path, secrets)
        workspace.online = False
        assert await workspace.session.resume() is not None
        assert (await workspace.waiting.waiting()).replies == 3
        assert not fresh.exists()
        await workspace.close()


async def test_what_was_put_aside_goes_after_a_month(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    await (await _signed_in(tmp_path, secrets)).close()
    (file,) = tmp_path.glob("accounts/*/braid.db")
    _break(file)
    for days, left in ((0, 1), (29, 1), (2, 0)):
        workspace = Workspace(tmp_path, secrets)
        workspace.clock.advance(sum(day for day in (0, 29, 2)[: (0, 29, 2).index(days) + 1]) * 86400)
        await workspace.session.resume() or await workspace.session.sign_in(SERVER, "nok@example.com", "pass", True)
        assert len(list(tmp_path.glob("accounts/*.damaged-*"))) == left
        await workspace.close()


async def test_damaged_attachments_alone_are_mended(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = await _signed_in(tmp_path, secrets)
    thread = await _write_offline(workspace)
    store = await workspace.desk.store()
    kept = await store.blobs.add(b"good" * 5000, "good.txt", "text/plain")
    draft = Draft(thread, "", None, False, None, (kept.hash,), LATER)
    await store.drafts.save(draft)
    cached = await store.blobs.add(b"seen" * 200_000, "seen.txt", "text/plain")
    await workspace.close()
    (file,) = tmp_path.glob("accounts/*/blobs.db")
    with file.open("r+b") as stream:
        stream.seek(file.stat().st_size - PAGE * 20 + 50)
        stream.write(b"nonsense")
    workspace = Workspace(tmp_path, secrets, workspace.server)
    workspace.online = False
    await workspace.session.resume()
    store = await workspace.desk.store()
    with pytest.raises(StorageUnreadable):
        await store.blobs.read(cached.hash)
    async with asyncio.timeout(10):
        while await workspace.desk.store() is store:
            await asyncio.sleep(0)
    store = await workspace.desk.store()
    assert await store.blobs.read(kept.hash) == b"good" * 5000
    assert await store.blobs.read(cached.hash) is None
    report = await _report(workspace)
    assert (report.reason, report.lost_files) == ("files", 0)
    assert (await workspace.waiting.waiting()).replies == 3
    await workspace.close()


class _HelplessMender(SqlMender):
    """Comes by something that nobody foresaw."""

    def salvage(self, damaged: Path, fresh: Path, key: bytes, me: AgentId, why: str, aside: str) -> Salvage:
        (fresh.parent).mkdir(parents=True)
        fresh.write_bytes(b"half")
        raise ZeroDivisionError("what somebody wrote")


async def test_a_repair_that_fails_leaves_a_program_that_works(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = await _signed_in(tmp_path, secrets)
    await _write_offline(workspace)
    await workspace.close()
    (file,) = tmp_path.glob("accounts/*/braid.db")
    with file.open("r+b") as stream:
        stream.seek(200)
        stream.write(b"nonsense")
    broken = file.read_bytes()
    workspace = Workspace(tmp_path, secrets, workspace.server)
    files = workspace.session.parts.files
    files.mender = _HelplessMender(workspace.clock, make_ids(workspace.clock))
    await workspace.session.resume()
    if workspace.session.current is None:  # who it was stood in the database
        await workspace.session.sign_in(SERVER, "nok@example.com", "pass", True)
    report = await _report(workspace)
    assert (report.reason, report.lost_replies, report.lost_drafts) == ("failed", 3, 1)
    assert report.details.startswith("ZeroDivisionError in test_mending.py")
    assert "wrote" not in report.details
    assert (tmp_path / "accounts" / report.aside / "braid.db").read_bytes() == broken
    await workspace.caught_up()
    assert len(await workspace.inbox.rows(Folder.MINE, 50)) == 3
    await workspace.close()
    assert not workspace.reports
