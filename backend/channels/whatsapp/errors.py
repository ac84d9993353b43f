"""What the error codes of the WhatsApp Cloud API mean in our words."""

from domain.problems import Problem

_PROBLEMS: dict[Problem, tuple[int, ...]] = {
    Problem.WINDOW_CLOSED: (131047, 470),
    Problem.RECIPIENT_UNREACHABLE: (131026, 131021, 131030, 130472, 131062, 1013),
    Problem.RECIPIENT_BLOCKED: (131050,),
    Problem.MEDIA_KIND: (131051, 131053),
    Problem.MEDIA_GONE: (131052,),
    Problem.CREDENTIALS_REFUSED: (0, 3, 10, 190, 131005, 131045, 133010),
    Problem.CHANNEL_LIMIT: (4, 17, 32, 613, 80007, 130429, 131048, 131049, 131056, 133016),
    Problem.CHANNEL_DOWN: (131016, 131057, 133004),
    Problem.TEXT_TOO_LONG: (132005,),
}
_BY_CODE = {code: problem for problem, codes in _PROBLEMS.items() for code in codes}

RETRY_LATER = frozenset({4, 17, 32, 613, 80007, 130429, 131048, 131056, 133016, 131016, 131057, 133004})
"""Codes with which the provider says clearly that it did not take the message now but would later."""


def problem_of(code: int) -> Problem:
    """Our word for a code; CHANNEL_REFUSED for all that have none of their own (368, 131031, 100, …)."""
    if 200 <= code <= 299:
        return Problem.CREDENTIALS_REFUSED
    return _BY_CODE.get(code, Problem.CHANNEL_REFUSED)
