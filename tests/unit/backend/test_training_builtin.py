"""What the server reads of the packs that come with the program is what the client offers."""

import pytest

from app.training.builtin import builtin_pack, languages
from backend.training.builtin import builtin_items, is_builtin

NONE = ["", "builtin-", "builtin-xx", "builtin-../en", "builtin-en.toml", "builtin-en\n", "en"]


@pytest.mark.parametrize("language", languages())
def test_items_and_their_kinds_are_those_of_the_client(language: str) -> None:
    pack = builtin_pack(language)
    assert is_builtin(pack.id)
    assert [(item.id, item.kinds) for item in builtin_items(pack.id)] == [(item.id, item.kinds) for item in pack.items]


@pytest.mark.parametrize("name", NONE)
def test_there_is_no_other(name: str) -> None:
    assert not is_builtin(name)
    assert builtin_items(name) == ()
