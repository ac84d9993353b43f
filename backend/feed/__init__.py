"""What changed, for every client: GET /v1/changes, and GET /v1/events that only nudges (reliability 3.5)."""
