"""What somebody types as a server's address, made whole."""

from urllib.parse import urlsplit


def normal_address(text: str) -> str:
    """An origin with its scheme ("support.example.com" means https); "" when it cannot be one."""
    typed = text.strip().rstrip("/")
    if not typed or any(character.isspace() for character in typed):
        return ""
    whole = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(whole)
        parts.port  # noqa: B018 - raises when it is no number
    except ValueError:
        return ""
    good = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return f"{parts.scheme}://{parts.netloc}{parts.path}" if good else ""
