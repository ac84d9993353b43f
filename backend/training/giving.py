"""What trainers give to learners: assignments and words (S-2)."""

from dataclasses import replace
from datetime import date, timedelta

from backend.operations.scope import Scope
from backend.shelf import keeping
from backend.training.builtin import is_builtin
from backend.training.packs import EDITION
from backend.training.standing import colleague, in_lane, refuse_if, value
from domain.agent import Permission
from domain.ids import AgentId
from domain.problems import Problem
from domain.training.acts import PRACTICE, Assign, Coach, EndAssignment, SeeCoaching, lane_of_assignment
from domain.training.assigning import LONGEST_WORD, MOST_PEOPLE, Assignment, Coaching

ASSIGNMENT, COACHING = "assignment", "coaching"

MOST_ROUNDS = 50
_MOST_GROUPS = 200
_LONGEST_GROUP = 80
_FIRST, _LAST = date(2020, 1, 1), date(2200, 1, 1)
_LONGEST = timedelta(days=3 * 366)


def assign(scope: Scope, lane: str, act: Assign) -> None:
    """A new one, or another state of one: for the same pack, and for people of the team."""
    scope.need(Permission.TRAIN)
    wanted = act.assignment
    in_lane(lane, lane_of_assignment(wanted.id), wanted.id)
    refuse_if(not _is_bounded(wanted))
    refuse_if(len(wanted.note) > LONGEST_WORD, Problem.TEXT_TOO_LONG)
    held = value(scope.tx.connection, ASSIGNMENT, wanted.id, Assignment)
    if held is None:
        refuse_if(not _is_offered(scope, wanted), Problem.PACK_GONE)
    else:
        refuse_if(held.pack_id != wanted.pack_id)
    people = tuple(dict.fromkeys(wanted.people))
    for new in set(people) - set(held.people if held is not None else ()):
        colleague(scope, new)
    author = held.author if held is not None else AgentId(scope.agent.id)
    _keep_assignment(scope, replace(wanted, people=people, author=author))


def end(scope: Scope, lane: str, act: EndAssignment) -> None:
    """Called off; a second time changes nothing."""
    scope.need(Permission.TRAIN)
    in_lane(lane, lane_of_assignment(act.assignment_id), act.assignment_id)
    held = value(scope.tx.connection, ASSIGNMENT, act.assignment_id, Assignment)
    refuse_if(held is None)
    if held is not None and not held.ended:
        _keep_assignment(scope, replace(held, ended=True))


def coach(scope: Scope, lane: str, act: Coach) -> None:
    """A word to a learner; the same id a second time changes nothing."""
    scope.need(Permission.TRAIN)
    in_lane(lane, PRACTICE, act.coaching_id)
    text = act.text.strip()
    refuse_if(not text, Problem.EMPTY_MESSAGE)
    refuse_if(len(text) > LONGEST_WORD, Problem.TEXT_TOO_LONG)
    held = value(scope.tx.connection, COACHING, act.coaching_id, Coaching)
    if held is not None:
        refuse_if((held.to, held.author) != (act.to, scope.agent.id), Problem.NOT_ALLOWED)
        return
    learner = colleague(scope, act.to)
    _keep_coaching(scope, Coaching(act.coaching_id, learner.id, scope.agent.id, text, scope.work.now))


def see(scope: Scope, lane: str, act: SeeCoaching) -> None:
    """Its learner has read it; nobody else says so."""
    in_lane(lane, PRACTICE, act.coaching_id)
    held = value(scope.tx.connection, COACHING, act.coaching_id, Coaching)
    refuse_if(held is None)
    if held is not None:
        refuse_if(held.to != scope.agent.id, Problem.NOT_ALLOWED)
        if held.seen_at is None:
            _keep_coaching(scope, replace(held, seen_at=scope.work.now))


def _keep_assignment(scope: Scope, given: Assignment) -> None:
    stored = replace(given, version=keeping.next_version(scope.tx, ASSIGNMENT, given.id, ""))
    keeping.put(scope.work, ASSIGNMENT, stored.id, stored, owner=stored.pack_id)


def _keep_coaching(scope: Scope, said: Coaching) -> None:
    stored = replace(said, version=keeping.next_version(scope.tx, COACHING, said.id, ""))
    keeping.put(scope.work, COACHING, stored.id, stored, owner=stored.to)


def _is_offered(scope: Scope, wanted: Assignment) -> bool:
    return is_builtin(wanted.pack_id) or keeping.held(scope.tx.connection, EDITION, wanted.pack_id) is not None


def _is_bounded(wanted: Assignment) -> bool:
    groups = len(wanted.groups) <= _MOST_GROUPS and all(len(name) <= _LONGEST_GROUP for name in wanted.groups)
    days = _FIRST <= wanted.since <= wanted.until <= _LAST and wanted.until - wanted.since <= _LONGEST
    return 0 < len(wanted.people) <= MOST_PEOPLE and 0 < wanted.rounds <= MOST_ROUNDS and groups and days
