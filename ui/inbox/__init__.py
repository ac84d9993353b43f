"""The place where customers are answered: list, thread, customer."""
