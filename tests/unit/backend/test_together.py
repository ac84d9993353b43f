"""Work of several threads, done by whoever is first for all who wait: in order, once, errors for whom they meet."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from backend.operations.together import Together

LONG = 10.0


class Desk:
    """Does numbers by doubling them; the first run lasts until it is let go."""

    def __init__(self, most: int = 3) -> None:
        self.most = most
        self.runs: list[list[int]] = []
        self.busy, self.go = threading.Event(), threading.Event()
        self.together = Together(self.run, self.fits)

    def run(self, jobs: Sequence[int]) -> list[int]:
        self.runs.append(list(jobs))
        self.busy.set()
        assert self.go.wait(LONG)
        if -1 in jobs:
            raise ValueError("minus one")
        return [2 * job for job in jobs]

    def fits(self, taken: Sequence[int], another: int) -> bool:
        return len(taken) < self.most and another < 100


def queued(desk: Desk, pool: ThreadPoolExecutor, jobs: Sequence[int]) -> list["Future[int]"]:
    """The first is at work, the others wait behind it in this order."""
    futures = [pool.submit(desk.together.do, jobs[0])]
    assert desk.busy.wait(LONG)
    for count, job in enumerate(jobs[1:], start=1):
        futures.append(pool.submit(desk.together.do, job))
        while desk.together.waiting < count:
            pass
    desk.go.set()
    return futures


def test_those_who_wait_are_done_together_in_order_as_many_as_fit() -> None:
    desk = Desk()
    with ThreadPoolExecutor(8) as pool:
        futures = queued(desk, pool, [1, 2, 3, 4, 5, 100, 6])
        assert [future.result(LONG) for future in futures] == [2, 4, 6, 8, 10, 200, 12]
    assert desk.runs == [[1], [2, 3, 4], [5], [100, 6]]


def test_an_error_is_that_of_all_who_were_done_together_and_of_nobody_else() -> None:
    desk = Desk()
    with ThreadPoolExecutor(8) as pool:
        futures = queued(desk, pool, [1, 2, -1, 3, 4])
        assert [futures[at].result(LONG) for at in (0, 4)] == [2, 8]
        for at in (1, 2, 3):
            with pytest.raises(ValueError, match="minus one"):
                futures[at].result(LONG)


def test_nobody_waits_for_work_that_comes_later() -> None:
    desk = Desk()
    desk.go.set()
    assert [desk.together.do(job) for job in (1, 2)] == [2, 4]
    assert desk.runs == [[1], [2]]
