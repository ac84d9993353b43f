"""Which conversations a weekly review looks at (M-1)."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import ThreadId
from domain.measures.sampling import Candidate, draw

STRATA = st.sampled_from(["whatsapp high", "whatsapp low", "line low", "email medium"])
MANY = st.lists(STRATA, max_size=200).map(
    lambda names: [Candidate(ThreadId(f"t{number}"), name) for number, name in enumerate(names)]
)


@given(MANY, st.integers(0, 250), st.integers(0, 2**32))
def test_so_many_as_are_wanted_or_all(candidates: list[Candidate], size: int, seed: int) -> None:
    drawn = draw(candidates, size, seed)
    assert len(drawn) == min(size, len(candidates))
    assert len({one.thread_id for one in drawn}) == len(drawn)
    assert set(drawn) <= set(candidates)


@given(MANY, st.integers(0, 250), st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_the_same_seed_draws_the_same_whatever_the_order(
    candidates: list[Candidate], size: int, seed: int, random: object
) -> None:
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert draw(candidates, size, seed) == draw(shuffled, size, seed)


@given(MANY, st.integers(4, 250), st.integers(0, 2**32))
def test_every_kind_is_there_and_about_by_its_share(candidates: list[Candidate], size: int, seed: int) -> None:
    sizes = Counter(one.stratum for one in candidates)
    drawn = Counter(one.stratum for one in draw(candidates, size, seed))
    assert set(drawn) == set(sizes)
    for name, count in sizes.items():
        exact = count * min(size, len(candidates)) / len(candidates)
        assert exact - len(sizes) <= drawn[name] <= max(1, exact + len(sizes))


def test_a_rare_kind_is_not_forgotten() -> None:
    common = [Candidate(ThreadId(f"c{number}"), "whatsapp low") for number in range(999)]
    rare = Candidate(ThreadId("r"), "instagram high complaint")
    assert rare in draw([*common, rare], 50, 7)


def test_another_seed_draws_others() -> None:
    many = [Candidate(ThreadId(f"t{number}"), "line low") for number in range(500)]
    first, second = ({one.thread_id for one in draw(many, 50, seed)} for seed in (1, 2))
    assert len(first & second) < 25


def test_fewer_than_none_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than none"):
        draw([], -1, 0)
