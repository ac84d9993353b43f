"""Lists of ids as one value of a statement, whatever their length; the dialect is chosen here and nowhere else."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, bindparam, func, select


def listed(name: str = "ids") -> Select[Any]:
    """A subquery of what is in the list bound to the name: with it, a statement is the same for any number of ids."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


def id_list(ids: Iterable[str]) -> str:
    """The value for `listed`."""
    return json.dumps(list(ids))
