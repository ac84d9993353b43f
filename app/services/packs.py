"""Packs that are worked on: items, keys, checks, editions, files, real threads without names (S-2)."""

from app.services.operations import Operator


class PackService:
    """Implements `ui.ports.PackPort`."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator
