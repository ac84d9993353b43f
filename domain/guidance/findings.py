"""What the checks say of a draft, how much each may say, and the edits that put things right."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.guidance.sentences import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from domain.guidance.reading import Reading


class Level(StrEnum):
    """What a check may do."""

    OFF = "off"
    HINT = "hint"
    CONFIRM = "confirm"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """0 for OFF to 3 for BLOCK."""
        return (Level.OFF, Level.HINT, Level.CONFIRM, Level.BLOCK).index(self)


class CheckId(StrEnum):
    """Every check, by the name that settings use."""

    GAPS = "gaps"
    SECRETS = "secrets"
    CARD_NUMBERS = "card_numbers"
    LANGUAGE = "language"
    FORBIDDEN = "forbidden"
    BANNED = "banned"
    OVERPROMISE = "overpromise"
    AMOUNT_LIMIT = "amount_limit"
    REFUND_DAYS = "refund_days"
    IN_A_ROW = "in_a_row"
    FRAGMENTS = "fragments"
    WORD_RANGE = "word_range"
    STRUCTURE = "structure"
    COMPLAINT = "complaint"
    EMPATHY = "empathy"
    CALL_TO_ACTION = "call_to_action"
    KEY_FACTS = "key_facts"
    TERMS = "terms"
    ABBREVIATIONS = "abbreviations"
    EXCLAMATIONS = "exclamations"
    FRIENDLY = "friendly"


class Part(StrEnum):
    """Something that a reply has; the name of its sentence starters, too."""

    FACT = "fact"
    SOLUTION = "solution"
    APOLOGY = "apology"
    REASON = "reason"
    COMPENSATION = "compensation"
    PERSONAL_ADDRESS = "personal_address"
    URGENT_PROMISE = "urgent_promise"
    SPECIALIST = "specialist"
    SUMMARY = "summary"
    PROMISED_TIME = "promised_time"
    CALL_TO_ACTION = "call_to_action"
    EMPATHY = "empathy"


@dataclass(frozen=True, slots=True)
class Edit:
    """Other text in place of a stretch of the draft; an empty stretch inserts."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that could be better.

    Attributes:
        spans: where, () when it is about the whole.
        said: the words in question, as written; instead: what to write in their place, or what is missing.
        count, least, most: the figures of the rule, 0 where it has none.
        parts: what is missing of a reply's structure.
        edits: the fix, () when only a person can say how.
        pieces: the text cut into several messages, when that is the fix.
    """

    check: CheckId
    spans: tuple[Span, ...] = ()
    said: str = ""
    instead: str = ""
    count: int = 0
    least: int = 0
    most: int = 0
    parts: tuple[Part, ...] = ()
    edits: tuple[Edit, ...] = ()
    pieces: tuple[str, ...] = ()

    def fixed(self, text: str) -> str:
        """The draft with the fix in it."""
        for edit in sorted(self.edits, key=_from_behind):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text


@dataclass(frozen=True, slots=True)
class Check:
    """One rule about drafts.

    Attributes:
        rule: its id in the field's rules ("L-4").
        level: what it may do unless the workspace says otherwise.
    """

    id: CheckId
    rule: str
    level: Level
    find: "Callable[[Reading], Iterable[Finding]]"


def _from_behind(edit: Edit) -> tuple[int, int]:
    return -edit.start, -edit.end
