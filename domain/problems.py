"""Codes for everything that can go wrong with what an agent did; the client turns each into words."""

from enum import StrEnum


class Problem(StrEnum):
    """Why an operation was refused, a delivery failed or an attachment is missing."""

    NOT_ALLOWED = "not_allowed"
    THREAD_GONE = "thread_gone"
    MESSAGE_GONE = "message_gone"
    IDENTITY_GONE = "identity_gone"
    JOIN_GONE = "join_gone"
    OFFER_GONE = "offer_gone"
    OFFER_MOVED = "offer_moved"
    AGENT_GONE = "agent_gone"
    STATE_MOVED = "state_moved"
    LANE_FORK = "lane_fork"
    BAD_OPERATION = "bad_operation"
    EMPTY_MESSAGE = "empty_message"
    TEXT_TOO_LONG = "text_too_long"
    MEDIA_KIND = "media_kind"
    MEDIA_TOO_LARGE = "media_too_large"
    BLOB_MISSING = "blob_missing"
    WINDOW_CLOSED = "window_closed"
    CHANNEL_OFF = "channel_off"
    ALREADY_DELIVERED = "already_delivered"
    OP_REUSED = "op_reused"
    UNREADABLE = "unreadable"

    RECIPIENT_UNREACHABLE = "recipient_unreachable"
    RECIPIENT_BLOCKED = "recipient_blocked"
    CREDENTIALS_REFUSED = "credentials_refused"
    CHANNEL_LIMIT = "channel_limit"
    CHANNEL_DOWN = "channel_down"
    CHANNEL_REFUSED = "channel_refused"
    ANSWER_LOST = "answer_lost"
    MEDIA_GONE = "media_gone"
