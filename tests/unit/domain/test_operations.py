"""The union of operations is closed, and every kind has one name on the wire (reliability 3.1, 3.4)."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from domain.agent import PERMISSIONS, Agent, Permission, Role
from domain.changes import ENTITIES, TYPE_OF, Entity
from domain.ids import AgentId, OperationId, ThreadId
from domain.operations import COALESCING, INVISIBLE, KIND_OF, PAYLOADS, MarkRead, Note, Operation, Payload


def test_every_payload_has_exactly_one_kind() -> None:
    assert set(PAYLOADS.values()) == set(get_args(Payload))
    assert {KIND_OF[payload]: payload for payload in get_args(Payload)} == PAYLOADS


def test_every_entity_has_exactly_one_type() -> None:
    assert set(ENTITIES.values()) == set(get_args(Entity))
    assert {TYPE_OF[entity]: entity for entity in get_args(Entity)} == ENTITIES


def test_kinds_with_a_special_rule_exist_and_coalescing_ones_are_invisible() -> None:
    assert set(PAYLOADS) >= INVISIBLE >= COALESCING


def test_what_an_agent_would_miss_is_visible() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    assert Operation(OperationId("o"), ThreadId("t"), Note("x"), at).visible
    assert not Operation(OperationId("o"), ThreadId("t"), MarkRead(1), at).visible


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_permissions_and_an_inactive_person_none(role: Role) -> None:
    person = Agent(AgentId("a"), "A", "a@example.com", role, active=False, version=1)
    assert not any(person.may(permission) for permission in PERMISSIONS[role])


def test_only_an_admin_manages_channels_and_people() -> None:
    managing = {Permission.MANAGE_CHANNELS, Permission.MANAGE_PEOPLE}
    assert [role for role in Role if PERMISSIONS[role] & managing] == [Role.ADMIN]
