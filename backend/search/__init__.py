"""Search over every message the server has: the index, the backlog of an older database, queries, the endpoint."""
