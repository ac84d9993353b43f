"""The screens: what an agent sees, wired to the services; the only place where widgets and services meet."""

from ui.plain_import import plain_import

plain_import()
