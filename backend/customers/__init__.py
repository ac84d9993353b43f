"""Customers: the directory, evidence that two threads are one person's, and joins."""
