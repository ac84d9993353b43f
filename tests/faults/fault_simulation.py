"""R8: two clients, a server, customers, weather and accidents in virtual time; everybody agrees in the end."""

import sys
from collections.abc import Iterator

from tests.support.virtual.running import simulate
from tests.support.virtual.world import HEALED_S
from tools.faults import Scale
from tools.figures import Figure, at_least, at_most

NAME = "simulation"
_STEPS_A_WORLD = 500


def run(scale: Scale, seed: int) -> Iterator[Figure]:
    """Worlds of 500 steps each, from the seed on; seed and trace are told with every trouble, which ends its world."""
    wanted = scale.choose(500, 20_000, 100_000)
    steps, troubles, longest = 0, 0, 0.0
    for number in range(wanted // _STEPS_A_WORLD):
        found = simulate(seed + number, _STEPS_A_WORLD)
        steps, troubles = steps + found.steps, troubles + len(found.troubles)
        longest = max(longest, found.longest_drain_s)
        for line in found.troubles:
            sys.stderr.write(f"seed {seed + number}, {found.trace[:8]}: {line}\n")
    yield at_least("R8 steps of the simulation", steps, "steps", wanted)
    yield at_most("R8 divergences, losses, doubles, stuck", troubles, "", 0)
    yield at_most("R8 longest drain after the network healed", longest, "virtual s", HEALED_S)
