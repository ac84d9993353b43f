"""What drills need of this computer: the built-in packs, the scheduler of repetitions, files of packs."""
