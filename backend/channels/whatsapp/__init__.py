"""WhatsApp through the Cloud API: what it tells us, and how we answer."""
