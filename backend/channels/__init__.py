"""Channels in and out: webhooks, adapters, the inbox table and egress."""
