"""The pieces the model knows: the words of the corpora and the public sets, and parts for the words it never saw."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from domain.emotion.folding import fold
from domain.emotion.pieces import SPECIAL, START, names
from tools.emotion_training.encoder_words import Cutter
from tools.emotion_training.examples import CORPUS, CORRECTIONS, SEEDS, SHORT, Example

OWN = frozenset((CORPUS, SHORT, SEEDS, CORRECTIONS))
WORDS, PARTS, KNOWN = 30_000, 14_000, 12_000
OWN_COUNTS = 6
"""A word of our own corpus counts as so many of a public set."""

_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SCARCE = re.compile(
    "[\u0e00-\u0e7f]+|[\u3400-\u9fff]+|[\u0400-\u04ff]+|[\u0600-\u06ff]+|[a-zà-ỹđ]*[ăđơưạ-ỹ][a-zà-ỹđ]*"
)
FIRST_KNOWN = 120_000
"""The encoder's pieces stand in the order of how frequent they are."""

LONGEST = 14


def pieces(examples: Iterable[Example], cutter: Cutter) -> list[str]:
    """The list of pieces, the special ones first; the same for the same examples."""
    counted: Counter[str] = Counter()
    for one in examples:
        for name in names(fold(one.text)):
            counted[name] += OWN_COUNTS if one.source in OWN else 1
    words = Counter({name: count for name, count in counted.items() if _is_word(name) and count >= 4})
    kept = [name for name, _ in _most(words, WORDS)]
    parts = [name for name, _ in _most(_parts(counted, cutter), PARTS)]
    return list(dict.fromkeys((*SPECIAL, *kept, *parts, *_known(cutter))))


def _known(cutter: Cutter) -> list[str]:
    """Frequent pieces of the encoder in scripts where few texts are at hand, so that unseen words have a meaning."""
    found: dict[str, None] = {}
    for number in range(FIRST_KNOWN):
        name = cutter.name(number)
        bare = name.removeprefix(START)
        if len(bare) >= 2 and len(bare) <= LONGEST and _SCARCE.fullmatch(bare):
            folded = fold(bare).text
            if folded:
                found[folded if _UNSPACED.match(folded) or bare == name else START + folded] = None
        if len(found) >= KNOWN:
            break
    return list(found)


def _is_word(name: str) -> bool:
    return not _UNSPACED.match(name) and len(name) <= LONGEST + 1


def _parts(counted: Counter[str], cutter: Cutter) -> Counter[str]:
    """Parts of words as the encoder cuts them, and single characters."""
    found: Counter[str] = Counter()
    for name, count in counted.items():
        unspaced = _UNSPACED.match(name)
        text = name.removeprefix(START)
        for part in _cut(cutter, text, bool(unspaced)):
            found[part] += count
        for character in text:
            found[character] += count
        if name.startswith(START):
            found[START + text[0]] += count
    return Counter({part: count for part, count in found.items() if count >= 6 and len(part) <= LONGEST})


def _cut(cutter: Cutter, text: str, unspaced: bool) -> list[str]:
    numbers = cutter.word(START + text)
    cut = [cutter.name(number) for number in numbers]
    return [part.removeprefix(START) if unspaced else part for part in cut if part.removeprefix(START)]


def _most(counted: Counter[str], most: int) -> Sequence[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
