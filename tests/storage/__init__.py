"""The local database: real files, real SQLCipher."""
