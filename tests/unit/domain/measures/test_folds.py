"""Waits and cases as pure folds: by hand for each rule, and whole threads against a count of their own (M)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.emotion.assessment import Assessment, Cue, Reason, Tier
from domain.measures import first_contact, responses
from domain.measures.entry import Seen, is_thanks
from domain.measures.figures import DEFAULTS
from domain.measures.first_contact import Case
from domain.measures.responses import Ending, Wait
from domain.message import Author, EventCode, MessageKind

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Said:
    """Entries of one thread, each some time after the one before."""

    def __init__(self) -> None:
        self.entries: list[Seen] = []
        self.at = START

    def customer(self, after: timedelta = MINUTE, **more: object) -> "Said":
        return self._add(after, Author.CUSTOMER, MessageKind.TEXT, **more)

    def agent(self, after: timedelta = MINUTE, agent_id: str = "ann", **more: object) -> "Said":
        return self._add(after, Author.AGENT, MessageKind.TEXT, agent_id=agent_id, **more)

    def note(self, after: timedelta = MINUTE) -> "Said":
        return self._add(after, Author.AGENT, MessageKind.NOTE, agent_id="ann")

    def event(self, code: EventCode, after: timedelta = MINUTE) -> "Said":
        return self._add(after, Author.SYSTEM, MessageKind.EVENT, code=code.value)

    def resolved(self, after: timedelta = MINUTE) -> "Said":
        return self.event(EventCode.RESOLVED, after)

    def _add(self, after: timedelta, author: Author, kind: MessageKind, **more: object) -> "Said":
        self.at += after
        entry = Seen(len(self.entries) + 1, self.at, author, kind)
        self.entries.append(replace(entry, **more))  # type: ignore[arg-type]
        return self

    def waits(self) -> list[Wait]:
        return list(responses.fold(self.entries).values())

    def cases(self) -> list[Case]:
        return list(first_contact.fold(self.entries).values())


def test_a_wait_runs_from_the_first_unanswered_message_to_the_reply() -> None:
    [wait] = Said().customer().customer(5 * MINUTE).note().event(EventCode.ASSIGNED).agent(2 * MINUTE).waits()
    assert (wait.position, wait.messages, wait.ending, wait.agent_id) == (1, 2, Ending.ANSWER, "ann")
    assert (wait.took, wait.last - wait.began) == (9 * MINUTE, 5 * MINUTE)


def test_a_second_reply_answers_nothing_and_a_resolve_is_no_answer() -> None:
    first, second, third = Said().agent().customer().agent().agent().customer().resolved().customer().waits()
    assert (first.ending, second.ending, third.ending) == (Ending.ANSWER, Ending.RESOLVED, Ending.OPEN)
    assert (second.agent_id, third.took) == ("", timedelta(0))


def test_a_wait_has_its_first_channel_and_its_newest_language_and_topic() -> None:
    said = Said().customer(channel="whatsapp", language="th", topic="refund").customer(channel="instagram")
    [wait] = said.customer(channel="instagram", language="en").agent().waits()
    assert (wait.channel, wait.language, wait.topic) == ("whatsapp", "en", "refund")


def test_clocks_that_step_back_make_no_negative_wait() -> None:
    [wait] = Said().customer().agent(-5 * MINUTE).waits()
    assert wait.took == timedelta(0)


def test_one_agent_and_no_second_visit_is_first_contact() -> None:
    [case] = Said().customer().agent().customer(23 * HOUR).agent().resolved().cases()
    assert (case.counts, case.at_first_contact(DEFAULTS)) == (True, True)


@pytest.mark.parametrize(
    ("said", "well"),
    [
        (Said().customer().agent().customer(24 * HOUR).agent().resolved(), False),
        (Said().customer().agent(HOUR).customer(23 * HOUR).resolved(), True),
        (Said().customer().agent().agent(agent_id="ben").resolved(), False),
        (Said().customer().agent().agent(agent_id="ben").agent().resolved(), False),
        (Said().customer().agent().resolved().customer(72 * HOUR), False),
        (Said().customer().agent().resolved().customer(72 * HOUR + timedelta(seconds=1)), True),
        (Said().customer().agent().resolved().customer(HOUR, thanks=True), True),
        (Said().customer().agent().resolved().customer(HOUR, thanks=True).customer(HOUR), False),
        (Said().customer().agent().resolved().agent(HOUR, agent_id="ben"), True),
    ],
)
def test_what_sufficed_at_its_edges(said: Said, well: bool) -> None:
    first = said.cases()[0]
    assert first.at_first_contact(DEFAULTS) is well
    looser = replace(DEFAULTS, gap_hours=25, again_hours=1)
    assert first.at_first_contact(looser) is (well or first.agents == 1)


def test_gaps_of_exactly_a_day_are_one_contact() -> None:
    [case] = Said().customer().customer(24 * HOUR).agent().resolved().cases()
    assert case.at_first_contact(DEFAULTS)
    [longer] = Said().customer().customer(24 * HOUR + timedelta(seconds=1)).agent().resolved().cases()
    assert not longer.at_first_contact(DEFAULTS)


def test_what_nobody_answered_and_what_is_open_does_not_count() -> None:
    spam, unresolved = Said().customer().resolved().customer().agent().cases()
    assert (spam.counts, unresolved.counts) == (False, False)


def test_a_thanks_begins_no_case_but_waits_for_an_answer_like_anything() -> None:
    said = Said().customer().agent().resolved().customer(thanks=True).resolved()
    assert (len(said.cases()), len(said.waits())) == (1, 2)


@pytest.mark.parametrize(
    ("tier", "cues", "thanks"),
    [
        (Tier.LOW, (Cue.THANKS,), True),
        (Tier.LOW, (Cue.THANKS, Cue.QUESTION), False),
        (Tier.MEDIUM, (Cue.THANKS,), False),
        (Tier.LOW, (), False),
    ],
)
def test_what_a_thanks_is(tier: Tier, cues: tuple[Cue, ...], thanks: bool) -> None:
    assert is_thanks(Assessment(tier, False, reasons=tuple(Reason(cue) for cue in cues))) is thanks
    assert not is_thanks(None)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["customer", "thanks", "ann", "ben", "note", "resolved", "assigned"]),
        st.integers(0, 200 * 60),
    ),
    max_size=40,
)


def played(acts: list[tuple[str, int]]) -> Said:
    said = Said()
    for act, seconds in acts:
        after = timedelta(seconds=seconds * 17)
        match act:
            case "customer" | "thanks":
                said.customer(after, thanks=act == "thanks")
            case "ann" | "ben":
                said.agent(after, agent_id=act)
            case "note":
                said.note(after)
            case "resolved":
                said.resolved(after)
            case _:
                said.event(EventCode.ASSIGNED, after)
    return said


@given(ACTS)
def test_every_message_waits_once_and_every_wait_ends_with_what_comes_next(acts: list[tuple[str, int]]) -> None:
    said = played(acts)
    waits = said.waits()
    assert sum(wait.messages for wait in waits) == sum(entry.asks for entry in said.entries)
    assert [wait for wait in waits[:-1] if wait.ending is Ending.OPEN] == []
    for wait in waits:
        behind = [entry for entry in said.entries if entry.position > wait.position]
        end = next((entry for entry in behind if entry.answers or entry.resolves), None)
        assert wait.ended == (end.at if end else None)
        assert (wait.ending is Ending.ANSWER) == (end is not None and end.answers)


@given(ACTS)
def test_cases_by_a_count_of_their_own(acts: list[tuple[str, int]]) -> None:
    said = played(acts)
    found = []
    rest = list(said.entries)
    while rest:
        end = next((number for number, entry in enumerate(rest) if entry.resolves), len(rest))
        part, rest = rest[:end], rest[end:]
        start = next((number for number, entry in enumerate(part) if entry.asks and not entry.thanks), None)
        done, rest = (rest[0].at if rest else None), rest[1:]
        if start is not None:
            agents = {entry.agent_id for entry in part[start:] if entry.answers}
            again = next((entry.at for entry in rest if entry.asks and not entry.thanks), None)
            found.append((part[start].position, min(len(agents), 2), done, again))
    assert [(case.position, case.agents, case.resolved, case.again) for case in said.cases()] == found


@given(ACTS, st.integers(0, 40))
def test_folding_goes_on_where_it_was(acts: list[tuple[str, int]], cut: int) -> None:
    entries = played(acts).entries
    head, tail = entries[:cut], entries[cut:]
    waits = responses.fold(head)
    opened = next((wait for wait in waits.values() if wait.ending is Ending.OPEN), None)
    assert waits | responses.fold(tail, opened) == responses.fold(entries)
    cases = first_contact.fold(head)
    newest = cases[max(cases)] if cases else None
    assert cases | first_contact.fold(tail, newest) == first_contact.fold(entries)
