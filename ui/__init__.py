"""The screens: what an agent sees, wired to the services; the only place where widgets and services meet."""
