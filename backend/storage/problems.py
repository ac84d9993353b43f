"""What can go wrong with the server's storage, in words for whoever starts it."""


class StorageProblem(Exception):
    """The database cannot be used; the text says why and what to do."""
