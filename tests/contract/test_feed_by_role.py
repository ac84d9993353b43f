"""Reviews and warnings go to those who may see insights, and to nobody else, by no way (S2)."""

from pathlib import Path
from typing import Any

import pytest

from backend.shelf import keeping
from backend.threads.work import Work
from domain.agent import Permission, Role
from domain.ids import WarningId
from domain.warning import MeasureWarning, WarningKind
from tests.support.backend import BackendRig, a_backend

ID = WarningId("csat")


def warn(server: BackendRig, value: float = 3.2) -> None:
    now = server.clock.now()
    with server.services.database.write() as tx:
        work = Work(tx, now, server.services.new_id)
        version = keeping.next_version(tx, "warning", ID, "")
        warning = MeasureWarning(ID, WarningKind.CSAT, "", value, 3.5, now, (), version)
        body = keeping.put(work, "warning", ID, warning)
        keeping.remember(work, "warning", ID, version, body, "")


@pytest.mark.parametrize("role", list(Role))
async def test_who_hears_of_a_warning(tmp_path: Path, role: Role) -> None:
    async with a_backend(tmp_path) as server:
        lead, who = server.sign_in(Role.LEAD), server.sign_in(role)
        _known, cursor = await who.state()
        warn(server)
        await lead.state()  # the lead's pages are kept for the next who asks
        may = who.agent.may(Permission.SEE_INSIGHTS)
        page = await who.changes(cursor)
        assert [change["type"] for change in page["changes"]] == (["warning"] if may else [])
        assert (("warning", ID) in (await who.state())[0]) is may
        states: list[Any] = (await who.ask("GET", f"/v1/shelf/warning/{ID}/history")).json()["states"]
        assert bool(states) is may


async def test_a_new_role_begins_afresh_so_that_nothing_is_missing_and_nothing_stays(tmp_path: Path) -> None:
    async with a_backend(tmp_path) as server:
        admin, who = server.sign_in(Role.ADMIN), server.sign_in()
        warn(server)
        _, cursor = await who.state()
        for role, seen in ((Role.SENIOR, False), (Role.LEAD, True), (Role.AGENT, False)):
            changed = await admin.ask("PATCH", f"/v1/agents/{who.agent.id}", json={"role": role})
            assert changed.status_code == 200
            stale = (await who.ask("GET", "/v1/changes", params={"since": cursor})).status_code == 410
            assert stale is (role is not Role.SENIOR)
            known, cursor = await who.state()
            assert (("warning", ID) in known) is seen
