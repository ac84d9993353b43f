"""What the guide card shows, in words that are ready for the screen."""

from dataclasses import dataclass

from widgets.meter import EMPTY, MeterValue


@dataclass(frozen=True, slots=True)
class StepLine:
    """One part of the reply.

    Attributes:
        key: what is told when it is pressed. done: None when that cannot be told.
        tip: the sentence that would be inserted, "" when there is none. keys: that insert it when it is the next.
    """

    key: str
    text: str
    done: bool | None
    tip: str = ""
    keys: str = ""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One thing that could be better.

    Attributes:
        tone: "accent" for a hint, "medium" where sending asks, "high" where it is refused.
        why: the rule in a sentence. fix: what the button says, "" when there is no fix; keys: of the one that is next.
    """

    text: str
    tone: str
    why: str = ""
    fix: str = ""
    keys: str = ""


@dataclass(frozen=True, slots=True)
class GuideValue:
    """All of it.

    Attributes:
        tier: "low", "medium" or "high". chip: its words.
        idle: said in place of the steps while nothing is to be written; "" else.
        structure: the tier's parts in a row; steps: what else belongs into the reply, one a line.
        words: the count and its range ("24 of 30-40").
        current: place of the finding that is looked at.
    """

    tier: str
    chip: str
    idle: str = ""
    structure: tuple[StepLine, ...] = ()
    steps: tuple[StepLine, ...] = ()
    words: str = ""
    words_meter: MeterValue = EMPTY
    findings: tuple[FindingLine, ...] = ()
    current: int = -1
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class ClockValue:
    """The time left: its words, how much of it there is, and a remark when it is long gone."""

    text: str
    meter: MeterValue
    remark: str = ""
