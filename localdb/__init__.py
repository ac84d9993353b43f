"""The encrypted local database: everything the screens read and everything that has not left this computer yet."""
