"""Why nothing leaves, in words of its own for each cause that the gateway can tell apart (reliability 3.4)."""

import pytest

from app.errors import AnswerLost, SignedOut, Throttled, Unreachable
from ui.words import connection_words

KNOWN = (AnswerLost.code, Throttled.code, SignedOut.code, Unreachable.code, "refused", "name", "certificate", "tls")


@pytest.mark.parametrize("code", KNOWN)
def test_each_cause_has_words_of_its_own_and_names_the_server(code: str) -> None:
    words = {other: connection_words(other, "shop.example") for other in (*KNOWN, "http_500")}
    assert "shop.example" in words[code]
    assert list(words.values()).count(words[code]) == 1
