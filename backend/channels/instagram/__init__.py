"""Instagram messaging through the Graph API: what it tells us, and how we answer."""
