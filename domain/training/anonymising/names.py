"""Names of people in scripts with spaces: after cue phrases and titles, by lists of given names, as signatures."""

from collections.abc import Iterator

from domain.training.anonymising.cues import cued
from domain.training.anonymising.lists import Lists
from domain.training.anonymising.page import Page, Token
from domain.training.anonymising.values import Piece, Private
from domain.training.anonymising.words import is_cyrillic, is_patronymic, is_surname, stem

_LONGEST = 5
"""Words of a name."""

_FAMILY = 6
"""Letters of an Arabic family name that nothing but its form tells."""

_NEAR = 20
"""Characters before a word that are looked at for the sign before it."""

_KUNYA = frozenset(("ابو", "ام", "بن", "ابن", "بنت", "ال"))
_SERVANT = "عبد"
_PARENTS = frozenset(("ابو", "ام"))
_BOUND = frozenset("لوبف")
_CLAUSE = ":,(\"'«»“”-="
"""What may stand between a cue and a name; a full stop may not."""


class Names:
    """Reads one page."""

    def __init__(self, page: Page, lists: Lists) -> None:
        """Nothing is read yet."""
        self._page, self._lists, self._tokens = page, lists, page.tokens
        self._given = lists.of("given")
        self._stems = frozenset(stem(name) for name in self._given if stem(name) != name)
        self._weak = lists.of("given_words")
        self._places = frozenset(map(stem, lists.of("places")))
        self._surnames = lists.of("surnames")
        self._harmless = lists.phrase("harmless")
        self._brands = self._find_brands()
        self._selves: frozenset[int] = frozenset()

    def found(self) -> Iterator[Piece]:
        """All of them."""
        strong = cued(self._page, self._lists, "name_cues", "name_fillers", signs=_CLAUSE)
        self._selves = cued(self._page, self._lists, "self_cues", signs=_CLAUSE)
        weak = cued(self._page, self._lists, "weak_cues", signs=_CLAUSE)
        titled = cued(self._page, self._lists, "titles", signs="" if self._lists.accents else ".")
        index = 0
        while index < len(self._tokens):
            after, sure = self._at(index, index in strong, index in weak, index in titled)
            if after > index:
                start = self._tokens[index].start + self._bound(self._tokens[index])
                yield Piece(start, self._tokens[after - 1].end, Private.NAME, sure)
            index = max(after, index + 1)
        yield from self._signatures()

    def _bound(self, token: Token) -> int:
        """Letters before an Arabic name that are words of their own: to, and, with."""
        rest = token.plain[1:]
        bound = token.plain[:1] in _BOUND and token.plain not in self._given and rest in self._given
        bound = bound and not self._lists.phrase("not_names").has(rest)
        return int(bound and len(rest) >= 3 and rest not in self._weak)

    def _find_brands(self) -> frozenset[int]:
        """Tokens of brands and the like."""
        return frozenset(
            at
            for index in range(len(self._tokens))
            for phrases in (self._harmless, self._lists.phrase("places"))
            for at in range(index, phrases.at(self._tokens, index))
        )

    def _at(self, index: int, strong: bool, weak: bool, titled: bool) -> tuple[int, bool]:
        """The token after a name that begins here, and whether it surely is one; the same token when none does."""
        token = self._tokens[index]
        if not self._may_begin(index):
            return index, False
        listed, ordinary = self._listed(token), self._ordinary(token)
        capital = token.capital or self._caseless(token)
        told = strong and (capital or listed or (index in self._selves and self._telling(index)))
        if (told and not ordinary) or (titled and (token.capital or listed or (capital and not ordinary))):
            return self._run(index, announced=True), True
        if weak and not ordinary and (self._is_name_like(index) or listed):
            return self._run(index, announced=True), listed
        if weak and not ordinary and self._caseless(token) and self._family_next(index):
            return self._run(index, announced=True), False
        if listed and capital and not ordinary:
            return self._by_list(index, token)
        if token.plain in _PARENTS and (follows := self._next(index)) and self._listed(self._tokens[follows]):
            return self._run(index, announced=False), True
        return self._by_form(index, token), False

    def _may_begin(self, index: int) -> bool:
        """Whether a name may begin here: no brand, no title, no single letter, no part of a code."""
        token = self._tokens[index]
        if token.kind != "w" or index in self._brands or self._lists.has("titles", token):
            return False
        return self._own_word(index) and (token.end - token.start > 1 or self._is_initial(index))

    def _family_next(self, index: int) -> bool:
        """Whether an Arabic family name follows: ar-Ruwayli."""
        follows = self._next(index)
        if not follows or self._ordinary(self._tokens[follows]):
            return False
        word = self._tokens[follows].plain
        return len(word) >= _FAMILY and word.startswith("ال") and word.endswith("ي")

    def _by_list(self, index: int, token: Token) -> tuple[int, bool]:
        """A listed name without a cue; a word that also means something else needs a second name after it."""
        after = self._run(index, announced=False)
        alone = after == index + 1
        if alone and self._lists.has("given_words", token):
            return index, False
        if alone and self._caseless(token) and len(token.plain) < 3:
            return index, False
        return after, True

    def _by_form(self, index: int, token: Token) -> int:
        """Names that only their form tells: patronymics, initials, Vietnamese and Russian surnames."""
        if not token.capital or self._ordinary(token):
            return index
        if self._lists.accents and self._lists.has("surnames", token):
            after = self._run(index, announced=False)
            return after if self._words(index, after) > 1 else index
        if is_patronymic(token.plain) or (
            is_surname(token.plain) and (self._inside(index) or self._initials(index) > index + 1)
        ):
            return max(self._run(index, announced=False), self._initials(index))
        follows = self._next(index)
        if follows and self._both_strange(index, follows):
            return self._run(index, announced=False)
        if follows and is_patronymic(self._tokens[follows].plain) and self._tokens[follows].capital:
            return self._run(index, announced=False)
        if follows and self._listed(self._tokens[follows]) and is_surname(token.plain):
            return self._run(index, announced=False)
        return index + 1 if self._is_strange(index) else index

    def _both_strange(self, index: int, follows: int) -> bool:
        """Two capitals in a row inside a sentence, neither a known word: Winifred Astley. Not in headlines."""
        if self._lists.accents or not self._inside(index) or self._previous_capital(index):
            return False
        both = self._is_name_like(index) and self._is_name_like(follows)
        return both and self._page.text[self._tokens[index].end] == " "

    def _is_strange(self, index: int) -> bool:
        """One capital inside a sentence, and no known word: what else it may be a person sees."""
        if self._lists.accents or not self._inside(index) or self._previous_capital(index):
            return False
        token = self._tokens[index]
        behind = self._page.text[token.end : token.end + 2]
        code = behind[:1] in {"-", "/", "&", "'"} or behind.strip()[:1].isdigit()
        follows = self._next(index)
        alone = not (code or (follows and self._tokens[follows].capital))
        return alone and token.end - token.start > 2 and self._is_name_like(index)

    def _previous_capital(self, index: int) -> bool:
        words = [one for one in self._tokens[max(0, index - 2) : index] if one.kind == "w"]
        return bool(words) and words[-1].capital

    def _run(self, index: int, *, announced: bool) -> int:
        """The token after a name: words as names have them, one blank, hyphen or apostrophe between."""
        after, words = index + 1, 1
        if self._tokens[index].plain in _KUNYA or self._tokens[index].plain == _SERVANT:
            follows = self._next(index)
            after = follows + 1 if follows and self._tokens[follows].kind == "w" else after
        while words < _LONGEST:
            follows = self._next(after - 1)
            if follows is None or not self._goes_on(after - 1, follows, announced):
                break
            after, words = follows + 1, words + 1
        initials = self._initials(after - 1)
        return max(after, initials)

    def _next(self, index: int) -> int | None:
        """The next word when nothing but a blank, a hyphen, an apostrophe or the dot of an initial is between."""
        at, tokens, text = index + 1, self._tokens, self._page.text
        while at < len(tokens) and at - index <= 3 and tokens[at].kind in "sp":
            sign = text[tokens[at].start : tokens[at].end]
            initial = sign == "." and tokens[index].end - tokens[index].start == 1
            if sign not in {" ", "-", "'", "\u00a0"} and not initial:
                return None
            at += 1
        return at if at < len(tokens) and tokens[at].kind == "w" else None

    def _goes_on(self, last: int, index: int, announced: bool) -> bool:
        token, before = self._tokens[index], self._tokens[last]
        if index in self._brands:
            return False
        if token.plain in self._lists.of("particles") and not self._caseless(token):
            follows = self._next(index)
            after = self._tokens[follows] if follows else token
            return token.plain not in {"a", "al"} and after.capital and not self._ordinary(after)
        if self._caseless(token):
            return self._arabic_goes_on(before, token, announced)
        if not token.capital:
            known = token.plain in self._surnames or token.plain in self._given
            return known and not before.capital and token.plain not in self._weak
        return self._lists.accents or not self._ordinary(token)

    def _arabic_goes_on(self, before: Token, token: Token, announced: bool) -> bool:
        """Bin and abu, listed names, and names of families: al-...i."""
        if (
            token.plain in _KUNYA
            or before.plain in _KUNYA
            or before.plain in {_SERVANT, "ال"}
            or token.plain == _SERVANT
        ):
            return True
        if self._ordinary(token):
            return False
        family = token.plain.startswith("ال") and len(token.plain) >= 5 and (token.plain.endswith("ي") or announced)
        return family or self._listed(token) or token.plain in self._surnames

    def _initials(self, index: int) -> int:
        """The token after initials with dots that follow a word; the one after the word when none do."""
        at, tokens, text = index + 1, self._tokens, self._page.text
        end = at
        while at + 1 < len(tokens):
            if tokens[at].kind == "s" and end == index + 1:
                at += 1
            elif (
                tokens[at].kind == "w"
                and tokens[at].capital
                and tokens[at].end - tokens[at].start == 1
                and text[tokens[at].end] == "."
            ):
                at = end = at + 2
            else:
                break
        return end

    def _signatures(self) -> Iterator[Piece]:
        """One to three names alone in a line, or after the last sign of the text."""
        for start, end, last in self._lines():
            words = [at for at in range(start, end) if self._tokens[at].kind == "w"]
            while words and self._lists.has("titles", self._tokens[words[0]]):
                words.pop(0)
            others = any(self._tokens[at].kind in "dht" for at in range(start, end))
            if not words or len(words) > 3 or others:
                continue
            tokens = [self._tokens[at] for at in words]
            named = (
                all(self._is_name_like(at) for at in words)
                and (len(words) > 1 or last)
                and self._signed(start, words[-1])
            )
            small = last and len(words) == 1 and self._listed(tokens[0])
            if named or small:
                yield Piece(tokens[0].start, tokens[-1].end, Private.NAME, any(map(self._listed, tokens)))

    def _signed(self, index: int, last: int) -> bool:
        """Whether words that begin there are no sentence of their own: a comma or the end of a line comes before."""
        start = self._tokens[index].start
        before = self._page.text[max(0, start - _NEAR) : start].rstrip(" ")
        silent = self._page.text[self._tokens[last].end :][:_NEAR].strip() == ""
        return before[-1:] in {",", "\n", "-"} or silent

    def _is_initial(self, index: int) -> bool:
        """G. in G. Ferraris."""
        token = self._tokens[index]
        return token.capital and self._page.text[token.end : token.end + 1] == "." and self._next(index) is not None

    def _is_name_like(self, index: int) -> bool:
        token = self._tokens[index]
        large = token.capital and not self._page.text[token.start : token.end].isupper()
        return large and token.end - token.start > 1 and index not in self._brands and not self._ordinary(token)

    def _lines(self) -> Iterator[tuple[int, int, bool]]:
        """What stands between line ends and signs, and whether it is the text's last words."""
        tokens, text, start = self._tokens, self._page.text, 0
        last = max((at for at, one in enumerate(tokens) if one.is_word), default=-1)
        for at, token in enumerate((*tokens, None)):
            sign = text[token.start] if token else "\n"
            line_end = token is None or (token.kind == "s" and "\n" in text[token.start : token.end])
            if line_end or (token is not None and token.kind == "p" and sign in ',.!?;:)("/'):
                if at > start and (line_end or start <= last < at):
                    yield start, at, start <= last < at
                start = at + 1

    def _listed(self, token: Token) -> bool:
        word = token.plain
        if self._lists.has("given", token) or self._bound(token):
            return token.capital or self._caseless(token) or not self._lists.has("given_words", token)
        return len(word) >= 3 and word not in self._weak and stem(word) in self._stems and token.capital

    def _ordinary(self, token: Token) -> bool:
        return self._lists.has("not_names", token) or self._lists.has("months", token) or self._is_place(token)

    def _is_place(self, token: Token) -> bool:
        """Russian towns, in any case."""
        return is_cyrillic(token.plain) and stem(token.plain) in self._places

    def _caseless(self, token: Token) -> bool:
        return "\u0620" <= token.plain[:1] <= "\u06ff"

    def _telling(self, index: int) -> bool:
        """Whether a small word after a strong cue is followed by the end of its clause: my name is olu,"""
        token = self._tokens[index]
        end = self._page.text[token.end : token.end + 1]
        return self._lists.stands.order == "given surname" and len(token.plain) >= 3 and end in {"", ",", ".", "\n"}

    def _own_word(self, index: int) -> bool:
        """Not a part of a handle, a domain or a code."""
        token, text = self._tokens[index], self._page.text
        before, behind = text[token.start - 1 : token.start], text[token.end : token.end + 1]
        return not (before in {"@", "_", "#"} or behind in {"@", "_"} or before.isdigit() or behind.isdigit())

    def _inside(self, index: int) -> bool:
        """Whether the word stands within a sentence, so that its capital says something, and is not shouted."""
        if self._page.text[self._tokens[index].start : self._tokens[index].end].isupper():
            return False
        start = self._tokens[index].start
        before = self._page.text[max(0, start - _NEAR) : start].rstrip()[-1:]
        return bool(before) and before not in '.!?\n«"(:'

    def _words(self, index: int, after: int) -> int:
        return sum(one.kind == "w" for one in self._tokens[index:after])
