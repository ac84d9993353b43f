"""UUIDv7 ids: version, order, and what happens when the clock stands still or steps back (reliability 3.1, R20)."""

import random
import uuid

from hypothesis import given
from hypothesis import strategies as st

from domain.ids import IdSource, is_uuid


def source(times: list[int]) -> IdSource:
    ticks = iter(times)
    return IdSource(lambda: next(ticks), random.Random(1).getrandbits)


def test_an_id_is_a_version_7_uuid_that_carries_its_time() -> None:
    made = uuid.UUID(source([1_700_000_000_123]).new())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == 1_700_000_000_123


@given(st.lists(st.integers(min_value=0, max_value=2**47), min_size=2, max_size=60))
def test_ids_rise_whatever_the_clock_does(times: list[int]) -> None:
    ids = source(times)
    made = [ids.new() for _ in times]
    assert made == sorted(set(made))


def test_more_than_4096_ids_in_one_millisecond_still_rise() -> None:
    ids = source([5] * 10_000)
    made = [ids.new() for _ in range(10_000)]
    assert made == sorted(set(made))


def test_only_the_canonical_form_is_an_id() -> None:
    good = source([1]).new()
    assert is_uuid(good)
    assert not is_uuid(good.upper())
    assert not is_uuid("{" + good + "}")
    assert not is_uuid("Robert'); drop table message")
