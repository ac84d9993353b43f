"""Who may do what to a complaint (K-2)."""

from dataclasses import replace

import pytest

from domain.agent import Agent, Role
from domain.complaints.acts import (
    ComplaintAct,
    LinkComplaint,
    OwnComplaint,
    PauseComplaint,
    ResolveComplaint,
    RetierComplaint,
    SeeComplaint,
)
from domain.complaints.rights import may
from domain.emotion.assessment import Tier
from tests.unit.domain.complaints.ground import ANN, BEA, GROUND, HIGH, ID, LOW, MEDIUM, OTHER, opened


def person(role: Role, active: bool = True) -> Agent:
    return Agent(ANN, "Ann", "", role, active, 1)


@pytest.mark.parametrize("role", [Role.AGENT, Role.SENIOR])
def test_re_tiering_linking_and_giving_it_to_others_is_for_leads(role: Role) -> None:
    held = opened(MEDIUM)
    for act in (RetierComplaint(ID, Tier.LOW, "why"), LinkComplaint(ID, OTHER), OwnComplaint(ID, BEA)):
        assert not may(person(role), act, held, GROUND)
        assert may(person(Role.LEAD), act, held, GROUND)
        assert may(person(Role.ADMIN), act, held, GROUND)


@pytest.mark.parametrize("act", [LOW, PauseComplaint(ID, True), ResolveComplaint(ID, "done"), SeeComplaint(ID)])
def test_who_answers_customers_may_do_the_rest_and_who_does_not_may_nothing(act: ComplaintAct) -> None:
    assert may(person(Role.AGENT), act, opened(), GROUND)
    assert not may(person(Role.TRAINER), act, opened(), GROUND)
    assert not may(person(Role.ADMIN, active=False), act, opened(), GROUND)


def test_one_may_take_it_when_ones_role_is_the_one_that_it_needs() -> None:
    take = OwnComplaint(ID, ANN)
    assert may(person(Role.AGENT), take, opened(LOW), GROUND)
    assert not may(person(Role.AGENT), take, opened(MEDIUM), GROUND)
    assert may(person(Role.SENIOR), take, opened(MEDIUM), GROUND)
    assert not may(person(Role.SENIOR), take, opened(HIGH), GROUND)


def test_opening_one_below_table_k_is_for_leads_too() -> None:
    lower, higher = replace(HIGH, tier=Tier.LOW), replace(LOW, tier=Tier.HIGH)
    assert not may(person(Role.AGENT), lower, None, GROUND)
    assert may(person(Role.LEAD), lower, None, GROUND)
    assert may(person(Role.AGENT), higher, None, GROUND)
