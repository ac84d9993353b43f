"""Moves operations up and changes down: a pure core, a small driver, and the gateway to our backend."""
