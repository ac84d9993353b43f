"""A search as the server's address wants it."""

from domain.search import SearchQuery


def asked(query: SearchQuery, limit: int, before: int | None) -> dict[str, str | list[str]]:
    """The query's fields by their names in GET /v1/search; empty ones are left out."""
    fields: dict[str, str | list[str]] = {
        "words": list(query.words),
        "people": list(query.people),
        "tags": list(query.tags),
        "channels": sorted(channel.value for channel in query.channels),
        "authors": sorted(author.value for author in query.authors),
        "tiers": sorted(tier.value for tier in query.tiers),
        "order": query.order,
        "after": query.after.isoformat() if query.after is not None else "",
        "before_date": query.before.isoformat() if query.before is not None else "",
        "thread": query.thread_id or "",
        "before": "" if before is None else str(before),
        "limit": str(limit),
    }
    return {name: value for name, value in fields.items() if value}
