"""What every move asks of what people wrote and of where a complaint stands."""

from domain.complaint import Complaint
from domain.complaints.ground import MoveRefused
from domain.problems import Problem

TITLE_LIMIT = 120
WORDS_LIMIT = 2_000
MOST_MONEY = 10**15


def title_of(text: str) -> str:
    """One line, cut where it is too long. Raises MoveRefused for nothing."""
    line = " ".join(text.split())
    if not line:
        raise MoveRefused(Problem.BAD_OPERATION)
    return line if len(line) <= TITLE_LIMIT else line[: TITLE_LIMIT - 1].rstrip() + "…"


def currency_of(amount: int, currency: str) -> str:
    """The currency in capitals. Raises MoveRefused for an amount or a currency that cannot be."""
    code = currency.upper()
    named = len(code) == 3 and code.isascii() and code.isalpha()
    if not 0 <= amount <= MOST_MONEY or not (named or (not amount and not code)):
        raise MoveRefused(Problem.BAD_OPERATION)
    return code


def reason_of(text: str) -> str:
    """What somebody gives as reason, which must not be missing. Raises MoveRefused."""
    said = words_of(text)
    if not said:
        raise MoveRefused(Problem.REASON_MISSING)
    return said


def words_of(text: str) -> str:
    """What somebody said, or nothing. Raises MoveRefused when it is too long."""
    said = text.strip()
    if len(said) > WORDS_LIMIT:
        raise MoveRefused(Problem.TEXT_TOO_LONG)
    return said


def need(stands: bool) -> None:
    """Raises MoveRefused unless the complaint stands where that can be done."""
    if not stands:
        raise MoveRefused(Problem.COMPLAINT_MOVED)


def need_open(complaint: Complaint) -> None:
    """Raises MoveRefused unless somebody still has to make it good."""
    need(complaint.is_open)
