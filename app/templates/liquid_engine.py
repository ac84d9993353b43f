"""The Liquid of the wordings: python-liquid, strict, and only the parts that cannot grow; to be imported late."""

from functools import lru_cache
from typing import TextIO

from liquid import BoundTemplate, Environment, Mode, RenderContext
from liquid.builtin.output import Output, OutputNode
from liquid.stringify import to_liquid_string
from liquid.undefined import StrictDefaultUndefined

from domain.templates.fields import FILTERS, TAGS

OUTPUT_LIMIT = 64 * 1024

GAP_FROM, GAP_TO, VALUE_FROM, VALUE_TO = "\ue000", "\ue001", "\ue002", "\ue003"
"""Marks around what the engine puts into a text; private characters, which no value may hold."""


class Missing(StrictDefaultUndefined):
    """A field without a value: untrue in a condition, a gap in the text."""

    allowed_properties = StrictDefaultUndefined.allowed_properties | {"__class__", "__liquid__", "__str__"}

    def __liquid__(self) -> object:
        return None

    def __str__(self) -> str:
        path = str(self.hint or self.name).removesuffix(" is undefined").strip("'\"")
        return f"{GAP_FROM}{path}{GAP_TO}"


class Marked(OutputNode):
    """What is put into the text, between marks, so that it can be found there."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        value = to_liquid_string(self.expression.evaluate(context), autoescape=False)
        return buffer.write(f"{VALUE_FROM}{value}{VALUE_TO}")


class MarkedOutput(Output):
    """`{{ … }}`."""

    node_class = Marked


class Bounded(Environment):
    """Little Liquid: what wordings need, and nothing that can grow; the limits are a second wall."""

    loop_iteration_limit = 100
    local_namespace_limit = OUTPUT_LIMIT
    output_stream_limit = OUTPUT_LIMIT
    block_nesting_limit = 10
    context_depth_limit = 10


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one environment."""
    made = Bounded(tolerance=Mode.STRICT, undefined=Missing, strict_filters=True)
    made.add_tag(MarkedOutput)
    made.filters = {name: found for name, found in made.filters.items() if name in FILTERS}
    kept = ("content", "output", "illegal", *TAGS)
    made.tags = {name: found for name, found in made.tags.items() if name in kept}
    return made


@lru_cache(maxsize=512)
def parsed(text: str) -> BoundTemplate:
    """A wording, ready to be filled; raises LiquidError."""
    return environment().from_string(text)
