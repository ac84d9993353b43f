"""Two accounts of a channel never have one number at the provider; where an older version let them in, it is said."""

import asyncio
from pathlib import Path

import pytest

from backend.channel_accounts.numbers import NumberTaken
from backend.channel_accounts.service import NewAccount
from backend.cli.people import show_channels
from backend.services import build
from backend.settings import Settings
from domain.agent import Role
from domain.channel import ChannelKind
from tests.support.backend import BackendRig, Json, Who, a_backend
from tests.support.streams import serving

PATH = "/v1/channel-accounts"
_SECRETS = {"access_token": "t", "app_secret": "s", "verify_token": "v"}


def wanted(number: str, kind: str = "whatsapp", name: str = "Shop EU") -> Json:
    return {"kind": kind, "name": name, "address": "+1", "provider_id": number, **_SECRETS}


async def accounts(admin: Who) -> list[Json]:
    found: list[Json] = (await admin.ask("GET", PATH)).json()["channel_accounts"]
    return found


def made_twins(rig: BackendRig) -> tuple[str, str]:
    """Two accounts as an older version let them in, one of them typed with a blank behind the number."""
    second = rig.account(ChannelKind.WHATSAPP)
    with rig.services.database.write() as tx:
        tx.connection.exec_driver_sql(
            "UPDATE channel_account SET provider_id = (SELECT provider_id || ' ' FROM channel_account WHERE id = ?)"
            " WHERE id = ?",
            (rig.whatsapp.id, second.id),
        )
    return rig.whatsapp.id, second.id


async def test_a_number_that_is_taken_is_refused_in_words(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        admin = rig.sign_in(Role.ADMIN)
        first = (await admin.ask("POST", PATH, json=wanted("1001"))).json()
        await admin.ask("PATCH", f"{PATH}/{first['id']}", json={"enabled": False})
        for again in ("1001", " 1001 "):
            answer = await admin.ask("POST", PATH, json=wanted(again, name="Another"))
            assert (answer.status_code, answer.json()["code"]) == (409, "number_taken")
            assert "“Shop EU”" in answer.json()["message"]
        assert (await admin.ask("POST", PATH, json=wanted("  "))).status_code == 422
        assert (await admin.ask("POST", PATH, json=wanted("1001", "instagram"))).status_code == 201
        await admin.ask("DELETE", f"{PATH}/{first['id']}")
        assert (await admin.ask("POST", PATH, json=wanted("1001"))).status_code == 201
        assert {account["name"] for account in await accounts(admin)} == {rig.whatsapp.name, "Shop EU"}
        assert [account["same_number"] for account in await accounts(admin)] == [[], [], []]


async def test_of_many_at_once_one_gets_the_number(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        admin = rig.sign_in(Role.ADMIN)
        answers = await asyncio.gather(*(admin.ask("POST", PATH, json=wanted("1001")) for _ in range(6)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]


async def test_another_process_on_the_same_database_is_refused_too(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as rig:
        admin = rig.sign_in(Role.ADMIN)
        other = build(Settings(data_dir=tmp_path), rig.clock)
        await admin.ask("POST", PATH, json=wanted("1001"))
        with pytest.raises(NumberTaken, match="Shop EU"), other.database.write() as tx:
            other.channel_accounts.add(
                tx, None, NewAccount(ChannelKind.WHATSAPP, "Second", "+1", "1001", *_SECRETS.values())
            )
        await asyncio.to_thread(other.database.close)


async def test_twins_of_an_older_version_are_served_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with a_backend(tmp_path) as rig:
        one, other = made_twins(rig)
        admin = rig.sign_in(Role.ADMIN)
        async with serving(rig) as (_, http):
            answer = await http.get(PATH, headers=admin.headers)
            said = capsys.readouterr().err
            names = {account["id"]: account["name"] for account in answer.json()["channel_accounts"]}
            told = {account["id"]: account["same_number"] for account in answer.json()["channel_accounts"]}
            assert told == {one: [names[other]], other: [names[one]]}
            changed = await http.patch(f"{PATH}/{other}", headers=admin.headers, json={"name": "Shop B"})
            assert (changed.status_code, changed.json()["same_number"]) == (200, [names[one]])
            show_channels(Settings(data_dir=tmp_path))
            assert "same number at the provider as Shop B: remove one" in capsys.readouterr().out
            await http.delete(f"{PATH}/{other}", headers=admin.headers)
            (left,) = (await http.get(PATH, headers=admin.headers)).json()["channel_accounts"]
            assert left["same_number"] == []
        warned = [line for line in said.splitlines() if "shares its number" in line]
        assert len(warned) == 2
        assert all(any(id_ in line for line in warned) for id_ in (one, other))
