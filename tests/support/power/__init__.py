"""Power cuts for plain SQLite: a file system whose unsynced writes are lost, torn or kept by chance."""
