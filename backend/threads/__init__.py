"""Threads and their messages: what comes in, how far it got, and windows of history."""
