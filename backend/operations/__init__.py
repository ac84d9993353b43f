"""POST /v1/ops:batch: what agents did, applied exactly once and in order (reliability 3.3)."""
