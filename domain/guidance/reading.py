"""A draft as the checks read it: folded, cut and counted once, whatever the number of checks."""

from collections.abc import Callable
from functools import cached_property
from itertools import pairwise

from domain.guidance.breaks import WordBreaks
from domain.guidance.facts import Fact, facts
from domain.guidance.folding import Folded, fold
from domain.guidance.lexicon import Lexicon, Words
from domain.guidance.phrases import Hit
from domain.guidance.sentences import Span, fragments, line_count, sentences
from domain.guidance.situation import Situation

MOST = 6_000
"""Characters that are looked at; no channel takes a longer message in one piece."""


class Reading:
    """One draft in one situation.

    Attributes:
        text: at most `MOST` characters of it. lexicon: the lists of the language that it should be in.
    """

    def __init__(
        self,
        text: str,
        about: Situation,
        lexicon: Lexicon,
        breaks: WordBreaks,
        language_of: Callable[[str], str],
    ) -> None:
        self.text = text[:MOST]
        self.about = about
        self.lexicon = lexicon
        self._breaks = breaks
        self._language_of = language_of
        self._hits: dict[Words, tuple[Hit, ...]] = {}

    @cached_property
    def folded(self) -> Folded:
        """Folded, with its places."""
        return fold(self.text)

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return self._breaks.count(self.text)

    @cached_property
    def language(self) -> str:
        """The language it is in, "" when that cannot be told."""
        return self._language_of(self.text)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Its sentences."""
        return sentences(self.text)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Amounts, dates and numbers."""
        return facts(self.text)

    @cached_property
    def lines(self) -> int:
        """Lines on the customer's screen."""
        return line_count(self.text, self.about.figures.width)

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """Cut into fragments."""
        return fragments(self.text, lines=self.about.figures.lines, width=self.about.figures.width)

    def has(self, words: Words) -> bool:
        """Whether there is a list to go by."""
        return bool(self.lexicon.phrases(words))

    def hits(self, words: Words) -> tuple[Hit, ...]:
        """Where phrases of a list stand, in the folded text."""
        if words not in self._hits:
            self._hits[words] = self.lexicon.phrases(words).find(self.folded.text)
        return self._hits[words]

    def span(self, hit: Hit) -> Span:
        """Where a hit is in the draft."""
        return Span(self.folded.place(hit.start), self.folded.place(hit.end))

    def written(self, span: Span) -> str:
        """The draft's own words there."""
        return self.text[span.start : span.end]

    def opening(self, count: int) -> int:
        """Where the first so many sentences end."""
        return self.sentences[min(count, len(self.sentences)) - 1].end if self.sentences else 0

    def sentence_of(self, at: int) -> Span:
        """The sentence at a place."""
        for span, following in pairwise(self.sentences):
            if at < following.start:
                return span
        return self.sentences[-1] if self.sentences else Span(0, len(self.text))
