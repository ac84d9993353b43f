"""ChangeSetting: what the workspace sets for everybody."""

import json

from backend.complaints import clock
from backend.operations.scope import Rejected, Scope
from backend.shelf import keeping
from domain.agent import Permission
from domain.complaints import figures
from domain.operations import ChangeSetting
from domain.problems import Problem
from domain.setting import Setting
from domain.shelf import SETTING_LIMIT, lane_of_setting
from domain.working_time import KEY as HOURS_KEY

_KIND = "setting"
_LONGEST_KEY = 64


def change(scope: Scope, lane: str, payload: ChangeSetting) -> None:
    """The last one stands; who reads a setting checks what is in it, here it only has to be JSON."""
    scope.need(Permission.CHANGE_SETTINGS)
    if lane != lane_of_setting(payload.key) or not 0 < len(payload.key) <= _LONGEST_KEY:
        raise Rejected(Problem.BAD_OPERATION)
    if len(payload.value) > SETTING_LIMIT:
        raise Rejected(Problem.TEXT_TOO_LONG)
    if payload.value and not _is_json(payload.value):
        raise Rejected(Problem.BAD_OPERATION)
    _keep(scope, payload)
    scope.tx.memo.clear()  # what was read of the settings is otherwise now
    if payload.key in (figures.KEY, HOURS_KEY):
        clock.look_again(scope.tx, scope.work.now)


def _keep(scope: Scope, payload: ChangeSetting) -> None:
    row = keeping.held(scope.tx.connection, _KIND, payload.key)
    if not payload.value:
        if row is not None:
            keeping.remember(scope.work, _KIND, payload.key, keeping.remove(scope.work, row), "", scope.agent.id)
        return
    version = keeping.next_version(scope.tx, _KIND, payload.key, "")
    keeping.put(scope.work, _KIND, payload.key, Setting(payload.key, payload.value, version))
    keeping.remember(scope.work, _KIND, payload.key, version, payload.value, scope.agent.id)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
