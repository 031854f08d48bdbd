"""The SQLite data file: the only floor that knows SQL."""
