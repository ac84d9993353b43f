"""Fills wordings in with Liquid: strict, bounded, and what has no value is a gap that everybody sees."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from domain.templates.fields import FIELDS, TEXT_LIMIT, fields_in
from domain.templates.gaps import gap_text, gaps_in
from domain.templates.rendering import Fault, Filled

if TYPE_CHECKING:
    from liquid.exceptions import LiquidError

_TOKEN = re.compile("\ue002(?:\ue000([^\ue000-\ue003]*)\ue001)?([^\ue000-\ue003]*)\ue003")
_STRAY = re.compile("[\ue000-\ue003]")
_MARK = re.compile(r"\{\{|\{%|\}\}|%\}")
_FIELD = re.compile(r"\{\{ *([a-z]+(?:\.[a-z]+)?) *\}\}")
_OUTPUT = re.compile(r"\{\{[^{}]*\}\}")
_HOSTILE = (RecursionError, OverflowError, ValueError, TypeError, AttributeError)
_CLOCKS = ("today",)
MOST_MARKS = 400
"""Brackets in one wording; the lexer takes quadratic time over those that nobody closed."""


class LiquidRenderer:
    """Wordings by python-liquid, which is imported when the first one asks for more than fields (127 ms, 3 MB).

    Attributes:
        words: what a gap for a field is called, in the agent's language.
    """

    def __init__(self, words: Callable[[str], str]) -> None:
        self.words = words

    def fill(self, text: str, values: Mapping[str, str]) -> Filled:
        """As `domain.templates.rendering.Renderer` says."""
        text = _one_newline(text)
        if "{" not in text or _broken(text) is not None:
            return Filled(text, gaps_in(text))
        if _only_fields(text):
            return self._plain(text, values)
        from liquid.exceptions import LiquidError

        from app.templates.liquid_engine import parsed

        try:
            rendered = parsed(text).render(**_nested(values))
        except (LiquidError, *_HOSTILE):
            # The engine's own mistakes about a hostile wording are no reason to lose what somebody wrote.
            return Filled(text, gaps_in(text))
        return self._with_gaps(rendered)

    def faults(self, text: str) -> tuple[Fault, ...]:
        """As `domain.templates.rendering.Renderer` says."""
        if (broken := _broken(text)) is not None:
            return (broken,)
        if _only_fields(text):
            return ()
        from liquid.exceptions import LiquidError

        from app.templates.liquid_engine import parsed

        try:
            parsed(text).render()
        except LiquidError as error:
            return (_fault(error, text),)
        except _HOSTILE:
            return (Fault("limit", 1),)
        unknown = (name for name in fields_in(text) if name not in FIELDS and not _is_literal(name))
        return tuple(Fault("field", _line_of(text, name), name) for name in unknown)

    def _plain(self, text: str, values: Mapping[str, str]) -> Filled:
        """The same, without the engine, for the most of all wordings: text with fields in it and nothing else."""
        pieces, last, at, found_values = [], 0, 0, []
        for found in _FIELD.finditer(text):
            value = values.get(found[1], "")
            shown = _STRAY.sub("", _one_newline(value)) if value else gap_text(self.words(found[1]))
            pieces += [text[last : found.start()], shown]
            at += len(pieces[-2])
            if value:
                found_values.append((at, at + len(shown)))
            at += len(shown)
            last = found.end()
        whole = "".join((*pieces, text[last:]))
        return Filled(whole, gaps_in(whole), tuple(found_values))

    def _with_gaps(self, rendered: str) -> Filled:
        """Takes the marks out of what the engine put in, and notes where values stand."""
        text, last, values = "", 0, []
        for found in _TOKEN.finditer(rendered):
            text += _STRAY.sub("", rendered[last : found.start()])
            missing, value = found.groups()
            if missing is None and value:
                values.append((len(text), len(text) + len(value)))
            text += value if missing is None else gap_text(self.words(missing.lower()))
            last = found.end()
        text += _STRAY.sub("", rendered[last:])
        return Filled(text, gaps_in(text), tuple(values))


def warm(texts: Iterable[str]) -> None:
    """Imports Liquid, on any thread, if one of these wordings needs it, so that the first palette does not wait."""
    if any("{" in text and not _only_fields(text) for text in texts):
        from app.templates.liquid_engine import environment

        environment()


def _nested(values: Mapping[str, str]) -> dict[str, Any]:
    """ "order.number" becomes {"order": {"number": …}}; families without any value are there too, and empty."""
    # Liquid has a "now" and a "today" of its own, by the computer's clock.
    made: dict[str, Any] = {name.partition(".")[0]: _Family(name) for name in FIELDS if "." in name or name in _CLOCKS}
    made["now"] = _Family("now")
    for name, value in values.items():
        family, _dot, rest = name.partition(".")
        if rest:
            made.setdefault(family, _Family(family))[rest] = value
        else:
            made[family] = value
    return made


@lru_cache(maxsize=4096)
def _one_newline(text: str) -> str:
    """Lines end in one way, as the engine ends them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _only_fields(text: str) -> bool:
    """Whether nothing in a wording needs the engine: no tags, filters or fields that nobody knows."""
    return (
        all(found[1] in FIELDS for found in _FIELD.finditer(text))
        and "{" not in (rest := _FIELD.sub("", text))
        and "}" not in rest
        and _STRAY.search(text) is None
    )


class _Family(dict[str, str]):
    """Fields with the same first name; put into a text as a whole, it is a gap."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name.partition(".")[0]

    def __str__(self) -> str:
        return f"\ue000{self.name}\ue001"


def _broken(text: str) -> Fault | None:
    """What makes a text unfit for the engine: too long, or a bracket that is not closed before the next one opens."""
    if len(text) > TEXT_LIMIT:
        return Fault("too_long", 1)
    opened: re.Match[str] | None = None
    for number, mark in enumerate(_MARK.finditer(text)):
        if number >= MOST_MARKS:
            return Fault("limit", _line_at(text, mark.start()))
        if mark.group() in {"{{", "{%"}:
            if opened is not None:
                break
            opened = mark
        elif opened is not None and mark.group() == ("}}" if opened.group() == "{{" else "%}"):
            opened = None
    if opened is None:
        return None
    return Fault("syntax", _line_at(text, opened.start()), text[opened.start() :].splitlines()[0][:60])


def _fault(error: "LiquidError", text: str) -> Fault:
    from liquid.exceptions import ContextDepthError, ResourceLimitError

    line, detail = _place(error, text)
    message = str(error.message or "")
    if isinstance(error, ResourceLimitError | ContextDepthError):
        return Fault("limit", line, detail)
    code = next((word for word in ("filter", "tag") if word in message), "syntax")
    return Fault(code, line, detail)


def _place(error: "LiquidError", text: str) -> tuple[int, str]:
    """Line and piece of text; where the engine does not say it, the first field that it cannot read."""
    where = error.context() if error.token is not None else None
    if where is not None and error.token is not None:
        return where[0], str(error.token.value)[:60].strip()
    from liquid.exceptions import LiquidError

    from app.templates.liquid_engine import parsed

    for found in _OUTPUT.finditer(text):
        try:
            parsed(found.group())
        except LiquidError:
            return _line_at(text, found.start()), found.group()[:60]
    return 1, ""


def _line_at(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _line_of(text: str, name: str) -> int:
    at = re.search(rf"\{{\{{-?\s*{re.escape(name)}", text)
    return _line_at(text, at.start()) if at is not None else 1


def _is_literal(name: str) -> bool:
    return name[:1] in "\"'" or name.isdigit()
