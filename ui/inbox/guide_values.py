"""From what the guide knows to what its card shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.i18n import _
from domain.emotion.assessment import Tier
from domain.guidance.findings import Finding, Level, Part
from domain.guidance.guide import Clock, ClockState, Guide, Step
from domain.guidance.review import Review
from domain.guidance.situation import Situation
from ui.inbox.guide_words import clock_words, count_words, finding_words, fix_words, part_words, tier_words, why_words
from widgets.guide.values import ClockValue, FindingLine, GuideValue, StepLine
from widgets.meter import MeterValue

Starters = Mapping[Part, Sequence[str]]


@dataclass(frozen=True, slots=True)
class GuideKeys:
    """Which keys fix a finding and insert a sentence, as they stand on the caps; "" for none."""

    fix: str = ""
    starter: str = ""


_TONES = {Level.HINT: "accent", Level.CONFIRM: "medium", Level.BLOCK: "high"}


def guide_value(review: Review, starters: Starters, current: int, keys: GuideKeys, *, urgent: bool) -> GuideValue:
    """The card of a draft; only the tier while nobody waits and nothing is written."""
    about, guide = review.about, review.guide
    base = {"tier": about.tier.value, "chip": tier_words(about), "urgent": urgent}
    if about.waiting_since is None and not review.text.strip():
        return GuideValue(**base, idle=_("Nobody waits for an answer here."))  # type: ignore[arg-type]
    following = next((part for part in guide.missing if starters.get(part)), None)
    steps = [_step(step, about, starters, keys.starter if step.part is following else "") for step in guide.steps]
    steps[0] = replace(steps[0], text=steps[0].text[:1].upper() + steps[0].text[1:])
    first = fixable(review, current)
    return GuideValue(
        **base,  # type: ignore[arg-type]
        structure=tuple(steps[: len(guide.structure)]),
        steps=tuple(steps[len(guide.structure) :]),
        words=count_words(guide),
        words_meter=words_meter(guide),
        findings=tuple(_line(one, review, keys.fix if one is first else "") for one in review.shown),
        current=current,
    )


def fixable(review: Review, current: int) -> Finding | None:
    """What the fix key does: the finding that is looked at, else the first that can be put right in the text."""
    shown = review.shown
    held = shown[current] if 0 <= current < len(shown) else None
    if held is not None and (held.edits or held.pieces):
        return held
    return next((finding for finding in shown if finding.edits), None)


def note_value(about: Situation) -> GuideValue:
    """The card while a note is written."""
    return GuideValue(about.tier.value, tier_words(about), _("A note for the team: it needs no guide."))


def words_meter(guide: Guide) -> MeterValue:
    """How far the words are; the tick stands where the range begins."""
    low, high = guide.least - guide.spare, guide.most + guide.spare
    tone = "accent" if guide.words < low else "ok" if guide.words <= high else "medium"
    return MeterValue(guide.words / guide.most, tone, guide.least / guide.most)


def clock_value(clock: Clock, tier: Tier) -> ClockValue:
    """The clock: a bar that runs out, and is full again in red when it has."""
    over = clock.state in {ClockState.OVER, ClockState.ESCALATED}
    tone = "high" if over else tier.value
    if clock.state is ClockState.WARNING:
        tone = "medium" if tier is Tier.LOW else "high"
    remark = _("Long waits cost a third of the satisfaction: answer now, or hand it over.")
    said = remark if clock.state is ClockState.ESCALATED else ""
    return ClockValue(clock_words(clock), MeterValue(1.0 if over else 1 - clock.spent, tone), said)


def _step(step: Step, about: Situation, starters: Starters, keys: str) -> StepLine:
    offered = starters.get(step.part, ())
    return StepLine(step.part.value, part_words(step.part, about), step.done, offered[0] if offered else "", keys)


def _line(finding: Finding, review: Review, keys: str) -> FindingLine:
    return FindingLine(
        finding_words(finding, review.about),
        _TONES[review.level(finding)],
        why_words(finding.check),
        fix_words(finding),
        keys,
    )
