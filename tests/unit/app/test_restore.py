"""A backup through the whole client: what comes out of it goes on, nothing is lost and nothing sent twice (R21)."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import StorageFull, StorageUnreadable
from app.ports import Draft
from domain.ids import ThreadId
from domain.inbox import Folder
from tests.storage.damage import flip
from tests.storage.test_disk_full import tiny_disk
from tests.support.workspace import KeptSecrets, Workspace

SERVER = "https://support.example.com"
SECRET = "a passphrase for backups"
FILE = b"a picture" * 30_000
UNSENT = [*(f"reply {number}" for number in range(3)), "with a file"]


async def signed_in(folder: Path, like: Workspace | None = None) -> Workspace:
    workspace = Workspace(folder, KeptSecrets(), like.server if like else None)
    await workspace.session.sign_in(SERVER, "nok@example.com", "pass", True)
    await workspace.caught_up()
    return workspace


async def reply(workspace: Workspace, thread: ThreadId, text: str, *contents: bytes) -> None:
    store = await workspace.desk.store()
    files = [await store.blobs.add(content, "a.png", "image/png") for content in contents]
    held = await workspace.drafts.load(thread)
    revision = workspace.drafts.next_revision(held.revision if held is not None else 0)
    names = tuple(file.hash for file in files)
    assert await workspace.sending.send(Draft(thread, text, None, False, None, names, revision))


async def draft(workspace: Workspace, thread: ThreadId, text: str) -> None:
    held = await workspace.drafts.load(thread)
    revision = workspace.drafts.next_revision(held.revision if held is not None else 0)
    workspace.drafts.changed(Draft(thread, text, None, False, None, (), revision))
    await workspace.drafts.flush()


async def words(workspace: Workspace, thread: ThreadId) -> str:
    held = await workspace.drafts.load(thread)
    return held.text if held is not None else ""


def go(workspace: Workspace, online: bool) -> None:
    """The network comes or goes, for connections made from now on as well."""
    workspace.online = online
    for gateway in workspace.gateways:
        gateway.go(online)
    workspace.waiting.retry_now()


async def backed_up(folder: Path) -> tuple[Workspace, list[ThreadId], Path]:
    """A client that is offline, with replies, one with a file, and a draft that have not left; and its backup."""
    workspace = await signed_in(folder / "first")
    threads = [row.thread_id for row in await workspace.inbox.rows(Folder.MINE, 3)]
    go(workspace, False)
    for text in UNSENT[:-1]:
        await reply(workspace, threads[0], text)
    await reply(workspace, threads[1], UNSENT[-1], FILE)
    await draft(workspace, threads[2], "half a draft")
    await workspace.safety.backup(folder / "my.backup", SECRET, lambda _share: None)
    return workspace, threads, folder / "my.backup"


def arrived(workspace: Workspace) -> Counter[str]:
    return Counter(text for _, text in workspace.server.provider)


async def test_on_the_same_computer_after_the_work_went_on(tmp_path: Path) -> None:
    workspace, threads, backup = await backed_up(tmp_path)
    go(workspace, True)
    await workspace.caught_up()
    await reply(workspace, threads[1], "written since")
    await draft(workspace, threads[2], "")
    await workspace.caught_up()
    assert arrived(workspace) == Counter([*UNSENT, "written since"])
    go(workspace, False)
    await workspace.safety.restore(backup, SECRET)
    assert (await workspace.waiting.waiting()).replies == len(UNSENT)
    assert await words(workspace, threads[2]) == "half a draft"
    go(workspace, True)
    await workspace.caught_up()
    await reply(workspace, threads[0], "after the restore")
    await workspace.caught_up()
    assert arrived(workspace) == Counter([*UNSENT, "written since", "after the restore"])
    assert workspace.server.blobs
    assert set(workspace.server.blobs.values()) == {FILE}
    assert list((tmp_path / "first" / "accounts").glob("*.damaged-*"))
    await workspace.close()
    assert not workspace.reports


async def test_on_two_computers_that_drain_to_one_server(tmp_path: Path) -> None:
    first, threads, backup = await backed_up(tmp_path)
    second = await signed_in(tmp_path / "second", first)
    go(second, False)
    await second.safety.restore(backup, SECRET)
    assert (await second.waiting.waiting()).replies == len(UNSENT)
    store = await second.desk.store()
    assert [await store.blobs.read(name) for name in await store.outbox.blobs_to_upload()] == [FILE]
    await reply(first, threads[0], "only on the first")
    await reply(second, threads[0], "only on the second")
    go(first, True)
    go(second, True)
    await first.caught_up()
    await second.caught_up()
    assert arrived(first) == Counter([*UNSENT, "only on the first", "only on the second"])
    lane = [text for one, text in first.server.provider if one == threads[0]]
    assert [text for text in lane if text in UNSENT] == UNSENT[:-1]
    assert await words(second, threads[2]) == "half a draft"
    await first.close()
    await second.close()
    assert not first.reports + second.reports


async def test_a_restore_while_the_server_is_reached(tmp_path: Path) -> None:
    workspace, _, backup = await backed_up(tmp_path)
    go(workspace, True)
    await workspace.safety.restore(backup, SECRET)
    await workspace.caught_up()
    assert arrived(workspace) == Counter(UNSENT)
    await workspace.close()


def _damage(backup: Path) -> None:
    flip(backup, backup.stat().st_size // 2)


def _make_newer(backup: Path) -> None:
    from localdb.backup import _keyed

    connection = _keyed(str(backup), SECRET)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def _write_over(backup: Path) -> None:
    backup.write_bytes(b"a shopping list")


def _nothing(_backup: Path) -> None:
    """The file is good."""


@pytest.mark.parametrize(
    ("spoil", "passphrase", "code"),
    [
        (_nothing, "another one", "wrong_passphrase"),
        (_damage, SECRET, "damaged_backup"),
        (_make_newer, SECRET, "newer_version"),
        (_write_over, SECRET, "not_a_backup"),
        (Path.unlink, SECRET, "not_a_backup"),
    ],
)
async def test_what_cannot_be_restored_leaves_everything_as_it_was(
    tmp_path: Path, spoil: Callable[[Path], None], passphrase: str, code: str
) -> None:
    workspace, threads, backup = await backed_up(tmp_path)
    spoil(backup)
    with pytest.raises(StorageUnreadable, match=code):
        await workspace.safety.restore(backup, passphrase)
    await as_it_was(workspace, threads)


async def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "first", "8m") as disk:
        workspace, threads, backup = await backed_up(tmp_path)
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(shutil.disk_usage(disk).free - 300_000))
        with pytest.raises(StorageFull):
            await workspace.safety.restore(backup, SECRET)
        ballast.unlink()
        await as_it_was(workspace, threads)


async def as_it_was(workspace: Workspace, threads: list[ThreadId]) -> None:
    """The replies and the draft are here, they leave once, and nothing was put aside."""
    assert (await workspace.waiting.waiting()).replies == len(UNSENT)
    assert await words(workspace, threads[2]) == "half a draft"
    assert not list(workspace.folder.glob("accounts/*.damaged-*"))
    assert not list(workspace.folder.glob("accounts/*.fresh"))
    go(workspace, True)
    await workspace.caught_up()
    assert arrived(workspace) == Counter(UNSENT)
    await workspace.close()
