"""What the error codes of Instagram messaging mean in our words."""

from domain.problems import Problem

_BY_SUBCODE: dict[int, Problem] = {
    2534022: Problem.WINDOW_CLOSED,
    2018278: Problem.WINDOW_CLOSED,
    2018065: Problem.WINDOW_CLOSED,
    2534014: Problem.RECIPIENT_UNREACHABLE,
    2534037: Problem.RECIPIENT_UNREACHABLE,
    2018001: Problem.RECIPIENT_UNREACHABLE,
    1545041: Problem.RECIPIENT_UNREACHABLE,
    2018108: Problem.RECIPIENT_BLOCKED,
    2018109: Problem.MEDIA_TOO_LARGE,
    2207004: Problem.MEDIA_TOO_LARGE,
    2018007: Problem.MEDIA_KIND,
    2018008: Problem.MEDIA_KIND,
    2018047: Problem.MEDIA_KIND,
    2534038: Problem.TEXT_TOO_LONG,
}
_BY_CODE: dict[int, Problem] = {
    551: Problem.RECIPIENT_UNREACHABLE,
    10: Problem.CREDENTIALS_REFUSED,
    102: Problem.CREDENTIALS_REFUSED,
    190: Problem.CREDENTIALS_REFUSED,
    3: Problem.CREDENTIALS_REFUSED,
    4: Problem.CHANNEL_LIMIT,
    17: Problem.CHANNEL_LIMIT,
    32: Problem.CHANNEL_LIMIT,
    613: Problem.CHANNEL_LIMIT,
    80002: Problem.CHANNEL_LIMIT,
    80006: Problem.CHANNEL_LIMIT,
    1200: Problem.CHANNEL_DOWN,
    36000: Problem.MEDIA_TOO_LARGE,
}

RETRY_LATER = frozenset({4, 17, 32, 613, 80002, 80006, 1200})
"""Codes with which the provider says clearly that it did not take the message now but would later."""


def problem_of(code: int, subcode: int = 0) -> Problem:
    """Our word for a code and its subcode, which says more when it is known."""
    if subcode in _BY_SUBCODE:
        return _BY_SUBCODE[subcode]
    if 200 <= code <= 299:
        return Problem.CREDENTIALS_REFUSED
    return _BY_CODE.get(code, Problem.CHANNEL_REFUSED)
