"""Customers that write through the real webhooks, and the provider that plays the channels: for trial and load."""
