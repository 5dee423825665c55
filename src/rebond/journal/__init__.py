"""The journal file: one SQLite database that records every change of its rows in its own history."""
