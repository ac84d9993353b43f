"""The table alone tells the same languages as the engine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from domain.emotion.engine import Engine
from domain.emotion.folding import fold
from domain.emotion.grams import gram_numbers
from domain.emotion.model_file import MANIFEST, BadModelError, digest
from domain.emotion.tongue import Tongue, load, plain_numbers
from tests.unit.domain.emotion.conftest import MODEL
from tests.unit.domain.emotion.test_language import TEXTS

ODD = ["", "a", "\ud800 hello", "\x00\x00", "ß １２３ ⅷ² 4", "𝒽ello wörld 😀" * 20, "pacco  perso \n ieri " * 60]


@pytest.fixture(scope="module")
def tongue() -> Tongue:
    return load(MODEL)


@pytest.mark.parametrize("text", [*(text for _language, text in TEXTS), *ODD])
def test_the_same_answer(engine: Engine, tongue: Tongue, text: str) -> None:
    assert plain_numbers(fold(text).text) == gram_numbers(fold(text).text).tolist()
    assert tongue.language(text) == engine.language(text)


def test_scores_differ_by_the_same_number(tongue: Tongue) -> None:
    """Every gram is worth 128 more here than there, for each language."""
    text = fold("donde esta mi paquete").text
    grams = len(plain_numbers(text))
    assert all(0 <= score <= 255 * grams for score in tongue.scores(text))


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / MODEL.name
    file.write_bytes(b"something else")
    (tmp_path / MANIFEST).write_text(json.dumps({"sha256": "0"}), encoding="utf-8")
    with pytest.raises(BadModelError, match="not the file"):
        load(file)
    (tmp_path / MANIFEST).write_text(json.dumps({"sha256": digest(file)}), encoding="utf-8")
    with pytest.raises(BadModelError, match="no emotion model"):
        load(file)


def test_the_client_needs_no_numpy_for_it() -> None:
    words = "from app.words.language import LanguageTeller as T; t = T(); t.warm(); print(t.tell('dove il mio pacco'))"
    numpy = "import sys; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", f"{words}; {numpy}"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["it", "False"]
