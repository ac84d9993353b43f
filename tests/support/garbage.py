"""Garbage is collected after each test, on the main thread: a worker that did it would destroy Qt's objects there."""

import gc
from collections.abc import Generator

import pytest

YOUNG, MIDDLE = 0, 1
TESTS_BETWEEN_FULL_COLLECTIONS = 100


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """What the test made and dropped: nothing else is young, and what its garbage says is still this test's."""
    gc.collect(YOUNG)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """What pytest itself held for the test until now; all that the process knows is looked through now and then."""
    done = yield
    gc.collect(MIDDLE)
    # The last counter is that of the collections since the last full one.
    if gc.get_count()[-1] >= TESTS_BETWEEN_FULL_COLLECTIONS:
        gc.collect()
    return done


def pytest_sessionfinish(session: pytest.Session) -> None:
    gc.enable()
