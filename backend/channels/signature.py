"""The signature over a webhook's raw body (`X-Hub-Signature-256`), compared in constant time (S16)."""

import hashlib
import hmac

HEADER = "X-Hub-Signature-256"


def sign(body: bytes, app_secret: str) -> str:
    """The header's value for a body."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(body: bytes, header: str, app_secret: str) -> bool:
    """Whether the header is the body's signature. Without a secret nothing is."""
    if not app_secret or not header.isascii():
        return False
    return hmac.compare_digest(sign(body, app_secret), header)


def same_token(given: str, expected: str) -> bool:
    """Whether two tokens are equal, in constant time; an empty one never is."""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())
