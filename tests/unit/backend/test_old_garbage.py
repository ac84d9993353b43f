"""What breaks connections leave behind in circles goes, however long the server runs (R27)."""

import subprocess
import sys

_SERVER = """
import gc, weakref
started = [[] for number in range(1_200_000)]  # what a start makes and keeps
from backend.cli.serving import _leave_the_start_alone
_leave_the_start_alone()

class Connection:
    pass

def broken():
    one = Connection()
    one.itself = one
    return one

held = [broken() for number in range(200)]
gone = [weakref.ref(one) for one in held]
for generation in (0, 1):
    gc.collect(generation)  # they have grown old
del held
for batch in range(60):
    made = [[] for number in range(26_000)]
    del made
print(sum(one() is not None for one in gone))
"""


def test_old_circles_go_by_themselves() -> None:
    command = [sys.executable, "-c", _SERVER]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert told.stdout.split() == ["0"], told.stderr
