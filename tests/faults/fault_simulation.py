"""R8: two clients, a server, customers, weather and accidents in virtual time; everybody agrees in the end.

Now and then all is healed. From there until nothing waits for anything but a person, the longest that may happen is a
request that was swallowed before (30 s until it is given up) and one wait after it (30 s at most). Then the people
decide what is held or blocked, each once a minute; a lane in which every operation was held takes as many minutes.
"""

import sys
from collections.abc import Iterator

from tests.support.virtual.running import simulate
from tests.support.virtual.world import HEALED_S
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "simulation"
_STEPS_A_WORLD = 500
_SWALLOWED_AND_WAITED_S = 60.0


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """Worlds of 500 steps each, from the seed on; seed and trace are told with every trouble, which ends its world."""
    wanted = scale.choose(500, 20_000, 100_000)
    steps, troubles, drain, decisions = 0, 0, 0.0, 0.0
    for number in range(wanted // _STEPS_A_WORLD):
        found = simulate(seed + number, _STEPS_A_WORLD)
        steps, troubles = steps + found.steps, troubles + len(found.troubles)
        drain = max(drain, found.longest_drain_s)
        decisions = max(decisions, found.longest_decisions_s)
        for line in found.troubles:
            sys.stderr.write(f"seed {seed + number}, {found.trace[:8]}: {line}\n")
    yield at_least("R8 steps of the simulation", steps, "steps", wanted)
    yield at_most("R8 divergences, losses, doubles, stuck", troubles, "", 0)
    yield at_most("R8 longest drain after the network healed", drain, "virtual s", _SWALLOWED_AND_WAITED_S)
    yield at_most("R8 people decide after it, once a minute, longest", decisions, "virtual s", HEALED_S)
