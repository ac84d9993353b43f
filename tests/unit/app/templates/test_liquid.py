"""Wordings are filled in, what is missing is seen, and no wording can make the program slow or large."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.templates.liquid import LiquidRenderer
from app.templates.words import fault_words, field_words
from domain.templates.fields import FIELDS, TEXT_LIMIT, written
from domain.templates.gaps import gaps_in, without_marks

VALUES = {"customer.name": "Anna", "order.number": "48213", "hotline": "+49"}


@pytest.fixture
def renderer() -> LiquidRenderer:
    return LiquidRenderer(field_words)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("plain { text }", "plain { text }"),
        ("Hi {{ customer.name }}!", "Hi Anna!"),
        ("{{customer.name}}{{ order.number }}", "Anna48213"),
        ("{{ order.waybill }}", "⟦waybill number⟧"),
        ("{{ order.waybill | upcase }}", "⟦waybill number⟧"),
        ("{{ order.waybill | default: 'soon' }}", "soon"),
        ("{% if order.waybill %}a{% else %}b{% endif %}", "b"),
        ("{% if hotline %}Call {{ hotline }}{% endif %}", "Call +49"),
        ("{% unless order.link %}none{% endunless %}", "none"),
        ("{% case order.number %}{% when '48213' %}yes{% endcase %}", "yes"),
        ("{{ customer.name | upcase }}", "ANNA"),
        ("{{ unheard.of }}", "⟦unheard⟧"),
        ("{{ customer }}", "⟦customer⟧"),
    ],
)
def test_what_comes_of_a_wording(renderer: LiquidRenderer, text: str, filled: str) -> None:
    assert renderer.fill(text, VALUES).text == filled


def test_gaps_and_values_are_where_they_stand(renderer: LiquidRenderer) -> None:
    made = renderer.fill("您好 {{ customer.name }}, {{ order.carrier }} — {{ order.number }}", VALUES)
    assert [made.text[start:end] for start, end in made.values] == ["Anna", "48213"]
    assert [made.text[gap.start : gap.end] for gap in made.gaps] == ["⟦carrier⟧"]


def test_every_field_has_words_and_can_be_written(renderer: LiquidRenderer) -> None:
    text = " ".join(written(name) for name in FIELDS)
    assert renderer.faults(text) == ()
    assert len(renderer.fill(text, {}).gaps) == len(FIELDS)
    assert all(field_words(name) != name for name in FIELDS if "." in name)


def test_a_value_is_never_read_as_liquid(renderer: LiquidRenderer) -> None:
    assert (
        renderer.fill("{{ customer.name }}", {"customer.name": "{{ hotline }}", "hotline": "no"}).text
        == "{{ hotline }}"
    )


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\nb {{ order.nmber }}", "field", 2),
        ("{{ customer.name", "syntax", 1),
        ("a\n{{ a {{ b }}", "syntax", 2),
        ("x\n\n{{ }}", "syntax", 3),
        ("{{ customer.name | frob }}", "filter", 1),
        ("\n{% for i in (1..9) %}x{% endfor %}", "tag", 2),
        ("{% include 'x' %}", "tag", 1),
        ("{% if %}{% endif %}", "syntax", 1),
        ("x" * (TEXT_LIMIT + 1), "too_long", 1),
    ],
)
def test_faults_say_what_and_where(renderer: LiquidRenderer, text: str, code: str, line: int) -> None:
    fault = renderer.faults(text)[0]
    assert (fault.code, fault.line) == (code, line)
    assert "{line}" not in fault_words(fault)
    assert len(fault_words(fault)) > 20


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}",
        "{% assign a = 'xxxxxxxxxx' %}" + "{% assign a = a | append: a %}" * 60 + "{{ a }}",
        "{{ 'x'" + " | replace: 'x', 'xxxxxxxxxx'" * 30 + " }}",
        "{{ (1..1000000000) }}",
        "{{" * 4000,
        "{% if a %}" * 700,
        "{{ a[" * 1500,
        "{{ a" + ".b" * 3000 + " }}",
        "{{ customer.name.__class__.__mro__ }}",
        "{% capture x %}" * 400,
        "{%" + "-" * 5000 + "%}",
        "{{ customer.name " + "| upcase " * 800 + "}}",
    ],
)
def test_a_hostile_wording_costs_little_and_gives_little(renderer: LiquidRenderer, text: str) -> None:
    assert len(renderer.fill(text, VALUES).text) <= len(text) + 200
    renderer.faults(text)


@given(st.text(alphabet="{}%| abif.:'\"\n⟦⟧-#", max_size=60))
def test_whatever_is_written_something_comes_of_it(text: str) -> None:
    renderer = LiquidRenderer(field_words)
    made = renderer.fill(text, VALUES)
    assert made.gaps == gaps_in(made.text)
    renderer.faults(text)


_PIECES = st.sampled_from(
    [
        "{{ customer.name }}",
        "{{order.number}}",
        "{{  amount }}",
        "{{ today }}",
        "{{ hotline }}",
        "plain ",
        "您好，",
        "\n",
        " ",
        "🙂",
    ]
)


@example(["{{ customer.name }}"], {"customer.name": "a\rb\r\nc"})
@given(st.lists(_PIECES, max_size=8), st.dictionaries(st.sampled_from(FIELDS), st.text(min_size=1, max_size=8)))
def test_plain_fields_are_filled_as_the_engine_fills_them(pieces: list[str], values: dict[str, str]) -> None:
    text = "".join(pieces)
    held = {name: bare for name, value in values.items() if (bare := without_marks(value))}
    renderer = LiquidRenderer(str.upper)
    # A comment says nothing, and needs the engine.
    engine = renderer.fill(text + "{% comment %}{% endcomment %}", held)
    assert renderer.fill(text, held) == engine


_WARMED = """
import sys
from app.templates import liquid
from app.templates.builtin import builtin_replies
from app.templates.words import field_words
texts = [wording.text for reply in builtin_replies() for wording in reply.wordings]
renderer = liquid.LiquidRenderer(field_words)
liquid.warm(texts)
print(all(renderer.fill(text, {}).text and not renderer.faults(text) for text in texts))
print("liquid" in sys.modules)
liquid.warm([*texts, "{% if hotline %}Call {{ hotline }}{% endif %}"])
print("liquid" in sys.modules)
"""


def test_the_engine_is_loaded_for_wordings_that_need_it_only() -> None:
    done = subprocess.run([sys.executable, "-c", _WARMED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "True"]
