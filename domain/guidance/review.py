"""All checks over one draft, and the guide beside them (E-1, L)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.guidance.breaks import WordBreaks
from domain.guidance.checks import (
    abbreviations,
    amount_limit,
    banned,
    call_to_action,
    card_numbers,
    complaint,
    empathy,
    exclamations,
    forbidden,
    fragments,
    friendly,
    gaps,
    in_a_row,
    key_facts,
    language,
    overpromise,
    refund_days,
    secrets,
    structure,
    terms,
    word_range,
)
from domain.guidance.findings import Check, CheckId, Finding, Level
from domain.guidance.guide import Guide, guide
from domain.guidance.lexicon import Lexicon
from domain.guidance.reading import Reading
from domain.guidance.situation import Situation

CHECKS: Mapping[CheckId, Check] = MappingProxyType(
    {
        module.CHECK.id: module.CHECK
        for module in (
            gaps, secrets, card_numbers, language, forbidden, banned, overpromise, amount_limit, refund_days,
            in_a_row, fragments, word_range, structure, complaint, empathy, call_to_action,
            key_facts, terms, abbreviations, exclamations, friendly,
        )
    }
)  # fmt: skip
"""In the order in which their findings are shown."""

MOST_FINDINGS = 12
IN_STEPS = frozenset(
    {CheckId.WORD_RANGE, CheckId.STRUCTURE, CheckId.COMPLAINT, CheckId.EMPATHY, CheckId.CALL_TO_ACTION}
)
"""Checks that the guide's steps and its word bar show already."""


@dataclass(frozen=True, slots=True)
class Review:
    """What is said of one draft.

    Attributes:
        text: the draft it is about.
        findings: in the order of the checks, those above OFF only.
        levels: what each of the findings' checks may do.
    """

    text: str
    about: Situation
    guide: Guide
    findings: tuple[Finding, ...]

    def level(self, finding: Finding) -> Level:
        """What that finding may do."""
        return level_of(self.about, finding.check)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """What the steps do not say already."""
        return tuple(finding for finding in self.findings if finding.check not in IN_STEPS)

    def at(self, level: Level) -> tuple[Finding, ...]:
        """The findings of that level."""
        return tuple(finding for finding in self.findings if self.level(finding) is level)


def level_of(about: Situation, check: CheckId) -> Level:
    """What a check may do here."""
    return about.levels.get(check, CHECKS[check].level)


def review(
    text: str, about: Situation, lexicon: Lexicon, breaks: WordBreaks, language_of: Callable[[str], str]
) -> Review:
    """Looks at a draft; an empty one has nothing to be found. Pure, a few milliseconds at most."""
    draft = Reading(text, about, lexicon, breaks, language_of)
    found: list[Finding] = []
    if draft.text.strip():
        for check in CHECKS.values():
            if level_of(about, check.id) is not Level.OFF:
                found.extend(check.find(draft))
    return Review(text, about, guide(draft), tuple(found[:MOST_FINDINGS]))
