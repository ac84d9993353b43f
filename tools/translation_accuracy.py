"""How well a provider translates: python -m tools.translation_accuracy FILE.tsv prints chrF for each pair of languages.

FILE.tsv holds, separated by tabs: from, to, a sentence, its right translation (U-2: English, Thai and Vietnamese).
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.clock import SystemClock
from app.config import SettingsFile
from app.errors import NotTranslated
from app.paths import find_paths
from app.ports.translation import Access, Provider, Translator
from domain.translation import canonical
from sync.translation.making import make_translator
from tools.chrf import chrf

KEY = "BRAID_TRANSLATION_KEY"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the file."""

    pair: Pair
    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Figure:
    """How one pair of languages did.

    Attributes:
        score: chrF, 0 to 100; None when the provider gave no translation, `problem` says why.
    """

    pair: Pair
    sentences: int
    score: float | None
    problem: str = ""


def read(text: str) -> list[Sentence]:
    """The sentences of a file; raises ValueError that names the line which is none. "#" begins a remark."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != 4 or not all(fields):
            raise ValueError(f"line {number}: four fields are needed, from, to, sentence, translation")
        source, target = canonical(fields[0]), canonical(fields[1])
        found.append(Sentence((source, target), fields[2], fields[3]))
    return found


async def measure(translator: Translator, sentences: Sequence[Sentence]) -> list[Figure]:
    """One figure a pair, in the order of the file; a pair that fails does not stop the others."""
    figures = []
    for pair in dict.fromkeys(one.pair for one in sentences):
        of_pair = [one for one in sentences if one.pair == pair]
        try:
            said = await translator.translate([one.text for one in of_pair], pair[1], pair[0])
        except NotTranslated as error:
            figures.append(Figure(pair, len(of_pair), None, f"{error.code} {error.detail}".strip()))
            continue
        score = chrf((one.text, asked.reference) for one, asked in zip(said, of_pair, strict=True))
        figures.append(Figure(pair, len(of_pair), score))
    return figures


def lines(figures: Sequence[Figure]) -> list[str]:
    """What is printed."""
    found = []
    for figure in figures:
        said = f"chrF {figure.score:5.1f}" if figure.score is not None else f"not translated: {figure.problem}"
        found.append(f"{figure.pair[0]:>8} -> {figure.pair[1]:<8} {figure.sentences:5d} sentences  {said}")
    return found


def access(arguments: argparse.Namespace) -> Access:
    """As asked for, else as it is set in the program; the key from the environment, else from the keychain."""
    choices = SettingsFile(find_paths().settings_file).values.choices
    provider = Provider(arguments.provider or choices.get("translation_provider") or Provider.LIBRE)
    same = provider.value == choices.get("translation_provider")
    address = arguments.address or (choices.get("translation_address", "") if same else "")
    return Access(provider, address, os.environ.get(KEY) or _kept_key(provider, address))


def _kept_key(provider: Provider, address: str) -> str:
    from app.bootstrap import os_secrets
    from app.services.translation import secret_name

    return os_secrets().get(secret_name(provider, address)) or ""


async def run(chosen: Access, sentences: Sequence[Sentence]) -> int:
    """Measures and prints; 1 when any pair had no translation."""
    try:
        translator = make_translator(chosen, SystemClock())
    except NotTranslated as error:
        print(f"{chosen.provider.label}: {error.code}", file=sys.stderr)
        return 1
    try:
        figures = await measure(translator, sentences)
    finally:
        await translator.close()
    print("\n".join(lines(figures)))
    return int(any(figure.score is None for figure in figures))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path, help="tab-separated: from, to, sentence, right translation")
    parser.add_argument("--provider", choices=[one.value for one in Provider], help="default: as set in the program")
    parser.add_argument("--address", default="", help=f"base address; the key comes from {KEY} or the keychain")
    arguments = parser.parse_args()
    try:
        sentences = read(arguments.file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 2
    return asyncio.run(run(access(arguments), sentences))


if __name__ == "__main__":
    sys.exit(main())
