"""Signing in and out, coming back without network, and what of it the computer keeps."""

# ruff: noqa: ASYNC110, ASYNC240

import asyncio
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from app.errors import AnswerLost, SignedOut, Unreachable
from domain.inbox import Folder
from tests.fakes import world
from tests.fakes.gateway import Fault
from tests.support.workspace import KeptSecrets, Workspace

SERVER = "https://support.example.com"


async def signed_in(folder: Path, secrets: KeptSecrets, remember: bool = True) -> Workspace:
    workspace = Workspace(folder, secrets)
    await workspace.session.sign_in(SERVER + "/", " nok@example.com ", "pass", remember)
    await workspace.caught_up()
    return workspace


async def test_sign_in_fills_the_list_and_keeps_the_session(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = await signed_in(tmp_path, secrets)
    rows = await workspace.inbox.rows(Folder.MINE, 50)
    assert len(rows) == 3
    assert workspace.session.current is not None
    assert workspace.session.current.server == SERVER
    assert sorted(name.partition(":")[0] for name in secrets.held) == ["database", "refresh"]
    await workspace.close()
    assert not workspace.reports


async def test_the_next_start_opens_without_any_network(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    await (await signed_in(tmp_path, secrets)).close()
    workspace = Workspace(tmp_path, secrets)
    workspace.online = False
    session = await workspace.session.resume()
    assert session is not None
    assert session.agent == world.ME
    assert len(await workspace.inbox.rows(Folder.MINE, 50)) == 3
    assert not workspace.waiting.status.online
    await workspace.close()


async def test_a_resumed_session_hands_its_refresh_token_to_the_gateway(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    await (await signed_in(tmp_path, secrets)).close()
    workspace = Workspace(tmp_path, secrets)
    await workspace.session.resume()
    await workspace.caught_up()
    assert workspace.gateways[-1].session is not None
    assert workspace.gateways[-1].session.refresh_token == "refresh"
    await workspace.close()


async def test_not_remembered_means_asked_again_but_nothing_unsent_is_lost(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    await (await signed_in(tmp_path, secrets, remember=False)).close()
    workspace = Workspace(tmp_path, secrets)
    assert not workspace.session.kept
    assert await workspace.session.resume() is None
    assert any(tmp_path.glob("accounts/*/braid.db"))
    await workspace.close()


async def test_a_wrong_password_leaves_nothing_open(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, KeptSecrets())
    workspace.online = True
    refusing = workspace.session.parts.connector.gateway

    def gateway(server: str) -> object:
        made = refusing(server)
        workspace.gateways[-1].faults["sign_in"].append(Fault.SIGNED_OUT)
        return made

    workspace.session.parts.connector.gateway = gateway  # type: ignore[method-assign, assignment]
    with pytest.raises(SignedOut):
        await workspace.session.sign_in(SERVER, "nok@example.com", "wrong", True)
    assert workspace.session.current is None
    assert workspace.desk.account is None
    assert not workspace.session.kept


async def test_signing_out_erases_key_token_and_files(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = await signed_in(tmp_path, secrets)
    await workspace.session.sign_out()
    assert secrets.held == {}
    assert not any(tmp_path.glob("accounts/*"))
    assert workspace.session.current is None
    assert await Workspace(tmp_path, secrets).session.resume() is None
    await workspace.close()


async def test_without_a_keychain_all_works_and_nothing_stays(tmp_path: Path) -> None:
    secrets = KeptSecrets(durable=False)
    workspace = await signed_in(tmp_path, secrets)
    assert not workspace.session.durable
    assert len(await workspace.inbox.rows(Folder.MINE, 50)) == 3
    await workspace.close()
    assert not any(tmp_path.rglob("braid.db*"))
    assert not Workspace(tmp_path, secrets).session.kept


async def test_a_lost_key_starts_afresh_and_puts_the_file_aside(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    await (await signed_in(tmp_path, secrets)).close()
    secrets.held.clear()
    workspace = await signed_in(tmp_path, secrets)
    assert len(await workspace.inbox.rows(Folder.MINE, 50)) == 3
    assert [path.name for path in tmp_path.glob("accounts/*.damaged-*/braid.db")] == ["braid.db"]
    await workspace.close()


async def test_a_damaged_file_starts_afresh(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    await (await signed_in(tmp_path, secrets)).close()
    (file,) = tmp_path.glob("accounts/*/braid.db")
    file.write_bytes(b"this is no database" * 1000)
    workspace = await signed_in(tmp_path, secrets)
    assert len(await workspace.inbox.rows(Folder.MINE, 50)) == 3
    await workspace.close()


async def test_the_trial_opens_and_comes_back_before_its_backend(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = Workspace(tmp_path, secrets)
    await workspace.session.start_trial()
    await workspace.caught_up()
    await workspace.close()
    workspace = Workspace(tmp_path, secrets)
    workspace.embedded.may_start.clear()
    assert await workspace.session.resume() is not None
    assert len(await workspace.inbox.rows(Folder.MINE, 50)) == 3
    assert not workspace.gateways
    workspace.embedded.may_start.set()
    await workspace.caught_up()
    await workspace.close()


async def test_a_trial_that_does_not_start_is_told(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, KeptSecrets())
    workspace.embedded.works = False
    with pytest.raises(Unreachable):
        await workspace.session.start_trial()
    assert workspace.desk.account is None


async def test_a_backend_at_another_address_is_followed(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, KeptSecrets())
    await workspace.session.start_trial()
    await workspace.caught_up()
    await workspace.session.backend_moved()
    workspace.server.change(world.customer(9), world.thread(9), world.identity(9))
    async with asyncio.timeout(10):
        while len(await workspace.inbox.rows(Folder.MINE, 50)) < 4:
            await asyncio.sleep(0)
    assert len(workspace.gateways) == 2
    await workspace.close()


async def test_a_renewed_token_is_kept_at_once(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = await signed_in(tmp_path, secrets)
    session = workspace.session.current
    assert session is not None
    workspace.session.renewed(replace(session, refresh_token="second"))
    await workspace.close()
    assert "second" in secrets.held.values()


async def test_another_name_of_one_s_own_is_shown_at_once_and_at_a_start_without_network(tmp_path: Path) -> None:
    secrets = KeptSecrets()
    workspace = await signed_in(tmp_path, secrets)
    workspace.told.clear()
    workspace.gateway.answers["/v1/me/name"] = asdict(replace(world.ME, name="Anna Marathi", version=9))
    await workspace.session.rename("Anna Marathi")
    assert workspace.gateway.asked[-1] == ("PUT", "/v1/me/name", {"name": "Anna Marathi"})
    assert workspace.session.current is not None
    assert workspace.session.current.agent.name == "Anna Marathi"
    while not any(changes.people for changes in workspace.told):
        await asyncio.sleep(0)
    workspace.gateway.answers["/v1/me/name"] = None
    with pytest.raises(AnswerLost):
        await workspace.session.rename("Somebody")
    await workspace.close()
    later = Workspace(tmp_path, secrets)
    later.online = False
    session = await later.session.resume()
    assert session is not None
    assert session.agent.name == "Anna Marathi"
    await later.close()
