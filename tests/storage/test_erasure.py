"""What was deleted cannot be found in the file any more, not even by who has the key (S20)."""

from pathlib import Path

from sqlcipher3 import dbapi2

from app.ports import Draft
from localdb.pages import Pages
from tests.storage.damage import crash
from tests.storage.desk import KEY, T, open_desk

WORDS = ("zebra crossing", "purple umbrella", "velvet hammer")


def _in_the_clear(path: Path) -> bytes:
    """Every page's newest state as it lies in file and log, free pages and slack too."""
    with Pages(path, KEY) as pages:
        return b"".join(pages.page(number) or b"" for number in range(1, pages.count + 1))


async def test_deleted_messages_and_emptied_drafts_leave_no_word(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "a") as desk:
        await desk.customer()
        await desk.feed(*(desk.message(text=f"history {number} " * 40) for number in range(40)))
        message = desk.message(text=WORDS[0] * 30, message_id="secret")
        await desk.feed(message)
        await desk.store.drafts.save(Draft(T, WORDS[1] * 300, None, False, None, (), 1))
        reply = await desk.send(WORDS[2] * 300)
        before = _in_the_clear(crash(desk, tmp_path / "before"))
        assert all(word.encode() in before for word in WORDS)
        await desk.gone("message", "secret")
        await desk.feed(desk.thread(snippet="something else"))
        await desk.store.drafts.save(Draft(T, "", None, False, None, (), 2))
        await desk.store.outbox.discard(reply.id)
        running = _in_the_clear(crash(desk, tmp_path / "running"))
        assert [word for word in WORDS if word.encode() in running] == []
    closed = _in_the_clear(desk.path)
    assert [word for word in WORDS if word.encode() in closed] == []
    assert not desk.path.with_name("braid.db-wal").exists()
    plain = _exported(desk.path, tmp_path / "plain.db")
    assert [word for word in WORDS if word.encode() in plain] == []


def _exported(path: Path, plain: Path) -> bytes:
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    connection.execute("SELECT sqlcipher_export('plain')").fetchall()
    connection.close()
    return plain.read_bytes()
